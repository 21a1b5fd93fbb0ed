/** Raw samples lie in one partition a day: dropping a day is one quick statement, however many samples it held. */
import { sql } from 'kysely';
import { DAY_MS } from '#lib/duration.ts';
import type { Store, Tx } from '#store';
import { floorTo } from './levels.ts';

const NAME = /^watch_sample_raw_(\d{4})(\d\d)(\d\d)$/;
const nameOf = (dayMs: number) =>
  `watch_sample_raw_${new Date(dayMs).toISOString().slice(0, 10).replaceAll('-', '')}`;

export type Partitions = {
  /** Makes the days of these instants, if they are not there yet. */
  ensure(tx: Tx, instants: Iterable<number>): Promise<void>;
  /** Drops whole days that end at or before this instant; answers how many. */
  dropBefore(ms: number): Promise<number>;
};

export function createPartitions(store: Store): Partitions {
  const known = new Set<number>();
  return {
    async ensure(tx, instants) {
      const days = new Set([...instants].map((ms) => floorTo(ms, DAY_MS)));
      for (const dayMs of days) {
        if (known.has(dayMs)) continue;
        const [from, to] = [new Date(dayMs).toISOString(), new Date(dayMs + DAY_MS).toISOString()];
        await sql`create table if not exists ${sql.table(nameOf(dayMs))} partition of watch_sample_raw
          for values from (${sql.lit(from)}) to (${sql.lit(to)})`.execute(tx);
        store.afterCommit(tx, () => known.add(dayMs));
      }
    },
    async dropBefore(ms) {
      const { rows } = await sql<{ name: string }>`
        select c.relname as name from pg_inherits i
        join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'watch_sample_raw'::regclass`.execute(store.db);
      const old = rows.flatMap(({ name }) => {
        const [, year, month, day] = NAME.exec(name) ?? [];
        const dayMs = Date.parse(`${year}-${month}-${day}T00:00:00.000Z`);
        return dayMs + DAY_MS <= ms ? [{ name, dayMs }] : [];
      });
      for (const { name, dayMs } of old) {
        known.delete(dayMs);
        await sql`drop table if exists ${sql.table(name)}`.execute(store.db);
      }
      return old.length;
    },
  };
}
