/**
 * A push message as only the browser can read it: RFC 8291 (keys from the subscription) over RFC 8188 (`aes128gcm`),
 * in one record. Pure but for the salt and the key of this one message, which a test may give.
 */
import { createCipheriv, createECDH, type ECDH, hkdfSync, randomBytes } from 'node:crypto';

const RECORD_BYTES = 4_096;
const KEY_BYTES = 65;
const HEADER_BYTES = 16 + 4 + 1 + KEY_BYTES;
/** Push services take 4,096 bytes at least and most take no more (RFC 8030 §7.2); a record ends with a mark and a tag. */
export const MOST_BYTES = RECORD_BYTES - HEADER_BYTES - 1 - 16;
/** The only record is the last one (RFC 8188 §2). */
const LAST_RECORD = Buffer.from([2]);

export type BrowserKeys = { p256dh: Buffer; auth: Buffer };

const freshKey = (): ECDH => {
  const key = createECDH('prime256v1');
  key.generateKeys();
  return key;
};

const derive = (secret: Buffer, salt: Buffer, info: Buffer | string, bytes: number) =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, bytes));

/** Throws when `p256dh` is no point of the curve, or the text is longer than one record holds. */
export function encrypt(
  text: Buffer,
  { p256dh, auth }: BrowserKeys,
  { salt = randomBytes(16), key = freshKey() }: { salt?: Buffer; key?: ECDH } = {},
): Buffer {
  if (text.length > MOST_BYTES) throw new RangeError(`A push message holds at most ${MOST_BYTES} bytes.`);
  const own = key.getPublicKey();
  const secret = derive(
    key.computeSecret(p256dh),
    auth,
    Buffer.concat([Buffer.from('WebPush: info\0'), p256dh, own]),
    32,
  );
  const cipher = createCipheriv(
    'aes-128-gcm',
    derive(secret, salt, 'Content-Encoding: aes128gcm\0', 16),
    derive(secret, salt, 'Content-Encoding: nonce\0', 12),
  );
  const size = Buffer.alloc(5);
  size.writeUInt32BE(RECORD_BYTES);
  size.writeUInt8(KEY_BYTES, 4);
  return Buffer.concat([
    salt,
    size,
    own,
    cipher.update(text),
    cipher.update(LAST_RECORD),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
}
