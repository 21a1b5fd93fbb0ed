/**
 * A copy in a folder of this machine: a mounted disk, a web server's root, or what another tool carries on (rsync).
 * Only under folders that the operator listed. Each file is written beside its place and renamed into it, so that
 * whoever reads sees the old bytes or the new ones.
 */
import { mkdir, open, readdir, readFile, realpath, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { Problem } from '#lib/problem.ts';
import { type Courier, carry } from './carry.ts';

const DRAFT = '.candor-draft-';

export const rootsOf = (setting: string): string[] =>
  setting
    .split(',')
    .map((root) => root.trim())
    .filter(Boolean);

const within = (root: string, path: string) => {
  const way = relative(root, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !way.startsWith(sep));
};

/** Refuses a folder that is under none of the allowed ones, as it is written down. */
export function checkFolder(path: string, roots: readonly string[]): void {
  if (roots.some((root) => within(resolve(root), resolve(path)))) return;
  throw new Problem(
    'request.invalid',
    roots.length === 0
      ? 'Folders are allowed by the operator: list their roots in CANDOR_OUTSIDE_FOLDERS.'
      : `${path} is not under a folder that CANDOR_OUTSIDE_FOLDERS lists.`,
    { errors: [{ path: 'place.path', message: 'has to be under a folder of CANDOR_OUTSIDE_FOLDERS' }] },
  );
}

/** The folder as it really is: a link that leads out of the allowed roots is no way out. */
export async function realFolder(path: string, roots: readonly string[]): Promise<string> {
  checkFolder(path, roots);
  await mkdir(path, { recursive: true });
  const real = await realpath(path);
  const reals = await Promise.all(roots.map((root) => realpath(root).catch(() => null)));
  if (!reals.some((root) => root !== null && within(root, real)))
    throw new Error(`${path} leads out of the folders that CANDOR_OUTSIDE_FOLDERS lists.`);
  return real;
}

export const createFolderCourier =
  (path: string, roots: readonly string[]): Courier =>
  async (job) => {
    const folder = await realFolder(path, roots);
    if (job.full) await sweep(folder);
    return carry(job, {
      read: (file) => readFile(join(folder, file)).catch(ifMissing),
      async write({ file, body }) {
        const place = join(folder, file);
        const draft = join(dirname(place), `${DRAFT}${process.pid}-${basename(place)}`);
        await mkdir(dirname(place), { recursive: true });
        try {
          const handle = await open(draft, 'w', 0o644);
          try {
            await handle.writeFile(body);
            await handle.sync();
          } finally {
            await handle.close();
          }
          await rename(draft, place);
        } catch (error) {
          await rm(draft, { force: true }).catch(() => {});
          throw error;
        }
        return body.length;
      },
      async remove(file) {
        await rm(join(folder, file), { force: true });
        // The folder of a page that is gone goes with it when nothing else is in there.
        for (let above = dirname(file); above !== '.'; above = dirname(above))
          await rmdir(join(folder, above)).catch(() => {});
      },
    });
  };

/** What a process that was killed left half written; no reader was ever pointed to it. */
async function sweep(folder: string) {
  for (const name of await readdir(folder, { recursive: true }))
    if (basename(name).startsWith(DRAFT)) await rm(join(folder, name), { force: true });
}

const ifMissing = (error: NodeJS.ErrnoException) => {
  if (error.code === 'ENOENT') return null;
  throw error;
};
