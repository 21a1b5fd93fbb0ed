/**
 * The edge reader as a small server: asks its origins in turns with jitter, answers from memory, keeps what it has on
 * disk, and starts from there when no origin is left. No database and no other room, so that it starts at once on any
 * small machine.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { answerFrom } from './answer.ts';
import { type Bytes, createReader, type Keep } from './reader.ts';

export type EdgeOptions = {
  origins: readonly string[];
  publicKey: string;
  host?: string;
  port: number;
  pollSeconds: number;
  /** A folder for the last copy; none keeps it in memory alone. */
  cache?: string | undefined;
  nowMs?: () => number;
  say?: (line: string) => void;
};

/** Below this, compressed bytes and their header do not pay. */
const SMALLEST_COMPRESSED = 1_024;
const COMPRESSIBLE = /^(text\/|application\/(json|xml|javascript|[\w.+-]*\+(json|xml))|image\/svg)/;
const STOP_MS = 2_000;

export async function startEdge({
  origins,
  publicKey,
  host = '127.0.0.1',
  port,
  pollSeconds,
  cache,
  nowMs = () => Date.now(),
  say = () => {},
}: EdgeOptions) {
  const disk = cache ? createDisk(cache) : null;
  let unusable = '';
  const reader = createReader({
    origins,
    publicKey,
    fetch: globalThis.fetch,
    nowMs,
    eager: true,
    keep: disk,
    async onTaken({ list, text }) {
      disk?.take(text, new Set(Object.values(list.documents).map(({ sha256 }) => sha256)));
    },
  });
  const kept = disk?.list() ?? null;
  if (kept && (await reader.begin(kept)))
    say(`Began with the copy from ${reader.held()!.list.madeAt} in ${cache}.`);

  // Each answer is compressed once; the weak keys go with the bytes.
  const zipped = new WeakMap<Uint8Array, Buffer>();
  const pressed = (body: Uint8Array | string): Buffer => {
    if (typeof body === 'string') return gzipSync(body);
    const known = zipped.get(body) ?? gzipSync(body);
    zipped.set(body, known);
    return known;
  };

  const server = createServer((request, response) => {
    const { method = 'GET', headers } = request;
    const path = URL.parse(request.url ?? '/', 'http://localhost')?.pathname ?? '/';
    request.resume();
    answerFrom(reader, { method, path, ifNoneMatch: headers['if-none-match'] ?? null }, nowMs())
      .then(({ status, headers: given, body }) => {
        const type = given['Content-Type'] ?? '';
        const worth = body.length >= SMALLEST_COMPRESSED && COMPRESSIBLE.test(type);
        const zip = worth && /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''));
        const bytes = zip ? pressed(body) : typeof body === 'string' ? Buffer.from(body) : body;
        response.writeHead(status, {
          ...given,
          ...(worth ? { Vary: 'Accept-Encoding' } : {}),
          ...(zip ? { 'Content-Encoding': 'gzip' } : {}),
          ...(status === 304 ? {} : { 'Content-Length': bytes.length }),
        });
        response.end(method === 'HEAD' || status === 304 ? undefined : bytes);
      })
      .catch(() => response.destroy());
  });
  server.requestTimeout = 10_000;
  server.headersTimeout = 10_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });

  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let believed = publicKey;
  const turn = async () => {
    const before = reader.held()?.list.version;
    await reader.poll();
    const list = reader.held()?.list;
    if (reader.trusted() !== believed) {
      believed = reader.trusted();
      say(`The key was handed over. From now on give it: --public-key ${believed}`);
    }
    if (list && list.version !== before) say(`Serves version ${list.version}, made at ${list.madeAt}.`);
    // What is wrong is said when it begins and when it ends, not at every turn.
    const wrong = reader
      .origins()
      .flatMap(({ origin, problem }) => (problem ? [`${origin}: ${problem}`] : []))
      .join('; ');
    if (wrong !== unusable) say(wrong === '' ? 'Every origin answers.' : wrong);
    unusable = wrong;
    if (!stopped) timer = setTimeout(turn, pollSeconds * 1_000 * (0.8 + 0.4 * Math.random()));
  };
  const first = turn();

  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    reader,
    /** The first round of asking has ended. */
    first,
    async close() {
      stopped = true;
      await first;
      clearTimeout(timer);
      const end = setTimeout(() => server.closeAllConnections(), STOP_MS);
      server.closeIdleConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      clearTimeout(end);
    },
  };
}

/** Bodies under their digest and one list that names them, which is renamed into place after they are there. */
function createDisk(
  folder: string,
): Keep & { list(): string | null; take(text: string, named: Set<string>): void } {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'copy.json');
  const place = (path: string, data: string | Uint8Array) => {
    writeFileSync(`${path}.tmp`, data);
    renameSync(`${path}.tmp`, path);
  };
  const quietly = <T>(work: () => T, otherwise: T): T => {
    try {
      return work();
    } catch {
      // A disk that fails costs only the copy on it: readers are served from memory.
      return otherwise;
    }
  };
  return {
    get: async (sha256) => quietly(() => new Uint8Array(readFileSync(join(folder, sha256))) as Bytes, null),
    put: async (sha256, body) => quietly(() => place(join(folder, sha256), body), undefined),
    list: () => quietly(() => readFileSync(file, 'utf8'), null),
    take: (text, named) =>
      quietly(() => {
        place(file, text);
        for (const name of readdirSync(folder))
          if (/^[0-9a-f]{64}(\.tmp)?$/.test(name) && !named.has(name))
            rmSync(join(folder, name), { force: true });
      }, undefined),
  };
}
