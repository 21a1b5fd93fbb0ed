/** What DNS says of the sender: SPF, DKIM, DMARC and their alignment, and the MX of its domain. */
import { createPublicKey } from 'node:crypto';
import { isIP } from 'node:net';
import type { ReadinessFinding } from '@candor/protocol/mail-readiness.ts';
import type { DkimKey } from '../dkim.ts';
import type { Dns } from './dns.ts';
import { fail, ok, unknown, warn } from './finding.ts';
import { includeOf } from './providers.ts';
import { evaluateSpf } from './spf.ts';
import { type DmarcRecord, isAligned, tagsOf } from './tags.ts';

/** `ips`: addresses from which the relay sends, as far as its name tells; empty on this machine. */
export async function spfFinding(
  dns: Dns,
  { domain, relay, ips }: { domain: string; relay: string; ips: readonly string[] },
): Promise<ReadinessFinding> {
  const what = `SPF of ${domain}`;
  const include = includeOf(relay);
  const term = include ? `include:${include}` : ips.map((ip) => `ip${isIP(ip)}:${ip}`).join(' ');
  const given = await evaluateSpf(dns, { ip: ips[0] ?? '192.0.2.1', domain });
  const record = {
    name: domain,
    type: 'TXT',
    value: suggested(given.record, term || 'ip4:ADDRESS-OF-YOUR-RELAY'),
  };
  if (given.result === 'temperror')
    return unknown('spf', what, given.why, { todo: 'Look again in a moment.' });
  if (given.result === 'permerror')
    return fail('spf', what, `${given.record ?? ''} cannot be evaluated: ${given.why}`.trim(), {
      todo: 'Receivers ignore a record that cannot be evaluated. Mend it; at most ten look-ups are allowed, so replace includes by addresses where there are too many.',
    });
  if (given.record === null)
    return fail('spf', what, 'There is no record.', {
      todo: 'Publish which servers may send for this domain.',
      record,
    });
  const lookups = `${given.record} (${given.lookups} of 10 look-ups)`;
  if (include) {
    // The addresses from which a provider sends are its own affair; its name stands for them.
    const found = await includes(dns, given.record, include);
    return found
      ? ok('spf', what, lookups)
      : fail('spf', what, `${lookups} does not include ${include}.`, {
          todo: `Let ${relay} send for this domain.`,
          record,
        });
  }
  if (ips.length === 0)
    return unknown(
      'spf',
      what,
      `${lookups}. The relay runs on this machine or a private network, and passes mail on from an address that is not known here.`,
      {
        todo: 'See to it that the record names the public address from which your relay sends.',
      },
    );
  const verdicts = await Promise.all(
    ips.map(async (ip) => ({ ip, ...(await evaluateSpf(dns, { ip, domain })) })),
  );
  const bad = verdicts.find(({ result }) => result !== 'pass');
  if (!bad) return ok('spf', what, `${lookups}: ${ips.join(', ')} may send.`);
  return fail('spf', what, `${lookups}: ${bad.ip} gets "${bad.result}" (${bad.why}).`, {
    todo: `Let ${relay} send for this domain. If it sends from other addresses than its own name has, name those.`,
    record,
  });
}

/** What is published, with this in it; a new record is lenient at first. */
function suggested(record: string | null, term: string): string {
  if (record === null) return `v=spf1 ${term} ~all`;
  const terms = record.trim().split(/ +/);
  const end = terms.findIndex((one) => /^[+?~-]?all$|^redirect=/i.test(one));
  const at = end < 0 ? terms.length : end;
  return [...terms.slice(0, at), term, ...terms.slice(at)].join(' ');
}

async function includes(dns: Dns, record: string, wanted: string, depth = 0): Promise<boolean> {
  const targets = [...record.matchAll(/(?:^| )(?:[+?~-]?include:|redirect=)(\S+)/gi)].map(([, target]) =>
    target!.toLowerCase(),
  );
  if (targets.includes(wanted)) return true;
  if (depth >= 5) return false;
  for (const target of targets.slice(0, 10)) {
    const next = (await dns.txt(target)).find((text) => /^v=spf1( |$)/i.test(text));
    if (next && (await includes(dns, next, wanted, depth + 1))) return true;
  }
  return false;
}

