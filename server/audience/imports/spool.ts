/**
 * A list on its way in: whatever its length, it lies in a file of the data folder, readable by its owner alone, until
 * it was worked through. What nobody takes is removed with its request, what a crash left behind at the next one.
 */
import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { HOUR_MS } from '#lib/duration.ts';
import { Problem } from '#lib/problem.ts';

/** No import takes that long. */
export const LEFT_BEHIND_MS = 6 * HOUR_MS;
const LARGEST_BYTES = 2_000_000_000;

export type Spooled = { path: string; bytes: number; digest: string };

export function createSpool({ dataFolder, owner }: { dataFolder: string; owner: string }) {
  const folder = join(dataFolder, 'imports');
  let count = 0;
  return {
    async take(stream: Readable): Promise<Spooled> {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, `${owner.replace(/\W/g, '-')}.${++count}.csv`);
      const hash = createHash('sha256');
      let bytes = 0;
      try {
        await pipeline(
          stream,
          async function* (chunks: AsyncIterable<Buffer>) {
            for await (const chunk of chunks) {
              bytes += chunk.length;
              if (bytes > LARGEST_BYTES)
                throw new Problem('request.too-large', 'A list may have two gigabytes; send it in parts.');
              hash.update(chunk);
              yield chunk;
            }
          },
          createWriteStream(path, { mode: 0o600 }),
        );
      } catch (error) {
        rmSync(path, { force: true });
        throw error;
      }
      return { path, bytes, digest: hash.digest('hex') };
    },
    read: (path: string): AsyncIterable<Buffer> => createReadStream(path, { highWaterMark: 256 * 1024 }),
    drop: (path: string) => rmSync(path, { force: true }),
    /** What a process that ended left behind. */
    sweep(nowMs: number) {
      if (!existsSync(folder)) return;
      for (const name of readdirSync(folder)) {
        const path = join(folder, name);
        if (statSync(path).mtimeMs < nowMs - LEFT_BEHIND_MS) rmSync(path, { force: true });
      }
    },
  };
}

export type Spool = ReturnType<typeof createSpool>;
