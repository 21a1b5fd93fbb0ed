/** Records of the form `v=…; name=value; …`, as DKIM and DMARC write them, and the DMARC record of a domain. */
import type { Dns } from './dns.ts';

export const tagsOf = (text: string): Map<string, string> =>
  new Map(
    text.split(';').flatMap((part) => {
      const at = part.indexOf('=');
      return at > 0 ? [[part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim()] as const] : [];
    }),
  );

export type DmarcRecord = { at: string; text: string; tags: Map<string, string> };

/** The record of the domain, or of the nearest domain above that has one (the tree walk of DMARC's revision). */
export async function findDmarc(dns: Dns, domain: string): Promise<DmarcRecord | null> {
  const labels = domain.split('.');
  for (let from = 0; from <= labels.length - 2; from += 1) {
    // Of a very long name only the domain itself and its last seven labels are asked.
    if (from > 0 && labels.length - from > 7) continue;
    const at = labels.slice(from).join('.');
    const found = (await dns.txt(`_dmarc.${at}`)).filter((text) => /^v=dmarc1\s*(;|$)/i.test(text));
    if (found.length === 1) return { at, text: found[0]!, tags: tagsOf(found[0]!) };
  }
  return null;
}

/** Second labels under which anybody may have a domain; enough to tell acme.co.uk from co.uk. */
const REGISTRIES = new Set(['co', 'com', 'org', 'net', 'gov', 'edu', 'ac', 'ne', 'or', 'gob']);

/** Whether two domains belong together in DMARC's eyes: equal, or below one domain that somebody owns. */
export function isAligned(one: string, other: string, strict: boolean): boolean {
  if (one === other) return true;
  if (strict) return false;
  const [mine, theirs] = [one.split('.').reverse(), other.split('.').reverse()];
  let shared = 0;
  while (shared < mine.length && mine[shared] === theirs[shared]) shared += 1;
  const needed = mine.length > 2 && mine[0]!.length === 2 && REGISTRIES.has(mine[1]!) ? 3 : 2;
  return shared >= needed;
}
