/**
 * Runs PostgreSQL in the data folder. The server outlives no Candor process: when the last one on the folder is gone,
 * a watcher ends it, also after kill −9. A second process adopts the running server; a server that died is started
 * again; a folder of another version or owner is refused with a sentence. Starting, adopting and ending happen under
 * one lock, so that nobody adopts a server that is about to end.
 */
import { join } from 'node:path';
import type { Log } from '#lib/log.ts';
import type { Where } from '../connect.ts';
import { openFolder } from '../folder.ts';
import { dropOldCopies, findPrograms } from './binaries.ts';
import { choosePlace, initialise, makeRunFolder, refuseOtherOwner, refuseOtherVersion } from './cluster.ts';
import { answers, ensureDatabase, runningServer, startServer, whereIs } from './postmaster.ts';
import { withLock } from './start-lock.ts';
import { ensureWatcher, holdPipe } from './watcher.ts';

export type EmbeddedServer = {
  /** Where to connect to. */
  where(database: string): Where & { host: string; user: string };
  /** Where the cluster lies; outside the data folder when the server's account cannot reach that. */
  cluster: string;
  /** The number of the server's process, or null when it does not run. */
  pid(): number | null;
  /** Starts the server again if it is not running. */
  revive(): Promise<void>;
  /** Lets go. The watcher ends the server when no other process holds it. */
  close(): Promise<void>;
};

const DATABASE = 'candor';

type Options = {
  dataFolder: string;
  /** Folder of a system PostgreSQL's programs, or null for the packaged ones. */
  binFolder: string | null;
  log: Log;
  /** False only in tests: nothing is forced to the disk. */
  durable?: boolean;
};

export async function openEmbedded({
  dataFolder,
  binFolder,
  log,
  durable = true,
}: Options): Promise<EmbeddedServer> {
  const place = choosePlace(openFolder(dataFolder), log);
  refuseOtherOwner(place);
  const run = makeRunFolder(place);
  let letGo: (() => void) | null = null;
  let closed = false;

  const ensure = () =>
    withLock(join(run, 'lock'), async () => {
      if (closed) return;
      letGo ??= holdPipe(run, place.account);
      ensureWatcher(run, place.cluster, place.account);
      if (await answers(run, DATABASE)) return;
      if (!(await answers(run, 'postgres'))) {
        const programs = findPrograms(binFolder, place.account, place.home);
        refuseOtherVersion(place.cluster, programs);
        initialise(place, programs, durable);
        dropOldCopies(place.home, programs.folder);
        await startServer(place, programs, { run, durable });
      }
      await ensureDatabase(run, DATABASE);
    });
  const close = async () => {
    closed = true;
    letGo?.();
    letGo = null;
  };

  try {
    await ensure();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    where: (database) => whereIs(run, database),
    cluster: place.cluster,
    pid: () => runningServer(place.cluster),
    revive: ensure,
    close,
  };
}
