/**
 * Work of which nothing stays. Whoever signs up with an address that was asked a moment ago is not asked again; that
 * has to take as long as asking, or the time of the answer would tell a stranger which addresses are known here.
 */
import { sql } from 'kysely';
import type { Tx } from '#store';

export async function asIf<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await sql`savepoint as_if`.execute(tx);
  const done = await work();
  await sql`rollback to savepoint as_if`.execute(tx);
  return done;
}
