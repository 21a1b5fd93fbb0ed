/**
 * Whose letter it is that came back: by the address it came to, else by the traces of ours in what it quotes. A token
 * counts only with its proof; a Message-ID only with the forty hexadecimal digits that none but its reader has seen.
 */
import type { Fields, Incoming } from './incoming.ts';
import type { ReturnPath, Token } from './return-path.ts';

const ADDRESS = /[a-z0-9._-]{1,30}\+[bu][a-z2-7]{32}@[\p{L}\p{N}\p{M}.-]{1,253}/giu;
const MESSAGE_ID = /<([0-9a-f]{40})@/i;
const ADDRESSED = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'to', 'cc'];

export type Whose = Token & { by: 'address' | 'trace' };

export function whose(mail: Incoming, to: readonly string[], returnPath: ReturnPath | null): Whose | null {
  const addressed = [...to, ...ADDRESSED.flatMap((name) => mail.fields.get(name) ?? [])];
  const direct = tokenIn(addressed, returnPath);
  if (direct) return { ...direct, by: 'address' };
  const traces = [...valuesOf(mail.original), ...valuesOf(mail.feedback), ...mail.status.flatMap(valuesOf)];
  const trace = tokenIn(traces, returnPath);
  if (trace) return { ...trace, by: 'trace' };
  const ids = [
    ...(mail.original?.get('message-id') ?? []),
    ...(mail.fields.get('in-reply-to') ?? []),
    ...(mail.fields.get('references') ?? []),
  ];
  for (const id of ids) {
    const [, keyPrefix] = MESSAGE_ID.exec(id) ?? [];
    if (keyPrefix) return { use: 'bounce', keyPrefix: keyPrefix.toLowerCase(), by: 'trace' };
  }
  return null;
}

function tokenIn(texts: readonly string[], returnPath: ReturnPath | null): Token | null {
  if (!returnPath) return null;
  for (const text of texts)
    for (const [address] of text.slice(0, 10_000).matchAll(ADDRESS)) {
      const token = returnPath.read(address);
      if (token) return token;
    }
  return null;
}

const valuesOf = (fields: Fields | null): string[] => (fields ? [...fields.values()].flat() : []);
