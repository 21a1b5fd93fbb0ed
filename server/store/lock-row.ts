/**
 * One process at a time, across machines: a row that is locked for as long as a transaction stays open on a connection
 * of its own. When that process dies its connection ends and the lock with it, so nothing has to expire. A row and not
 * an advisory lock, because a pooler in front of the database may hand each statement to another session, and because
 * distributed flavours of PostgreSQL lack advisory locks.
 */
import pg from 'pg';
import type { Where } from './connect.ts';

/** Two processes that both find the table missing may both try to make it; the loser sees one of these. */
const MADE_BY_ANOTHER = new Set(['23505', '42P07', '42710']);

export async function exclusively<T>(where: Where, name: string, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client(where);
  // A break here ends the lock, and the next statement of the work says so.
  client.on('error', () => {});
  await client.connect();
  try {
    await client
      .query('create table if not exists store_lock (name text primary key)')
      .catch((error: { code?: string }) => {
        if (!MADE_BY_ANOTHER.has(error.code ?? '')) throw error;
      });
    await client.query('insert into store_lock (name) values ($1) on conflict do nothing', [name]);
    await client.query('begin');
    // Managed servers like to end transactions that only wait, which is what this one is for.
    await client.query('set local idle_in_transaction_session_timeout = 0');
    await client.query('select name from store_lock where name = $1 for update', [name]);
    const result = await work();
    await client.query('commit');
    return result;
  } finally {
    await client.end().catch(() => {});
  }
}
