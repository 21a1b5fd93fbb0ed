/**
 * Addresses at the door: each carrier reads its own, so that what is stored is one spelling that can be written to.
 * Secret addresses (whoever knows them may write there) leave this room in full for those alone who move them away.
 */
import { domainToASCII } from 'node:url';
import { Problem } from '#lib/problem.ts';

/** What a carrier says of itself, as far as its addresses go. */
export type AddressRule = {
  title: string;
  audience: 'reader' | 'staff' | 'house';
  address: {
    label: string;
    example: string;
    secret: boolean;
    parse(text: string): { address: string } | { fault: string };
    own?(address: string): boolean;
  };
};
export type AddressBook = ReadonlyMap<string, AddressRule>;

/** Ways by which somebody who comes to the page can be told: by mail and phone, and where an address is a key itself. */
export const isForReaders = ({ audience, address }: AddressRule): boolean =>
  audience === 'reader' || address.own !== undefined;

/** `reader`: whoever comes to the page, with an address of their own; `staff` may also name rooms that a bot of the house is in. */
export function readAddress(
  book: AddressBook,
  carrier: string,
  text: string,
  who: 'reader' | 'staff',
): string | { fault: string } {
  const rule = book.get(carrier);
  if (!rule || (who === 'reader' && !isForReaders(rule))) {
    const known = [...book].filter(([, each]) => who === 'staff' || isForReaders(each));
    return {
      fault: `There is no way called "${carrier.slice(0, 40)}" here; there is ${known.map(([name]) => name).join(', ')}.`,
    };
  }
  if (who === 'staff' && carrier === 'webpush')
    return { fault: 'A browser subscribes itself, on the page: nobody else has its keys.' };
  const read = rule.address.parse(carrier === 'email' ? withAsciiDomain(text) : text);
  if ('fault' in read) return { fault: `${read.fault} An example: ${rule.address.example}` };
  // A name without a dot is a machine of the house, whose mailboxes no stranger may have written to.
  if (who === 'reader' && carrier === 'email' && !/@.*\./.test(read.address))
    return { fault: `A mail address has a dot after the @. An example: ${rule.address.example}` };
  if (who === 'reader' && rule.address.own?.(read.address) === false)
    return {
      fault: 'Bring an address of your own, which starts with https://: whoever has it may write there.',
    };
  return read.address;
}

export function requireAddress(...asked: Parameters<typeof readAddress>): string {
  const read = readAddress(...asked);
  if (typeof read === 'string') return read;
  throw new Problem('request.invalid', read.fault, { errors: [{ path: 'address', message: read.fault }] });
}

/** Two spellings of one domain are one mailbox. */
function withAsciiDomain(text: string): string {
  const at = text.lastIndexOf('@');
  const domain = domainToASCII(text.slice(at + 1).trim());
  return at > 0 && domain ? `${text.slice(0, at)}@${domain}` : text;
}

/** How an address may be kept that somebody writes in their own way: who looks for a person has to find them. */
export function spellingsOf(text: string): string[] {
  const given = text.trim();
  const number = /^\+[\d\s().-]+$/.test(given) ? [given.replace(/[^\d+]/g, '')] : [];
  return [...new Set([given, withAsciiDomain(given.normalize('NFC')), ...number])];
}

export function maskedAddress(book: AddressBook, carrier: string, address: string): string {
  if (book.get(carrier)?.address.secret !== true) return address;
  return URL.canParse(address) && /^https?:/.test(address)
    ? `${new URL(address).origin}/…`
    : `${address.slice(0, 2)}…`;
}
