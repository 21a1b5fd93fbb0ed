/**
 * One address's prepared answer: its bytes in each encoding and, for each, the complete flat header list that is
 * written as it stands. Everything that can be computed is computed here, once, when the content changes.
 */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip, zstdCompress } from 'node:zlib';
import type { Encoding } from './encoding.ts';

export type ShelfItem = {
  contentType: string;
  body: string | Uint8Array;
  /** Default: `public, max-age=0, must-revalidate`, so that a shared cache never shows a stale green page. */
  cacheControl?: string;
  /** A page states its own policy; the default allows nothing at all, which suits data. */
  csp?: string;
  /** Further headers, such as Access-Control-Allow-Origin. */
  headers?: Record<string, string>;
  /** 200 unless stated. */
  status?: number;
};

export type ShelfHead = Omit<ShelfItem, 'body'>;
export type Answer = { full: string[]; notModified: string[]; body: Buffer };
export type Entry = {
  status: number;
  /** The item without its bytes: with them, an answer can be made again. */
  head: ShelfHead;
  /** Digest of content and headers: the same digest means the same answer. */
  digest: string;
  /** What If-None-Match is compared with; the encodings of one content differ only in a suffix. */
  tag: string;
  answers: { identity: Answer; gzip?: Answer; zstd?: Answer; br?: Answer };
};

const DEFAULT_CSP = "default-src 'none'; frame-ancestors 'none'";
/** Below this, compressed bytes and their header do not pay. */
const SMALLEST_COMPRESSED = 256;
/** Readers wait for this one; it takes a fifth of the time of the best for a quarter more bytes. */
const QUICK_GZIP = 1;
const BEST_GZIP = 9;
/** From here on the best gzip is not worth its time for a page that is made again within a minute. */
const LARGE = 64 * 1024;
const LARGE_GZIP = 6;
const LASTING_ZSTD = 19;
const QUICK_ZSTD = 9;
/** Brotli's highest quality takes a hundred times as long as this one for a tenth fewer bytes. */
const QUICK_BROTLI = 6;
const BEST_BROTLI = 11;
const LARGEST_BEST_BROTLI = 256 * 1024;

/** What is compressed by its own format already. */
const PRESSED = /^(image\/(?!svg)|font\/)/;

const gzipBytes = promisify(gzip);
const brotliBytes = promisify<Buffer, object, Buffer>(brotliCompress);
const zstdBytes = promisify<Buffer, object, Buffer>(zstdCompress);

export function digestOf(item: ShelfItem): string {
  const hash = createHash('sha256');
  const { body, ...rest } = item;
  hash.update(JSON.stringify(rest, Object.keys(rest).sort())).update('\0');
  hash.update(JSON.stringify(Object.entries(item.headers ?? {}).sort())).update('\0');
  return hash.update(body).digest('hex');
}

export function prepare(
  { body, ...head }: ShelfItem,
  digest: string,
  bodies: Partial<Record<Exclude<Encoding, 'identity'>, Buffer>> = {},
): Entry {
  return prepareBytes(head, digest, { identity: identityOf(body), ...bodies });
}

export function prepareBytes(
  item: ShelfHead,
  digest: string,
  bodies: Partial<Record<Encoding, Buffer>> & { identity: Buffer },
): Entry {
  const tag = digest.slice(0, 27);
  const { identity } = bodies;
  const entry: Entry = {
    status: item.status ?? 200,
    head: item,
    digest,
    tag,
    answers: { identity: answer(item, tag, 'identity', identity) },
  };
  for (const encoding of ['gzip', 'zstd', 'br'] as const) {
    const body = bodies[encoding];
    if (body) entry.answers[encoding] = answer(item, tag, encoding, body);
  }
  return entry;
}

/** The item's own bytes, not a copy of them. */
function identityOf(body: ShelfItem['body']): Buffer {
  return typeof body === 'string'
    ? Buffer.from(body)
    : Buffer.from(body.buffer, body.byteOffset, body.length);
}

