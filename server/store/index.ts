/**
 * The store: one PostgreSQL, embedded by default, or the one at DATABASE_URL. Rooms get queries and transactions;
 * nothing else in the house knows how the database is run. It says when the database is gone, reconnects by itself,
 * and never reports a change as done before the database acknowledged it.
 */
import type { Kysely, Transaction } from 'kysely';
import type { Config } from '#config';
import type { Cancel, Clock } from '#lib/clock.ts';
import type { Log } from '#lib/log.ts';
import { connect } from './connect.ts';
import { openEmbedded } from './embedded/supervisor.ts';
import { migrate } from './migrate.ts';

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

export async function openStore({ config, log }: { config: Config; clock: Clock; log: Log }): Promise<Store> {
  const server = config.databaseUrl
    ? null
    : await openEmbedded({ dataFolder: config.dataFolder, binFolder: config.postgresBin || null, log });
  const where = server
    ? { host: server.socketFolder, user: server.user, database: 'candor' }
    : { connectionString: config.databaseUrl };
  try {
    await migrate(where);
    const store = connect(where, { log, revive: server?.revive ?? null });
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
