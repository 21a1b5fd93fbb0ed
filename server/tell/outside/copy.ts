/**
 * What a copy of the page holds: every public document of one set of the shelf as a file, in the order in which a
 * target gets them (what others point to first, the page and the snapshot last), and the signed list by which each of
 * them can be proven. Reads prepared bytes; renders nothing.
 */
import type { CopyList, SignedCopy } from '@candor/protocol/outside.ts';
import type { SignedSnapshot } from '@candor/protocol/snapshot.ts';
import { canonical, sha256 } from '#lib/canonical.ts';
import type { SigningKey } from '#timeline';
import type { Entry } from '#web';

export const LIST = 'copy.json';

export type CopyFile = {
  file: string;
  sha256: string;
  contentType: string;
  cacheControl: string;
  body: Buffer;
  gzip: Buffer | null;
};
export type Copy = {
  version: number;
  /** Null: what it says holds at any time. */
  validUntil: string | null;
  /** The same for two copies that differ in nothing but their time. */
  content: string;
  /** In the order of writing. */
  files: ReadonlyMap<string, CopyFile>;
};

/** What a reader's browser has to be told again by whoever serves a copy. */
const KEPT = new Set([
  'content-type',
  'cache-control',
  'content-security-policy',
  'x-content-type-options',
  'referrer-policy',
  'access-control-allow-origin',
]);

/**
 * The file of a path: `/history` is `history/index.html`, which every plain host of files serves at `/history/` (and
 * most at `/history`); `/404` is `404.html`. Null: it has no place among files.
 */
export function fileOf(path: string, contentType: string): string | null {
  if (!path.startsWith('/') || path.includes('?')) return null;
  const name = path.slice(1);
  if (path === '/404') return '404.html';
  const isPage = contentType.startsWith('text/html');
  const file =
    isPage && !name.endsWith('.html') ? `${name.replace(/\/?$/, name === '' ? '' : '/')}index.html` : name;
  return isSafe(file) ? file : null;
}

/** A name that stays inside whatever folder it is put into, on every kind of target. */
export const isSafe = (file: string): boolean =>
  file.length < 500 &&
  /^[\w@+~.-]+(\/[\w@+~.-]+)*$/.test(file) &&
  !file.split('/').some((part) => /^\.+$/.test(part) || part === '.git' || part.startsWith('-'));

/** Bodies that did not change are the same object, so each is hashed once. */
const digests = new WeakMap<Buffer, string>();
function digestOf(body: Buffer): string {
  const digest = digests.get(body) ?? sha256(body);
  digests.set(body, digest);
  return digest;
}

type Documents = Map<string, CopyFile & { headers: Record<string, string> }>;

function documentsOf(entries: ReadonlyMap<string, Entry>): Documents {
  const documents: Documents = new Map();
  const taken = new Set<string>();
  for (const [path, { answers }] of entries) {
    const headers: Record<string, string> = {};
    const { full, body } = answers.identity;
    for (let i = 0; i + 1 < full.length; i += 2)
      if (KEPT.has(full[i]!.toLowerCase())) headers[full[i]!] = full[i + 1]!;
    const contentType = headers['Content-Type'] ?? 'application/octet-stream';
    const file = fileOf(path, contentType);
    if (file === null || file === LIST || taken.has(file)) continue;
    taken.add(file);
    documents.set(path, {
      file,
      sha256: digestOf(body),
      contentType,
      cacheControl: headers['Cache-Control'] ?? 'no-cache',
      body,
      gzip: answers.gzip?.body ?? null,
      headers,
    });
  }
  return documents;
}

function listOf(
  documents: Documents,
  snapshot: { version: number; madeAt: string; validUntil: string },
): CopyList {
  const headers: Record<string, string>[] = [];
  const places = new Map<string, number>();
  const place = (set: Record<string, string>) => {
    const key = canonical(set);
    if (!places.has(key)) places.set(key, headers.push(set) - 1);
    return places.get(key)!;
  };
  return {
    schema: 'candor.copy/1',
    version: snapshot.version,
    madeAt: snapshot.madeAt,
    validUntil: snapshot.validUntil,
    headers,
    documents: Object.fromEntries(
      [...documents].map(([path, document]) => [
        path,
        {
          file: document.file,
          sha256: document.sha256,
          bytes: document.body.length,
          headers: place(document.headers),
        },
      ]),
    ),
  };
}

/** The nearer to where readers come in, the later: pages of other languages, the page, the snapshot, the list. */
const LAST = [/^[a-z]{2}(-\w+)?\/index\.html$/, /^index\.html$/, /^snapshot\.json$/, /^copy\.json$/];
const rank = (file: string) => LAST.findIndex((name) => name.test(file)) + 1;
/** Those that are written after all others, one after the other. */
export const isLast = (file: string): boolean => rank(file) > 0;

const MADE = /"madeAt":"([^"]{24})"/g;
/** How a signed snapshot in canonical form ends. */
const END = /"validUntil":"([^"]{24})","version":(\d+)\},"keyId"/g;

/**
 * A snapshot's times, and what is the same for two that differ in nothing else. In the form in which the house writes
 * it, it is read as text: a page of five hundred components is megabytes, and is looked at with every change.
 */
function timesOf(text: string): { version: number; madeAt: string; validUntil: string; content: string } {
  const [made, ...more] = text.matchAll(MADE);
  const [end, ...others] = text.matchAll(END);
  if (made && end && more.length + others.length === 0) {
    const content = `${text.slice(0, made.index)}${text.slice(made.index + made[0].length, end.index)}`;
    return { version: Number(end[2]), madeAt: made[1]!, validUntil: end[1]!, content: sha256(content) };
  }
  const { version, madeAt, validUntil, ...content } = (JSON.parse(text) as SignedSnapshot).snapshot;
  return { version, madeAt, validUntil, content: sha256(canonical(content)) };
}

/** Null while the set holds no signed snapshot. */
export function makeCopy(
  entries: ReadonlyMap<string, Entry>,
  key: SigningKey,
  /** What lies beside the page and changes on its own: the log of history, cards. */
  beside: ReadonlyMap<string, Entry> = new Map(),
): { copy: Copy; list: string } | null {
  const documents = documentsOf(new Map([...entries, ...beside]));
  const signed = [...documents].find(([path]) => path === '/snapshot.json')?.[1];
  if (!signed) return null;
  const { content, ...times } = timesOf(signed.body.toString('utf8'));
  const { version, validUntil } = times;
  const copy = listOf(documents, times);
  const list = JSON.stringify({
    copy,
    keyId: key.keyId,
    publicKey: key.publicKey,
    signature: key.sign(canonical(copy)),
  } satisfies SignedCopy);
  const body = Buffer.from(list);
  const own: CopyFile = {
    file: LIST,
    sha256: sha256(body),
    contentType: 'application/json; charset=utf-8',
    cacheControl: signed.cacheControl,
    body,
    gzip: null,
  };
  const files = [...documents.values(), own].toSorted((a, b) => rank(a.file) - rank(b.file));
  return {
    list,
    copy: {
      version,
      validUntil,
      content: sha256(
        [content, ...documents.keys(), ...[...beside.values()].map(({ digest }) => digest)].join('\n'),
      ),
      files: new Map(files.map((file) => [file.file, file])),
    },
  };
}
