/**
 * What goes to a relay, byte for byte: commands in which nothing can end a line early, and a message in the form that
 * DATA wants (RFC 5321 §4.5.2): every line ended by CR LF, no lone one of the two, a dot before a dot, a dot at the end.
 */

import { needsUtf8 } from '../addresses.ts';

/** A lone CR, a lone LF, or a dot that begins a line. */
const UNCLEAN = /\r(?!\n)|(?<!\r)\n|\n\.|^\./;

/** The message as DATA carries it; one character is one byte, here as there. */
export function toWire(message: string): string {
  const clean = UNCLEAN.test(message) ? cleaned(message) : message;
  return clean === '' || clean.endsWith('\n') ? `${clean}.\r\n` : `${clean}\r\n.\r\n`;
}

const cleaned = (message: string): string => message.replace(/\r\n|\r|\n/g, '\r\n').replace(/^\./gm, '..');

/** `<address>`, one character a byte; throws rather than send a command that is two: whoever let such an address through has a mistake. */
export function toPath(address: string): string {
  if (/[\p{Cc}\u2028\u2029]/u.test(address) || /[\s<>]/.test(address.replace(/^"(?:[^"\\]|\\.)*"@/, '')))
    throw new Error('An address with characters that end an SMTP command reached the sender.');
  return `<${needsUtf8(address) ? Buffer.from(address).toString('latin1') : address}>`;
}
