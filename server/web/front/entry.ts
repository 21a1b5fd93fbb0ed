/**
 * One address's prepared answer: its bytes in each encoding and, for each, the complete flat header list that is
 * written as it stands. Everything that can be computed is computed here, once, when the content changes.
 */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
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

export type Answer = { full: string[]; notModified: string[]; body: Buffer };
export type Entry = {
  status: number;
  /** Digest of content and headers: the same digest means the same answer. */
  digest: string;
  /** What If-None-Match is compared with; the encodings of one content differ only in a suffix. */
  tag: string;
  answers: { identity: Answer; gzip?: Answer; br?: Answer };
};

const DEFAULT_CSP = "default-src 'none'; frame-ancestors 'none'";
/** Below this, compressed bytes and their header do not pay. */
const SMALLEST_COMPRESSED = 256;
/** Brotli's highest quality takes a hundred times as long as this one for a tenth fewer bytes. */
const QUICK_BROTLI = 6;
const BEST_BROTLI = 11;
const LARGEST_BEST_BROTLI = 256 * 1024;

const gzipBytes = promisify(gzip);
const brotliBytes = promisify<Buffer, object, Buffer>(brotliCompress);

export function digestOf(item: ShelfItem): string {
  const hash = createHash('sha256');
  const { body, ...rest } = item;
  hash.update(JSON.stringify(rest, Object.keys(rest).sort())).update('\0');
  hash.update(JSON.stringify(Object.entries(item.headers ?? {}).sort())).update('\0');
  return hash.update(body).digest('hex');
}

export function prepare(item: ShelfItem, digest: string, bodies: Partial<Record<Encoding, Buffer>>): Entry {
  const tag = digest.slice(0, 27);
  const identity = bodies.identity ?? Buffer.from(item.body as string);
  const entry: Entry = {
    status: item.status ?? 200,
    digest,
    tag,
    answers: { identity: answer(item, tag, 'identity', identity) },
  };
  if (bodies.gzip) entry.answers.gzip = answer(item, tag, 'gzip', bodies.gzip);
  if (bodies.br) entry.answers.br = answer(item, tag, 'br', bodies.br);
  return entry;
}

function answer(item: ShelfItem, tag: string, encoding: Encoding, body: Buffer): Answer {
  const etag = encoding === 'identity' ? `"${tag}"` : `"${tag}-${encoding}"`;
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

/** Gzip at its best, or null where it does not pay. */
export async function gzipped(body: Buffer): Promise<Buffer | undefined> {
  if (body.length < SMALLEST_COMPRESSED) return undefined;
  const bytes = await gzipBytes(body, { level: 9 });
  return bytes.length < body.length ? bytes : undefined;
}

/** `lasting` bytes are pressed once and served for long; those of a page that changes every minute must cost little. */
export async function brotlied(body: Buffer, { lasting = false } = {}): Promise<Buffer | undefined> {
  if (body.length < SMALLEST_COMPRESSED) return undefined;
  const bytes = await brotliBytes(body, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]:
        lasting && body.length <= LARGEST_BEST_BROTLI ? BEST_BROTLI : QUICK_BROTLI,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  });
  return bytes.length < body.length ? bytes : undefined;
}
