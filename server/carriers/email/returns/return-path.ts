/**
 * Where a letter comes back to: an address of its own for every delivery (VERP). The token in it is the beginning of
 * the delivery's key with a proof under a key of this house, so that nobody can make one up and a forged bounce does
 * nothing; another proof stands in the address that takes requests to unsubscribe. Pure, but for the key.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { domainToASCII } from 'node:url';
import { Problem } from '#lib/problem.ts';
import { MAILBOX } from '../settings.ts';

/** What a mail to one of our addresses is about: the beginning of the delivery's key, in hex. */
export type Token = { use: 'bounce' | 'unsubscribe'; keyPrefix: string };

export type ReturnPath = {
  domain: string;
  /** The mailbox without a token, as it was set. */
  mailbox: string;
  addressFor(key: string): string;
  /** Null when requests go to a mailbox of another domain, which somebody reads by hand. */
  unsubscribeMailbox(key: string, set: string): string | null;
  /** Null when this is no address that we gave out. */
  read(address: string): Token | null;
};

/** 80 bits of the key and 80 bits of proof: 32 letters that survive any change of case. */
const KEY_BYTES = 10;
const PROOF_BYTES = 10;
export const KEY_PREFIX = KEY_BYTES * 2;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const TOKEN = /^([bu])([a-z2-7]{32})$/;
/** A local part has room for 64 characters: the name, the plus, a letter for the use, the token. */
const LONGEST_NAME = 64 - 34;

export function createReturnPath({ set, key }: { set: string; key: Buffer }): ReturnPath | null {
  const given = set.trim().toLowerCase();
  if (given === '') return null;
  const [name = '', domain = ''] = partsOf(given);
  const mailbox = `${name}@${domain}`;
  if (!MAILBOX.test(given) || name.includes('+') || name.length > LONGEST_NAME)
    throw new Problem(
      'request.invalid',
      `MAIL_RETURN_PATH is "${set}"; it has to be a mailbox such as bounces@returns.acme.example, with at most ${LONGEST_NAME} characters before the @ and no plus.`,
    );
  const proof = (use: string, start: Buffer) =>
    createHmac('sha256', key).update(`mail ${use}\n`).update(start).digest().subarray(0, PROOF_BYTES);
  const tokenOf = (use: 'b' | 'u', deliveryKey: string) => {
    const start = Buffer.from(deliveryKey.slice(0, KEY_PREFIX), 'hex');
    return `${use}${base32(Buffer.concat([start, proof(use, start)]))}`;
  };
  const withToken = (base: string, token: string) => {
    const [local = '', host = ''] = partsOf(base);
    return `${local}+${token}@${host}`;
  };

  return {
    domain,
    mailbox,
    addressFor: (deliveryKey) => withToken(mailbox, tokenOf('b', deliveryKey)),
    unsubscribeMailbox(deliveryKey, own) {
      const base = own.trim() === '' ? mailbox : own.trim().toLowerCase();
      const [local = '', host = ''] = partsOf(base);
      // What comes to another domain does not come through our doors; it stays as the operator set it.
      if (host !== domain || local.length > LONGEST_NAME) return null;
      return withToken(base, tokenOf('u', deliveryKey));
    },
    read(address) {
      const [local = '', host = ''] = partsOf(address.trim().toLowerCase());
      if (host !== domain) return null;
      const [, use, text] = TOKEN.exec(local.slice(local.indexOf('+') + 1)) ?? [];
      if (!use || !text) return null;
      const bytes = unbase32(text);
      const start = bytes.subarray(0, KEY_BYTES);
      if (!timingSafeEqual(bytes.subarray(KEY_BYTES), proof(use, start))) return null;
      return { use: use === 'u' ? 'unsubscribe' : 'bounce', keyPrefix: start.toString('hex') };
    },
  };
}

/** The domain as DNS has it, in which mail comes back whatever letters it was set in. */
function partsOf(address: string): [string, string] {
  const at = address.lastIndexOf('@');
  const host = address.slice(at + 1);
  return at < 0 ? ['', ''] : [address.slice(0, at), domainToASCII(host) || host];
}

function base32(bytes: Buffer): string {
  let out = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) out += ALPHABET[(held >> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return out;
}

function unbase32(text: string): Buffer {
  const out: number[] = [];
  let bits = 0;
  let held = 0;
  for (const letter of text) {
    held = (held << 5) | ALPHABET.indexOf(letter);
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      out.push((held >> bits) & 255);
      held &= (1 << bits) - 1;
    }
  }
  return Buffer.from(out);
}
