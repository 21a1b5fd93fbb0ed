/**
 * The store: one PostgreSQL, embedded by default, or the one at DATABASE_URL. Rooms get queries and transactions;
 * nothing else in the house knows how the database is run. It says when the database is gone, reconnects by itself,
 * and never reports a change as done before the database acknowledged it.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Kysely, Transaction } from 'kysely';
import type { Config } from '#config';
import type { Cancel, Clock } from '#lib/clock.ts';
import type { Log } from '#lib/log.ts';
import { connect } from './connect.ts';
import { type EmbeddedServer, openEmbedded } from './embedded/supervisor.ts';
import { inWords, reach } from './external.ts';
import { migrate } from './migrate.ts';

export { patiently } from './patiently.ts';
export { PREPARED } from './prepared.ts';

/** No tables: a room names its own with `withTables`. */
export type Tables = Record<never, never>;
export type Tx = Transaction<Tables>;

export type Store = {
  db: Kysely<Tables>;
  /** Runs `work` in one transaction; again from the start when the database asks for it (40001, 40P01). */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Calls `then` once the transaction is committed; at once when there is none. */
  afterCommit(tx: Tx, then: () => void): void;
  state(): 'up' | 'down';
  onState(listener: (state: 'up' | 'down') => void): Cancel;
  close(): Promise<void>;
};

type Opening = { config: Config; clock: Clock; log: Log };
const TRY_AGAIN_MS = 10_000;

/**
 * For a house that has something to show: a database that cannot be started (a full disk, a broken cluster) is tried
 * again and again, because ending would take the page away too.
 */
export async function openStorePatiently(opening: Opening): Promise<Store> {
  for (;;) {
    try {
      return await openStore(opening);
    } catch (error) {
      opening.log.error(
        { err: error },
        'the database could not be opened; the last pages are served, and it is tried again every ten seconds',
      );
      await pause(TRY_AGAIN_MS);
    }
  }
}

export async function openStore({ config, log }: Opening): Promise<Store> {
  const server: EmbeddedServer | null = config.databaseUrl
    ? null
    : await openEmbedded({ dataFolder: config.dataFolder, binFolder: config.postgresBin || null, log });
  const where = server ? server.where('candor') : { connectionString: config.databaseUrl };
  try {
    if (!server) await reach(where, log);
    const ran = await migrate(where).catch((error) => {
      throw server ? error : inWords(error);
    });
    if (ran.length > 0) log.info({ migrations: ran }, 'the database was brought up to date');
    const store = connect(where, { log, revive: server?.revive ?? null, ownSessions: server !== null });
    return {
      ...store,
      async close() {
        await store.close();
        await server?.close();
      },
    };
  } catch (error) {
    await server?.close();
    throw error;
  }
}