/** `suffix`: two presses of one content differ in their bytes, so their strong tags differ too. */
function answer(
  item: ShelfHead,
  tag: string,
  encoding: Encoding,
  body: Buffer,
  suffix: string = encoding,
): Answer {
  const etag = encoding === 'identity' ? `"${tag}"` : `"${tag}-${suffix}"`;
  // A 304 repeats what a cache updates (RFC 9110 §15.4.5) and nothing else.
  const notModified = [
    'ETag',
    etag,
    'Cache-Control',
    item.cacheControl ?? 'public, max-age=0, must-revalidate',
    'Vary',
    'Accept-Encoding',
  ];
  const full = [
    'Content-Type',
    item.contentType,
    'Content-Length',
    String(body.length),
    ...(encoding === 'identity' ? [] : ['Content-Encoding', encoding]),
    ...notModified,
    'Content-Security-Policy',
    item.csp ?? DEFAULT_CSP,
    'X-Content-Type-Options',
    'nosniff',
    'Referrer-Policy',
    'strict-origin-when-cross-origin',
    ...Object.entries(item.headers ?? {}).flat(),
  ];
  const unsafe = full.find((text) => /[\r\n\0]/.test(text));
  if (unsafe !== undefined) throw new TypeError('A header of a prepared answer holds a line break.');
  for (const [name] of Object.entries(item.headers ?? {})) {
    if (name.toLowerCase() === 'set-cookie') throw new TypeError('A prepared answer sets no cookies.');
    // A cache must keep what depends on these apart even when the answer is "not modified".
    if (name.toLowerCase().startsWith('access-control-')) notModified.push(name, item.headers![name]!);
  }
  return { full, notModified, body };
}

/** What readers wait for: the encoding that all of them take, quickly. Undefined where it does not pay. */
export async function quickly({ head, tag, answers }: Entry): Promise<Answer | undefined> {
  if (PRESSED.test(head.contentType)) return undefined;
  const bytes = await paying(answers.identity.body, (body) => gzipBytes(body, { level: QUICK_GZIP }));
  return bytes && answer(head, tag, 'gzip', bytes, 'gz');
}

/**
 * Every encoding as small as its time is worth, one after the other, so that the process has its other core for
 * others. `lasting` bytes are pressed once and served for long; those of a page that changes every minute must cost
 * little.
 */
export async function* thoroughly(
  { head, tag, answers }: Entry,
  { lasting = false } = {},
): AsyncGenerator<[Exclude<Encoding, 'identity'>, Answer]> {
  if (PRESSED.test(head.contentType)) return;
  const { body } = answers.identity;
  for (const [encoding, press] of [
    ['gzip', gzipped],
    ['zstd', zstded],
    ['br', brotlied],
  ] as const) {
    const bytes = await press(body, { lasting });
    if (bytes) yield [encoding, answer(head, tag, encoding, bytes)];
  }
}

export const gzipped = (body: Buffer, { lasting = false } = {}) =>
  paying(body, () => gzipBytes(body, { level: lasting || body.length < LARGE ? BEST_GZIP : LARGE_GZIP }));

const zstded = (body: Buffer, { lasting = false } = {}) =>
  paying(body, () =>
    zstdBytes(body, {
      params: { [constants.ZSTD_c_compressionLevel]: lasting ? LASTING_ZSTD : QUICK_ZSTD },
      pledgedSrcSize: body.length,
    }),
  );

export const brotlied = (body: Buffer, { lasting = false } = {}) =>
  paying(body, () =>
    brotliBytes(body, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]:
          lasting && body.length <= LARGEST_BEST_BROTLI ? BEST_BROTLI : QUICK_BROTLI,
        [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
      },
    }),
  );

async function paying(body: Buffer, press: (body: Buffer) => Promise<Buffer>): Promise<Buffer | undefined> {
  if (body.length < SMALLEST_COMPRESSED) return undefined;
  const bytes = await press(body);
  return bytes.length < body.length ? bytes : undefined;
}
