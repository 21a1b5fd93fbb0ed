/**
 * Secrets at rest: AES-256-GCM under a key that lies in the data folder, readable by its owner alone, and bound to what
 * they belong to. A database that is read by others, or a backup of it, gives none of them away.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { keyFile } from './key-file.ts';

export type SecretBox = {
  seal(ownerId: string, secret: string): string;
  /** Throws when it was altered, belongs to another owner, or the key is another. */
  open(ownerId: string, sealed: string): string;
};

/** One key for each purpose, so that who learns one learns nothing of the others. */
export const openSecretKey = (dataFolder: string, purpose: 'outside' | 'carriers' | 'workflows'): Buffer =>
  keyFile(join(dataFolder, 'keys', `${purpose}.key`), () => randomBytes(32));

/** The key is opened with the first secret: where nobody has one, none is made. */
export function createSecretBox(open: () => Buffer): SecretBox {
  let known: Buffer | null = null;
  const key = () => {
    known ??= open();
    return known;
  };
  return {
    seal(ownerId, secret) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key(), nonce).setAAD(Buffer.from(ownerId));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return `v1.${Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')}`;
    },
    open(ownerId, sealed) {
      const bytes = Buffer.from(sealed.replace(/^v1\./, ''), 'base64url');
      const opener = createDecipheriv('aes-256-gcm', key(), bytes.subarray(0, 12), { authTagLength: 16 })
        .setAAD(Buffer.from(ownerId))
        .setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([opener.update(bytes.subarray(28)), opener.final()]).toString('utf8');
    },
  };
}

/** An error's words without the secret, in none of the forms in which a program may repeat it. */
export function withoutSecret(text: string, secret: string | null): string {
  if (!secret) return text;
  const forms = [secret, ...secret.split(/\s+/).filter((line) => line.length > 20)].flatMap((form) => [
    form,
    encodeURIComponent(form),
    Buffer.from(form).toString('base64'),
  ]);
  return forms.reduce((clean, form) => clean.replaceAll(form, '•••'), text);
}
