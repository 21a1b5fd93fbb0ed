/**
 * Links in mails carry an opaque token that proves the right to one thing for one subscriber: an HMAC over both, so
 * that no table of tokens has to be kept and none can be guessed. The key lies in the data folder.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import { keyFile } from '#lib/key-file.ts';

export type Purpose = 'confirm' | 'manage' | 'survey' | 'statement' | 'form' | 'proof' | 'code';

export type LinkTokens = {
  make(purpose: Purpose, subjectId: string): string;
  /** The id that the token was made for, or null when it is not one of ours for this purpose. */
  read(purpose: Purpose, token: string): string | null;
};

export const openLinkKey = (dataFolder: string): Buffer =>
  keyFile(join(dataFolder, 'keys', 'links.key'), () => randomBytes(32));

export function createLinkTokens(key: Buffer): LinkTokens {
  const sign = (purpose: Purpose, id: string) =>
    createHmac('sha256', key).update(`${purpose}\n${id}`).digest().subarray(0, 18);
  return {
    make: (purpose, id) => `${id}.${sign(purpose, id).toString('base64url')}`,
    read(purpose, token) {
      const [id, proof, ...rest] = token.split('.');
      if (!id || !proof || rest.length > 0 || token.length > 200) return null;
      // As text: decoding would forgive characters that were added.
      const given = Buffer.from(proof);
      const wanted = Buffer.from(sign(purpose, id).toString('base64url'));
      return given.length === wanted.length && timingSafeEqual(given, wanted) ? id : null;
    },
  };
}
