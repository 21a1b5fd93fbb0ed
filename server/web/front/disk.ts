/**
 * The shelf's copy on disk: bodies under their digest, one manifest per set that names them. A manifest is renamed
 * into place after its bodies are there, so that a crash leaves the old set or the new one, never a mixture. A disk
 * that fails is logged and costs only the copy: readers are served from memory.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '#lib/log.ts';
import type { Encoding } from './encoding.ts';
import type { Answer, Entry } from './entry.ts';

type ShelfSet = { host: string | null; entries: Map<string, Entry> };
type StoredAnswer = Omit<Answer, 'body'> & { file: string };
type StoredEntry = Omit<Entry, 'answers'> & { answers: Partial<Record<Encoding, StoredAnswer>> };
type Manifest = { version: 1; set: string; host: string | null; entries: [string, StoredEntry][] };

const ENCODINGS = ['identity', 'gzip', 'br'] as const;
/** A body that nothing names may belong to a set that another process is just writing. */
const ORPHAN_AGE_MS = 3_600_000;

const fileName = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex');

export function createShelfDisk({ folder, log }: { folder: string; log: Log }) {
  const bodies = join(folder, 'bodies');
  let work: Promise<void> = Promise.resolve();
  /** One change after the other, so that an older manifest never replaces a newer one. */
  const inTurn = (what: string, job: () => Promise<void>) => {
    work = work.then(job).catch((error) => log.error({ err: error, folder }, `the pages' ${what} failed`));
    return work;
  };

  async function store(body: Buffer): Promise<string> {
    const file = fileName(body);
    const path = join(bodies, file);
    if ((await stat(path).catch(() => null))?.size !== body.length) await place(path, body);
    return file;
  }

  async function place(path: string, data: string | Buffer) {
    const draft = `${path}.${process.pid}.tmp`;
    await writeFile(draft, data);
    await rename(draft, path);
  }

  async function manifests(): Promise<Manifest[]> {
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));
    const read = names.map(async (name) => {
      try {
        const manifest = JSON.parse(await readFile(join(folder, name), 'utf8')) as Manifest;
        return manifest.version === 1 ? manifest : null;
      } catch (error) {
        log.warn({ err: error, file: name }, 'a set of pages on disk could not be read and is left out');
        return null;
      }
    });
    return (await Promise.all(read)).filter((manifest) => manifest !== null);
  }

  const filesOf = (manifest: Manifest) =>
    manifest.entries.flatMap(([, entry]) => Object.values(entry.answers).map((answer) => answer.file));

  async function sweep(nowMs: number) {
    const named = new Set((await manifests()).flatMap(filesOf));
    for (const file of await readdir(bodies).catch(() => [])) {
      if (named.has(file)) continue;
      const path = join(bodies, file);
      const found = await stat(path).catch(() => null);
      if (found && nowMs - found.mtimeMs > ORPHAN_AGE_MS) await rm(path, { force: true });
    }
  }

  let writes = 0;
  return {
    write: (set: string, { host, entries }: ShelfSet) =>
      inTurn('copy on disk', async () => {
        await mkdir(bodies, { recursive: true });
        const stored: [string, StoredEntry][] = [];
        for (const [path, entry] of entries) {
          const answers: StoredEntry['answers'] = {};
          for (const encoding of ENCODINGS) {
            const answer = entry.answers[encoding];
            if (!answer) continue;
            const { full, notModified, body } = answer;
            answers[encoding] = { full, notModified, file: await store(body) };
          }
          stored.push([path, { ...entry, answers }]);
        }
        const manifest: Manifest = { version: 1, set, host, entries: stored };
        await place(join(folder, `${fileName(set)}.json`), JSON.stringify(manifest));
        // Pages change every minute for years; what they leave behind goes in passing. File times are the
        // disk's own, so the newest of them stands for now.
        writes += 1;
        if (writes % 64 === 1) await sweep((await stat(join(folder, `${fileName(set)}.json`))).mtimeMs);
      }),
    remove: (set: string) =>
      inTurn('removal from disk', () => rm(join(folder, `${fileName(set)}.json`), { force: true })),
    /** Every whole set; one whose body is missing or altered is left out. */
    async read(): Promise<Map<string, ShelfSet>> {
      const found = new Map<string, ShelfSet>();
      for (const manifest of await manifests()) {
        try {
          const entries = new Map<string, Entry>();
          for (const [path, stored] of manifest.entries) entries.set(path, await revive(stored));
          found.set(manifest.set, { host: manifest.host, entries });
        } catch (error) {
          log.warn({ err: error, set: manifest.set }, 'a set of pages on disk is damaged and is left out');
        }
      }
      return found;
    },
  };

  async function revive(stored: StoredEntry): Promise<Entry> {
    const answers: Partial<Entry['answers']> = {};
    for (const encoding of ENCODINGS) {
      const answer = stored.answers[encoding];
      if (!answer) continue;
      const { file, full, notModified } = answer;
      if (!/^[0-9a-f]{64}$/.test(file)) throw new Error(`${file} is not the name of a body`);
      const body = await readFile(join(bodies, file));
      if (fileName(body) !== file) throw new Error(`the body ${file} was altered`);
      answers[encoding] = { full, notModified, body };
    }
    if (!answers.identity) throw new Error('an entry has no body');
    return { ...stored, answers: answers as Entry['answers'] };
  }
}
