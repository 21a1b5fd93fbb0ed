/**
 * Identifiers: UUIDv7 made in code, shown as TypeID (`inc_01h455vb4pex5vsknk084sn02q`): sortable by time of
 * making, readable by type. Source: TypeID specification 0.3, RFC 9562 §5.7.
 */
import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

export type Ids = { next(prefix: string): string };

/** `random` is handed in by tests that need the same ids twice. */
export function createIds(clock: Clock, random: (size: number) => Uint8Array = randomBytes): Ids {
  let lastMs = 0;
  let counter = 0;
  return {
    next(prefix) {
      const bytes = Uint8Array.from(random(16));
      const nowMs = clock.nowMs();
      // Within one millisecond the 12 bits after the version count up, so that ids sort in the order of making.
      counter = nowMs > lastMs ? 0 : counter + 1;
      if (counter > 0xfff) {
        lastMs += 1;
        counter = 0;
      }
      lastMs = Math.max(nowMs, lastMs);
      new DataView(bytes.buffer).setUint32(0, Math.floor(lastMs / 0x10000));
      new DataView(bytes.buffer).setUint16(4, lastMs % 0x10000);
      bytes[6] = 0x70 | (counter >> 8);
      bytes[7] = counter & 0xff;
      bytes[8] = 0x80 | (bytes[8]! & 0x3f);
      return `${prefix}_${base32(bytes)}`;
    },
  };
}

/** 128 bits as 26 characters of Crockford's base32, most significant first. */
function base32(bytes: Uint8Array): string {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  let text = '';
  for (let i = 0; i < 26; i++) {
    text = ALPHABET[Number(value & 31n)] + text;
    value >>= 5n;
  }
  return text;
}
