/** Phone numbers as E.164, the one spelling that means the same in every country. Pure. */
import type { AddressRule } from '../carrier.ts';

const E164 = /^\+[1-9]\d{6,14}$/;
const NATIONAL =
  'Write the number with its country, for example +49 30 1234567 instead of 030 1234567: without it nobody knows which country is meant.';

export function parsePhone(text: string): { address: string } | { fault: string } {
  const plain = text
    .normalize('NFKC')
    .trim()
    // The zero that is dialled within the country only.
    .replace(/\(0\)/, '')
    .replace(/[\s().\-–/\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/^00/, '+');
  if (E164.test(plain)) return { address: plain };
  if (/^\+\d+$/.test(plain))
    return {
      fault: 'A number with its country has 7 to 15 digits after the +, and begins with the country code.',
    };
  return {
    fault: /^\d+$/.test(plain) ? NATIONAL : 'This is not a phone number. Write it like +49 30 1234567.',
  };
}

export const phoneAddress: AddressRule = {
  label: 'Phone number',
  help: 'With its country code.',
  example: '+49 30 1234567',
  secret: false,
  parse: parsePhone,
};

/** "+49, +43": the beginnings of the numbers that an account reaches; empty for all. */
export const reaches = (prefixes: string, address: string): boolean => {
  const all = prefixes.split(/[\s,;]+/).filter(Boolean);
  return all.length === 0 || all.some((prefix) => address.startsWith(prefix));
};
