/**
 * The console's files, read once from its build, compressed when first asked for and served from memory. Addresses of
 * the app itself all get its one document; hashed files are kept by browsers for good. Scripts come only from here;
 * styles may be inline, because the component library sets sizes and colours in style attributes and one generated
 * style element.
 */
import { readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { brotlied, digestOf, type Entry, gzipped, prepare, type ShelfItem } from './front/entry.ts';
import { send } from './front/send.ts';

const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/** What the bundler names after its content, such as `assets/index-B7x2kQ9a.js`. */
const HASHED = /-[\w-]{8,}\.\w+$/;

type File = { item: ShelfItem; body: Buffer; entry: Entry | null; pressing: Promise<Entry> | null };

export function createConsole({
  folder,
  track,
}: {
  folder: string;
  track: (work: Promise<unknown>) => void;
}) {
  const files = new Map<string, File>();

  async function add(file: string) {
    const path = `/console/${relative(folder, file).split(sep).join('/')}`;
    const body = await readFile(file);
    const item: ShelfItem = {
      contentType: TYPES[extname(file)] ?? 'application/octet-stream',
      body,
      cacheControl: HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
      csp: CSP,
      headers: { 'Cross-Origin-Opener-Policy': 'same-origin' },
    };
    files.set(path, { item, body, entry: null, pressing: null });
  }

  /** When somebody first asks: most starts are never visited, and readers of the page must not wait for this. */
  function press(file: File): Promise<Entry> {
    file.pressing ??= (async () => {
      const { item, body } = file;
      const compressible = /text|json|javascript|svg/.test(item.contentType);
      const zipped = compressible ? await gzipped(body, { lasting: true }) : undefined;
      const entry = prepare(item, digestOf(item), zipped ? { gzip: zipped } : {});
      file.entry = entry;
      if (compressible)
        track(
          brotlied(body, { lasting: true }).then((br) => {
            if (br) entry.answers.br = prepare(item, entry.digest, { br }).answers.br!;
          }),
        );
      return entry;
    })();
    return file.pressing;
  }

  return {
    async load(): Promise<void> {
      const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
      const wanted = found.filter((file) => file.isFile() && extname(file.name) !== '.map');
      await Promise.all(wanted.map((file) => add(join(file.parentPath, file.name))));
    },
    built: () => files.has('/console/index.html'),
    /** Answers under /console, or says false. A missing file stays missing; any other address is the app's own. */
    answer(request: IncomingMessage, response: ServerResponse, path: string): boolean {
      if (request.method !== 'GET' && request.method !== 'HEAD') return false;
      if (path !== '/console' && !path.startsWith('/console/')) return false;
      const file =
        files.get(path) ?? (/\.\w{1,12}$/.test(path) ? undefined : files.get('/console/index.html'));
      if (!file) return false;
      if (file.entry) send(request, response, file.entry);
      else
        press(file).then(
          (entry) => send(request, response, entry),
          () => response.destroy(),
        );
      return true;
    },
  };
}
