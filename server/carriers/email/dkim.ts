/**
 * DKIM (RFC 6376) with a key of our own per sender domain, made at first use and kept in the data folder. Both
 * List-Unsubscribe headers are among what is signed, as RFC 8058 demands.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { join } from 'node:path';
import { domainToASCII } from 'node:url';
import { keyFile } from '#lib/key-file.ts';
import { onTheWire } from './addresses.ts';
import type { Mail } from './compose.ts';
import { relaxedValue } from './headers.ts';

const MOST_BEGINNINGS = 16;

export type DkimKey = {
  domain: string;
  selector: string;
  privateKey: string;
  /** What DNS has to say so that receivers can check. */
  record: { name: string; type: 'TXT'; value: string };
};

/** RSA-2048: the strongest that every receiver checks. */
export function openDkimKey({
  folder,
  domain,
  selector,
}: {
  folder: string;
  domain: string;
  selector: string;
}): DkimKey {
  const privateKey = String(keyFile(join(folder, `${domain}.pem`), freshKey));
  const publicKey = createPublicKey(createPrivateKey(privateKey)).export({ type: 'spki', format: 'der' });
  return {
    domain,
    selector,
    privateKey,
    record: {
      // As DNS takes it.
      name: `${selector}._domainkey.${domainToASCII(domain) || domain}`,
      type: 'TXT',
      value: `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`,
    },
  };
}

const freshKey = (): string =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;

/**
 * Puts a signature (relaxed/relaxed, over every header field) before the message. The signing itself, nearly all of
 * the work, happens in libuv's threads. The same letter always gets the same signature.
 */
export function createDkimSigner({ domain, selector, privateKey }: DkimKey): (mail: Mail) => Promise<Mail> {
  const key = createPrivateKey(privateKey);
  const signatureOf = (data: Buffer) =>
    new Promise<Buffer>((resolve, reject) =>
      sign('RSA-SHA256', data, key, (error, signature) => (error ? reject(error) : resolve(signature))),
    );
  /** Up to the hash of the body: all letters of a message have the same fields, so it is the same again and again. */
  const beginnings = new Map<string, { written: string; relaxed: string }>();
  function beginning(names: string) {
    const known = beginnings.get(names);
    if (known) return known;
    const written = `v=1; a=rsa-sha256; c=relaxed/relaxed; d=${onTheWire(`@${domain}`).slice(1)};\r\n s=${selector}; h=${names.replaceAll(':', ':\r\n  ')};\r\n bh=`;
    const made = { written, relaxed: `dkim-signature:${relaxedValue(written)}` };
    if (beginnings.size < MOST_BEGINNINGS) beginnings.set(names, made);
    return made;
  }
  return async (mail) => {
    const { names, relaxedHead, bodyHash } = mail.signable;
    const { written, relaxed } = beginning(names);
    const hashed = bodyHash();
    const signature = await signatureOf(
      Buffer.from(`${relaxedHead()}${relaxed}${hashed}; b=`, mail.utf8 ? 'utf8' : 'latin1'),
    );
    const field = `DKIM-Signature: ${written}${hashed};\r\n b=${inLines(signature.toString('base64'))}\r\n`;
    return { ...mail, bytes: field + mail.bytes };
  };
}

function inLines(text: string): string {
  let out = text.slice(0, 72);
  for (let at = 72; at < text.length; at += 72) out += `\r\n  ${text.slice(at, at + 72)}`;
  return out;
}
