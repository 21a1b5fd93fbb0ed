/** Which addresses mail can go to, and how they are written where only ASCII may stand. Pure. */
import { domainToASCII } from 'node:url';
import { MAILBOX } from './settings.ts';

/** A quoted local part (RFC 5321 §4.1.2): blanks and signs, but nothing that ends a line. */
const QUOTED = /^"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e]){1,62}"(@[^@]+)$/;
/** What `settings.ts` reads is one mailbox; the local part may be quoted here. */
const isMailbox = (address: string) => MAILBOX.test(address.replace(QUOTED, 'x$1'));

const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.(?!$)|$))+$/i;

/** Letters that are not seen, or that turn the order of others round: an address reads as another one. */
const UNSEEN = /[\p{Cf}\p{Zl}\p{Zp}]/u;
/** No top-level domain is a number: an IP address is no domain. */
const NUMBER_LAST = /(?:^|\.)\d+$/;

/** A sentence that says what is wrong, or null. */
export function addressFault(address: string): string | null {
  const wire = onTheWire(address);
  const domain = domainOf(wire);
  const ok =
    isMailbox(address) &&
    !UNSEEN.test(address) &&
    Math.max(address.length, wire.length) <= 254 &&
    DOMAIN.test(domain) &&
    !NUMBER_LAST.test(domain);
  return ok ? null : 'This is not a mail address.';
}

/** Words that are one mailbox with quotation marks and without. */
const NEEDLESS_QUOTES = /^"([\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*)"@/;

/** An address as somebody gives it, in the one spelling that is kept; stricter than what mail is still sent to. */
export function addressFrom(text: string): { address: string } | { fault: string } {
  // Letters that look the same are the same mailbox (RFC 6532 §3.1).
  const address = text.trim().normalize('NFC').replace(NEEDLESS_QUOTES, '$1@');
  const local = address.slice(0, address.lastIndexOf('@'));
  if (!local.startsWith('"') && /^\.|\.\.|\.$/.test(local))
    return {
      fault:
        'A dot before the @ has to stand between two other letters. If it is really so, put what stands before the @ in quotation marks.',
    };
  const fault = Buffer.byteLength(local) > 64 ? 'This is not a mail address.' : addressFault(address);
  return fault ? { fault } : { address };
}

/** The domain in its ASCII form (RFC 5891). The local part stays as it is: only its own server may read it. */
export function onTheWire(address: string): string {
  const domain = domainOf(address);
  if (isAscii(domain)) return address;
  return `${address.slice(0, -domain.length)}${domainToASCII(domain)}`;
}

/** The letters before the @ are outside ASCII, which needs SMTPUTF8 (RFC 6531) all the way. */
export const needsUtf8 = (address: string): boolean => !isAscii(address);

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1);
const isAscii = (text: string) => /^[\x20-\x7e]*$/.test(text);
