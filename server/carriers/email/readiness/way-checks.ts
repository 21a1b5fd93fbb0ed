/** What is to be said of the ways mail takes: the relay and its certificate, its name in DNS, and the way back. */
import { isIP, type LookupFunction } from 'node:net';
import type { ReadinessFinding } from '@candor/protocol/mail-readiness.ts';
import type { MailDesk } from '../desk.ts';
import type { ReturnPath } from '../returns/return-path.ts';
import type { Relay } from '../settings.ts';
import type { Dns } from './dns.ts';
import { fail, ok, unknown, warn } from './finding.ts';
import { includeOf } from './providers.ts';
import { probeMailbox, probeRelay } from './relay-probe.ts';
import { confirmedNames } from './spf.ts';

const DAY_MS = 86_400_000;
const SOON_DAYS = 14;

/** Of networks that no receiver ever sees. */
export const isInside = (ip: string): boolean =>
  /^(10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[789]\d|1[01]\d|12[0-7])\.|::1$|f[cd]|fe80:)/i.test(
    ip,
  );

export async function relayFinding({
  relay,
  name,
  nowMs,
  signal,
  lookup,
}: {
  relay: Relay;
  name: string;
  nowMs: number;
  signal: AbortSignal;
  lookup?: LookupFunction;
}): Promise<ReadinessFinding> {
  const id = `relay:${relay.host}`;
  const what = `Relay ${relay.host}:${relay.port}`;
  // Asked without a password: whether it is right shows the check of the account.
  const seen = await probeRelay({
    relay: { ...relay, auth: null },
    name,
    signal,
    ...(lookup ? { lookup } : {}),
  });
  if ('fault' in seen)
    return fail(id, what, seen.fault, { todo: 'Mend the relay or its settings; mail waits meanwhile.' });
  const { tls, address } = seen;
  if (!tls)
    return isInside(address)
      ? ok(id, what, `Answers without encryption from ${address}, within your own network.`)
      : fail(id, what, `Answers from ${address} and offers no encryption (STARTTLS).`, {
          todo: 'Switch TLS on at the relay; what is sent to it can be read on the way.',
        });
  if (!tls.trusted && !isInside(address))
    return fail(id, what, `${tls.protocol}, with a certificate that is not trusted: ${tls.why}.`, {
      todo: `Give the relay a certificate for ${relay.host}.`,
    });
  const days = Math.floor((Date.parse(tls.validTo) - nowMs) / DAY_MS);
  if (days < SOON_DAYS)
    return warn(id, what, `${tls.protocol}; the certificate ends in ${days} days.`, {
      todo: 'Renew it before it ends; mail would wait from then on.',
    });
  return ok(id, what, `${tls.protocol}; the certificate is good for another ${days} days.`);
}

export async function ptrFinding(dns: Dns, relay: string, ips: readonly string[]): Promise<ReadinessFinding> {
  const what = 'Reverse DNS';
  if (includeOf(relay)) return ok('ptr', what, `${relay} belongs to a mail provider, which sees to it.`);
  if (ips.length === 0)
    return unknown('ptr', what, 'The public address of your relay is not known here.', {
      todo: 'Whoever runs it: its address needs a name in reverse DNS that leads back to it.',
    });
  for (const ip of ips) {
    const names = await confirmedNames(dns, ip);
    if (names.length === 0)
      return warn('ptr', what, `${ip} has no name that leads back to it.`, {
        todo: 'Ask whoever gave you the address for a PTR record with the relay’s name; large providers refuse mail without it.',
      });
  }
  return ok('ptr', what, `${ips.join(', ')}: named, and the names lead back.`);
}

export async function returnFindings({
  dns,
  returnPath,
  door,
  from,
  signal,
  lookup,
}: {
  dns: Dns;
  returnPath: ReturnPath | null;
  door: ReturnType<MailDesk['door']>;
  /** The sender's address, to which letters come back without a return path. */
  from: string;
  signal: AbortSignal;
  lookup: LookupFunction;
}): Promise<ReadinessFinding[]> {
  const what = 'What comes back';
  if (!returnPath)
    return [
      warn(
        'return-path',
        what,
        `Letters that cannot be delivered come back to ${from}, where Candor does not read them.`,
        {
          todo: 'Set MAIL_RETURN_PATH to a mailbox on a domain of its own, such as bounces@returns.DOMAIN, and let its mail come to Candor (MAIL_RETURNS_PORT, or a pipe to candor bounce). An account of a provider reports by webhook instead.',
        },
      ),
    ];
  const { domain, mailbox } = returnPath;
  const opened: ReadinessFinding[] =
    door && 'fault' in door
      ? [
          fail('return-door', 'The door for returned mail', door.fault, {
            todo: 'Choose another MAIL_RETURNS_PORT, or end what holds it.',
          }),
        ]
      : [];
  const [host] = await dns.mx(domain);
  if (!host)
    return [
      ...opened,
      fail('return-path', what, `${domain} has no MX record, so nothing can come back to ${mailbox}.`, {
        todo: door
          ? 'Let the domain’s mail come to this machine.'
          : 'Let the domain’s mail come to the server that pipes it to candor bounce.',
        record: { name: domain, type: 'MX', value: '10 THIS-MACHINE.' },
      }),
    ];
  const answer = await probeMailbox({ host, mailbox: returnPath.addressFor('0'.repeat(64)), signal, lookup });
  if (answer === 'taken') return [...opened, ok('return-path', what, `${host} takes mail for ${mailbox}.`)];
  return [
    ...opened,
    (/^\d/.test(answer) ? fail : unknown)('return-path', what, `${host}, the MX of ${domain}: ${answer}`, {
      todo: 'See to it that this server takes mail for the mailbox with anything after a plus, and hands it to Candor.',
    }),
  ];
}

/** RFC 8058: the link in every letter has to answer over https, from anywhere. */
export function oneClickFinding(publicUrl: string): ReadinessFinding {
  const what = 'One click to unsubscribe';
  const { protocol, hostname } = new URL(publicUrl);
  const host = hostname.replace(/^\[|\]$/g, '');
  const todo = 'Set CANDOR_URL to the address at which readers reach the page, with https.';
  if (
    host === 'localhost' ||
    (isIP(host) !== 0 && isInside(host)) ||
    (isIP(host) === 0 && !host.includes('.'))
  )
    return fail(
      'one-click',
      what,
      `The links in letters begin with ${publicUrl}, which only this network reaches.`,
      { todo },
    );
  if (protocol !== 'https:')
    return fail(
      'one-click',
      what,
      `The links in letters begin with ${publicUrl}; mail programs follow https alone.`,
      { todo },
    );
  return ok(
    'one-click',
    what,
    `Every letter to a subscriber carries List-Unsubscribe and List-Unsubscribe-Post under ${publicUrl}, signed, and honoured at once.`,
  );
}
