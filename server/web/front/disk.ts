/**
 * The shelf's copy on disk: plain bodies under their digest (what is compressed is compressed again when it is read
 * back), one manifest per set that names them. A manifest is renamed
 * into place after its bodies are there, so that a crash leaves the old set or the new one, never a mixture. A disk
 * that fails is logged and costs only the copy: readers are served from memory.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '#lib/log.ts';
import { type Entry, prepareBytes, type ShelfHead } from './entry.ts';

type ShelfSet = { host: string | null; entries: Map<string, Entry> };
/** Hundreds of documents share a few heads, so each is written once. */
type Manifest = {
  version: 3;
  set: string;
  host: string | null;
  heads: ShelfHead[];
  entries: { path: string; head: number; digest: string; file: string }[];
};

/** A body that nothing names may belong to a set that another process is just writing. */
const ORPHAN_AGE_MS = 600_000;
const SWEEP_EVERY_WRITES = 16;
const READ_AT_ONCE = 32;

const fileName = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex');

export function createShelfDisk({ folder, log }: { folder: string; log: Log }) {
  const bodies = join(folder, 'bodies');
  /** Where bytes lie, as long as they do. */
  let stored = new WeakMap<Buffer, string>();
  const waiting = new Map<string, ShelfSet>();
  let work: Promise<void> = Promise.resolve();
  let writes = 0;

  /** One change after the other, so that an older manifest never replaces a newer one. */
  const inTurn = (what: string, job: () => Promise<void>) => {
    work = work.then(job).catch((error) => {
      stored = new WeakMap();
      log.error({ err: error, folder }, `the pages' ${what} failed`);
    });
    return work;
  };

  async function store(body: Buffer): Promise<string> {
    const known = stored.get(body);
    if (known) return known;
    const file = fileName(body);
    const path = join(bodies, file);
    if ((await stat(path).catch(() => null))?.size !== body.length) await place(path, body);
    stored.set(body, file);
    return file;
  }

  async function place(path: string, data: string | Buffer) {
    const draft = `${path}.${process.pid}.tmp`;
    try {
      await writeFile(draft, data);
      await rename(draft, path);
    } catch (error) {
      // Half a file on a full disk would keep it full.
      await rm(draft, { force: true }).catch(() => {});
      throw error;
    }
  }

  async function writeSet(set: string, { host, entries }: ShelfSet) {
    await mkdir(bodies, { recursive: true });
    const manifest: Manifest = { version: 3, set, host, heads: [], entries: [] };
    const heads = new Map<string, number>();
    for (const [path, { head, digest, answers }] of entries) {
      const text = JSON.stringify(head);
      const index = heads.get(text) ?? manifest.heads.push(head) - 1;
      heads.set(text, index);
      manifest.entries.push({ path, head: index, digest, file: await store(answers.identity.body) });
    }
    const file = join(folder, `${fileName(set)}.json`);
    await place(file, JSON.stringify(manifest));
    // Pages change every minute for years; what they leave behind goes in passing. File times are the
    // disk's own, so the newest of them stands for now.
    writes += 1;
    if (writes % SWEEP_EVERY_WRITES === 1) await sweep((await stat(file)).mtimeMs);
  }

  async function manifests(): Promise<Manifest[]> {
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));
    const read = names.map(async (name) => {
      try {
        const manifest = JSON.parse(await readFile(join(folder, name), 'utf8')) as Manifest;
        return manifest.version === 3 ? manifest : null;
      } catch (error) {
        log.warn({ err: error, file: name }, 'a set of pages on disk could not be read and is left out');
        return null;
      }
    });
    return (await Promise.all(read)).filter((manifest) => manifest !== null);
  }

  async function sweep(nowMs: number) {
    const named = new Set((await manifests()).flatMap(({ entries }) => entries.map(({ file }) => file)));
    for (const file of await readdir(bodies).catch(() => [])) {
      if (named.has(file)) continue;
      const path = join(bodies, file);
      const found = await stat(path).catch(() => null);
      if (found && nowMs - found.mtimeMs > ORPHAN_AGE_MS) await rm(path, { force: true });
    }
    // A body that went may be wanted again.
    stored = new WeakMap();
  }

  async function bodyOf(file: string): Promise<Buffer> {
    if (!/^[0-9a-f]{64}$/.test(file)) throw new Error(`${file} is not the name of a body`);
    const body = await readFile(join(bodies, file));
    if (fileName(body) !== file) throw new Error(`the body ${file} was altered`);
    return body;
  }

  async function revive({ heads }: Manifest, { head, digest, file, path }: Manifest['entries'][number]) {
    const known = heads[head];
    try {
      return known ? prepareBytes(known, digest, { identity: await bodyOf(file) }) : null;
    } catch (error) {
      log.warn({ err: error, path }, 'a page on disk is damaged and is left out');
      return null;
    }
  }

  return {
    /** The newest state of a set; one that was overtaken while it waited is not written at all. */
    write(set: string, { host, entries }: ShelfSet) {
      waiting.set(set, { host, entries });
      return inTurn('copy on disk', async () => {
        const next = waiting.get(set);
        waiting.delete(set);
        if (next) await writeSet(set, next);
      });
    },
    remove(set: string) {
      waiting.delete(set);
      return inTurn('removal from disk', () => rm(join(folder, `${fileName(set)}.json`), { force: true }));
    },
    /** Every set, without what is missing or altered. */
    async read(): Promise<Map<string, ShelfSet>> {
      const found = new Map<string, ShelfSet>();
      for (const manifest of await manifests()) {
        const entries = new Map<string, Entry>();
        const left = [...manifest.entries];
        while (left.length > 0)
          for (const [path, entry] of await Promise.all(
            left
              .splice(0, READ_AT_ONCE)
              .map(async (each) => [each.path, await revive(manifest, each)] as const),
          ))
            if (entry) entries.set(path, entry);
        if (entries.size > 0) found.set(manifest.set, { host: manifest.host, entries });
      }
      return found;
    },
  };
}
