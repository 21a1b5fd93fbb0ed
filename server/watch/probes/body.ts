/** The text of a body: decoded from gzip, deflate or brotli within a bound, so that a tiny answer cannot fill the memory. */
import type { Transform } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { ProbeFailure } from './probe.ts';

export async function decodeBody(bytes: Buffer, encoding: string, mostBytes: number): Promise<Buffer> {
  let body = bytes;
  const codings = encoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding && coding !== 'identity');
  if (codings.length > 3)
    throw new ProbeFailure('content', 'the answer is encoded more often than makes sense');
  for (const coding of codings.reverse()) body = await inflate(body, decoder(coding, body), mostBytes);
  return body;
}

/** The bytes may have been cut at our bound, so an early end is no error here; a broken stream is. */
function decoder(coding: string, bytes: Buffer): Transform {
  const { Z_SYNC_FLUSH: finishFlush, BROTLI_OPERATION_FLUSH } = constants;
  if (coding === 'gzip' || coding === 'x-gzip') return createGunzip({ finishFlush });
  if (coding === 'br') return createBrotliDecompress({ finishFlush: BROTLI_OPERATION_FLUSH });
  // Servers send both the zlib form that the standard asks for and the raw form; the first byte tells.
  if (coding === 'deflate')
    return (bytes[0]! & 0x0f) === 8 ? createInflate({ finishFlush }) : createInflateRaw({ finishFlush });
  throw new ProbeFailure(
    'content',
    `the answer is encoded as "${coding.slice(0, 40)}", which was not asked for`,
  );
}

function inflate(bytes: Buffer, transform: Transform, mostBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    const done = () => resolve(Buffer.concat(parts).subarray(0, mostBytes));
    transform.on('data', (part: Buffer) => {
      parts.push(part);
      length += part.length;
      if (length < mostBytes) return;
      transform.destroy();
      done();
    });
    transform.on('end', done);
    transform.on('error', () => reject(new ProbeFailure('content', 'the answer could not be decompressed')));
    transform.end(bytes);
  });
}
