/**
 * Mail readiness: whether mail would arrive if an outage came now. Looks at DNS, the relay, the way back and the page's
 * address, reckons what one update would mean for receivers, and says for each thing what to do. Sends nothing.
 */
import type { MailReadiness, ReadinessFinding } from '@candor/protocol/mail-readiness.ts';
import { sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import type { Outbound } from '#lib/outbound/index.ts';
import type { Store } from '#store';
import type { Accounts } from '../../accounts/accounts.ts';
import type { MailDesk } from '../desk.ts';
import { type Relay, readSender, type Sender } from '../settings.ts';
import type { Dns } from './dns.ts';
import { fail, tried } from './finding.ts';
import { mailboxProviderOf, providerByMx } from './providers.ts';
import { rateFindings } from './rate-checks.ts';
import { dkimFinding, dmarcFindings, mxFinding, spfFinding } from './sender-checks.ts';
import { findDmarc } from './tags.ts';
import { warmUpOf } from './warm-up.ts';
import { isInside, oneClickFinding, ptrFinding, relayFinding, returnFindings } from './way-checks.ts';

export type Readiness = { look(): Promise<MailReadiness> };

type Domains = () => Promise<{ domain: string; readers: number }[]>;

const PATIENCE_MS = 20_000;
const KEPT_MS = 10_000;
const DAYS = 30;
const DAY_MS = 86_400_000;
/** Domains whose MX is asked for, to learn at which provider they are. */
const MOST_ASKED = 25;

export function createReadiness({
  store,
  clock,
  dns,
  outbound,
  accounts,
  mail,
  domains,
  publicUrl,
}: {
  store: Store;
  clock: Clock;
  dns: Dns;
  outbound: Outbound;
  accounts: Pick<Accounts, 'list'>;
  mail: Pick<MailDesk, 'settings' | 'reports' | 'door'>;
  domains: Domains;
  publicUrl: () => string;
}): Readiness {
  const { relay, sender, letters, returnPath } = mail.settings;
  let last: { atMs: number; found: Promise<MailReadiness> } | null = null;

  /** Each sender with the relays through which its letters go; providers' APIs sign and return on domains of their own. */
  async function routes() {
    const all = (await accounts.list('email')).filter(({ enabled }) => enabled);
    const relays: { relay: Relay; sender: Sender; isNamed: boolean }[] =
      relay && sender ? [{ relay, sender, isNamed: false }] : [];
    const others = new Map<string, Sender>();
    for (const { provider, settings } of all) {
      const from = typeof settings['from'] === 'string' ? readSender(settings['from']) : sender;
      if (!from) continue;
      if (provider !== 'smtp') {
        others.set(from.domain, from);
        continue;
      }
      const host = String(settings['host']).replace(/^\[|\]$/g, '');
      const secure = settings['security'] === 'tls';
      relays.push({
        relay: { host, port: Number(settings['port']), secure, auth: null },
        sender: from,
        isNamed: true,
      });
    }
    return { all, relays, others: [...others.values()] };
  }

  /** Where the relay's name leads, without what nobody outside ever sees. */
  async function publicAddresses(host: string): Promise<string[]> {
    const found = /^[\d.]+$|:/.test(host) ? [host] : await dns.addresses(host);
    return found.filter((ip) => !isInside(ip));
  }

  async function look(): Promise<MailReadiness> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const { all, relays, others } = await routes();
    const nameOf = (way: string) => all.find(({ id }) => id === way)?.name ?? 'SMTP_URL';
    const jobs: Promise<ReadinessFinding[]>[] = [];
    if (!sender && others.length === 0 && relays.length === 0)
      jobs.push(
        Promise.resolve([
          fail('sender', 'Sender', 'No way out for mail is set up.', {
            todo: 'Set MAIL_FROM and SMTP_URL, or add an account of the e-mail carrier.',
          }),
        ]),
      );
    const done = new Set<string>();
    const once = (
      key: string,
      id: string,
      what: string,
      find: () => Promise<ReadinessFinding | ReadinessFinding[]>,
    ) => {
      if (done.has(key)) return;
      done.add(key);
      jobs.push(tried(id, what, find));
    };
    for (const { relay: via, sender: from, isNamed } of relays) {
      const envelope = returnPath?.domain ?? from.domain;
      const { domain } = from;
      const { host } = via;
      once(`spf ${envelope} ${host}`, 'spf', `SPF of ${envelope}`, async () =>
        spfFinding(dns, { domain: envelope, relay: host, ips: await publicAddresses(host) }),
      );
      once(`dkim ${domain}`, 'dkim', `DKIM of ${domain}`, () =>
        dkimFinding(dns, domain, letters.keyOf(domain)),
      );
      once(`dmarc ${domain}`, 'dmarc', `DMARC of ${domain}`, async () =>
        dmarcFindings(await findDmarc(dns, domain), {
          domain,
          envelope,
          signs: letters.keyOf(domain) !== null,
        }),
      );
      once(`mx ${domain}`, 'mx', `Replies to ${domain}`, () => mxFinding(dns, domain));
      once(`relay ${host} ${via.port}`, `relay:${host}`, `Relay ${host}:${via.port}`, async () => {
        if (isNamed) await refusePrivate(host, outbound);
        const guarded = isNamed ? { lookup: outbound.lookup } : {};
        return relayFinding({ relay: via, name: domain, nowMs: clock.nowMs(), signal, ...guarded });
      });
      once(`ptr ${host}`, 'ptr', 'Reverse DNS', async () =>
        ptrFinding(dns, host, await publicAddresses(host)),
      );
    }
    for (const { domain } of others) {
      // The provider signs with this domain and takes returns on a domain below it or of its own.
      once(`dmarc ${domain}`, 'dmarc', `DMARC of ${domain}`, async () =>
        dmarcFindings(await findDmarc(dns, domain), { domain, envelope: domain, signs: 'provider' }),
      );
      once(`mx ${domain}`, 'mx', `Replies to ${domain}`, () => mxFinding(dns, domain));
    }
    const [first] = relays;
    if (first)
      once('return', 'return-path', 'What comes back', () =>
        returnFindings({
          dns,
          returnPath,
          door: mail.door(),
          from: first.sender.address,
          signal,
          lookup: outbound.lookup,
        }),
      );
    jobs.push(Promise.resolve([oneClickFinding(publicUrl())]));
    const rates = await mail.reports.rates();
    const findings = [...(await Promise.all(jobs)).flat(), ...rateFindings(rates, nameOf)];
    return {
      checkedAt: clock.now(),
      sender: sender?.address ?? null,
      findings,
      rates,
      warmUp: await warmUp(),
    };
  }

  async function warmUp() {
    const counted = await domains();
    const strangers = counted.filter(({ domain }) => !mailboxProviderOf(domain)).slice(0, MOST_ASKED);
    const hosted = new Map<string, string>();
    await Promise.all(
      strangers.map(async ({ domain }) => {
        const [host] = await dns.mx(domain).catch(() => []);
        const provider = host && providerByMx(host);
        if (provider) hosted.set(domain, provider);
      }),
    );
    const since = new Date(clock.nowMs() - DAYS * DAY_MS).toISOString();
    const { rows } = await sql<{ day: string; letters: number }>`
      select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD') as day, count(*)::int as letters
      from carriers_delivery
      where carrier = 'email' and created_at >= ${since}::timestamptz and receipt is not null
      group by 1 order by 1`.execute(store.db);
    return warmUpOf({ domains: counted, hosted, lastDays: rows });
  }

  return {
    look() {
      // Several people may look at once, and each look asks the whole world.
      if (!last || clock.nowMs() - last.atMs > KEPT_MS) {
        const found = look();
        last = { atMs: clock.nowMs(), found };
        found.catch(() => {
          last = null;
        });
      }
      return last.found;
    },
  };
}

/** Literals are asked of the policy here; names when they are looked up. */
async function refusePrivate(host: string, { checkAddress }: Outbound): Promise<void> {
  if (/^[\d.]+$|:/.test(host)) checkAddress(host);
}
