/**
 * What a receiver wrote into the header of a letter about us (RFC 8601, Authentication-Results): whether SPF, DKIM and
 * DMARC held in its eyes. Out of a header that somebody pasted; pure, and it believes nothing else in it.
 */
import type { SeedSeen } from '@candor/protocol/mail-readiness.ts';
import { parseFields } from '../returns/incoming.ts';

const RESULT = /\b(pass|fail|softfail|neutral|none|permerror|temperror|policy|bestguesspass|hardfail)\b/i;

export function seenIn(header: string, senderDomain: string): SeedSeen | null {
  const fields = parseFields(header);
  const [results] = fields.get('authentication-results') ?? [];
  if (!results) return null;
  const [by = '', ...parts] = results.replace(/\([^()]*\)/g, ' ').split(';');
  const methods = parts.flatMap((part) => {
    const [, method, rest] = /^\s*([a-z0-9-]+)\s*=\s*([\s\S]*)$/i.exec(part) ?? [];
    const result = RESULT.exec(rest ?? '')?.[1];
    return method && result
      ? [{ method: method.toLowerCase(), result: result.toLowerCase(), rest: rest!.toLowerCase() }]
      : [];
  });
  const of = (method: string) => methods.filter((one) => one.method === method);
  // A provider may sign besides us; what counts is the signature of the sender's domain.
  const dkim = of('dkim').find(
    ({ rest }) => rest.includes(`header.d=${senderDomain}`) || rest.includes(`header.i=@${senderDomain}`),
  );
  const [last] = fields.get('received') ?? [];
  return {
    by: (by.trim().split(/\s+/, 1)[0] ?? '').slice(0, 253),
    spf: of('spf')[0]?.result ?? null,
    dkim: (dkim ?? of('dkim')[0])?.result ?? null,
    dmarc: of('dmarc')[0]?.result ?? null,
    tls: last === undefined ? null : /\bESMTPSA?\b|\bTLS/i.test(last),
  };
}