export async function dkimFinding(dns: Dns, domain: string, key: DkimKey | null): Promise<ReadinessFinding> {
  const what = `DKIM of ${domain}`;
  if (!key)
    return unknown('dkim', what, 'Candor does not sign (MAIL_DKIM is off); your relay has to.', {
      todo: 'Send a seed test and look at what the receiver found.',
    });
  const { record } = key;
  const found = (await dns.txt(record.name))
    .map((text) => ({ text, tags: tagsOf(text) }))
    .filter(({ tags }) => tags.has('p'));
  if (found.length === 0)
    return fail('dkim', what, `${record.name} does not exist.`, { todo: 'Publish our key.', record });
  if (found.length > 1)
    return fail('dkim', what, `${record.name} has ${found.length} keys; receivers may take either.`, {
      todo: 'Leave this one.',
      record,
    });
  const { tags } = found[0]!;
  const published = tags.get('p')!.replace(/\s+/g, '');
  if (published === '')
    return fail('dkim', what, `${record.name} is revoked (p= is empty).`, {
      todo: 'Publish our key.',
      record,
    });
  const ours = tagsOf(record.value).get('p')!;
  if (published !== ours)
    return fail('dkim', what, `${record.name} carries another key than the one that Candor signs with.`, {
      todo: 'Publish our key, or name another selector with MAIL_DKIM_SELECTOR.',
      record,
    });
  const bits = bitsOf(published);
  if (tags.get('t')?.split(':').includes('y'))
    return warn('dkim', what, `${record.name} says "testing" (t=y), so receivers may ignore it.`, {
      todo: 'Take t=y out.',
      record,
    });
  return ok('dkim', what, `${record.name} carries our key${bits ? `, RSA with ${bits} bits` : ''}.`);
}

function bitsOf(base64: string): number | undefined {
  try {
    return createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' })
      .asymmetricKeyDetails?.modulusLength;
  } catch {
    return undefined;
  }
}

export function dmarcFindings(
  dmarc: DmarcRecord | null,
  { domain, envelope, signs }: { domain: string; envelope: string; signs: boolean | 'provider' },
): ReadinessFinding[] {
  const what = `DMARC of ${domain}`;
  if (!dmarc)
    return [
      fail('dmarc', what, `Neither _dmarc.${domain} nor a domain above has a record.`, {
        todo: 'Publish one. Begin with p=none, read the reports, and raise it once they show nothing but your own mail.',
        record: {
          name: `_dmarc.${domain}`,
          type: 'TXT',
          value: `v=DMARC1; p=none; rua=mailto:dmarc-reports@${domain}`,
        },
      }),
    ];
  const { tags, at, text } = dmarc;
  const policy = (at === domain ? undefined : tags.get('sp')) ?? tags.get('p') ?? '';
  const where = `_dmarc.${at}: ${text}`;
  const record = !['none', 'quarantine', 'reject'].includes(policy)
    ? fail('dmarc', what, `${where} names no policy that exists.`, {
        todo: 'Write p=none, p=quarantine or p=reject.',
      })
    : !tags.has('rua')
      ? warn('dmarc', what, `${where}. Nobody gets its reports.`, {
          todo: 'Name a mailbox for reports; they show who sends in your name.',
          record: {
            name: `_dmarc.${at}`,
            type: 'TXT',
            value: `${text.replace(/;?\s*$/, '')}; rua=mailto:dmarc-reports@${at}`,
          },
        })
      : ok(
          'dmarc',
          what,
          policy === 'none' ? `${where}. "none" is enough for bulk senders and protects nobody yet.` : where,
        );
  if (signs === 'provider')
    return [
      record,
      unknown(
        'alignment',
        'Alignment',
        `The provider signs the letters from ${domain}; with which domain does not show from here.`,
        {
          todo: 'Verify the domain at the provider, so that it signs with it, and look at a seed test.',
        },
      ),
    ];
  const spf = isAligned(domain, envelope, tags.get('aspf') === 's');
  const aligned = [spf ? `SPF (${envelope})` : [], signs ? `DKIM (${domain})` : []].flat();
  const alignment =
    aligned.length > 0
      ? ok(
          'alignment',
          'Alignment',
          `${aligned.join(' and ')} ${aligned.length > 1 ? 'belong' : 'belongs'} to the sender’s domain.`,
        )
      : warn(
          'alignment',
          'Alignment',
          `Letters come back to ${envelope}, which does not belong to ${domain}, and Candor does not sign.`,
          {
            todo: `DMARC passes only if your relay signs with d=${domain}. Otherwise use a return path below ${at}, or sign.`,
          },
        );
  return [record, alignment];
}

export async function mxFinding(dns: Dns, domain: string): Promise<ReadinessFinding> {
  const what = `Replies to ${domain}`;
  const hosts = await dns.mx(domain);
  if (hosts.length > 0 && hosts[0] !== '') return ok('mx', what, `MX: ${hosts.join(', ')}`);
  return warn(
    'mx',
    what,
    'The sender’s domain has no MX record, so nobody can answer, and some receivers refuse such senders.',
    {
      todo: 'Publish an MX record for the domain, or send from one that has it.',
    },
  );
}
