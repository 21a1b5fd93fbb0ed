/**
 * A letter as the parts that a JSON API asks for, read back out of the message that we composed, so that every way out
 * says the same in the same fields.
 */
import type { Mail } from '../compose.ts';

export type LetterParts = {
  from: { name: string; address: string };
  subject: string;
  text: string;
  html: string | null;
  /** Those of ours that the receiver has to see; what the provider writes itself is left out. */
  headers: [name: string, value: string][];
};

const CARRIED = new Set([
  'message-id',
  'in-reply-to',
  'references',
  'auto-submitted',
  'precedence',
  'list-id',
  'list-help',
  'list-unsubscribe',
  'list-unsubscribe-post',
]);

export async function partsOf(mail: Mail): Promise<LetterParts> {
  const { default: PostalMime } = await import('postal-mime');
  const {
    from,
    subject = '',
    text = '',
    html,
    headers,
  } = await PostalMime.parse(Buffer.from(mail.bytes, 'latin1'));
  return {
    from: { name: from?.name ?? '', address: from?.address ?? '' },
    subject,
    text,
    html: html ?? null,
    headers: headers
      .filter(({ key }) => CARRIED.has(key))
      .map(({ originalKey, value }) => [originalKey, value.replace(/\s+/g, ' ').trim()]),
  };
}

/** `Name <address>`, quoted as RFC 5322 asks. */
export const named = ({ name, address }: { name: string; address: string }): string =>
  name === '' ? address : `"${name.replace(/["\\]/g, '\\$&')}" <${address}>`;
