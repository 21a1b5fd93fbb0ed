/** Forgets single events and visits after the days that the settings say; what they added up to stays. */
import { sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import { DAY_MS, HOUR_MS } from '#lib/duration.ts';
import type { Loops } from '#lib/loop.ts';
import type { Store } from '#store';
import type { SettingsShelf } from '../settings.ts';

/** At a time, so that no statement holds the table for long. */
const AT_ONCE = 20_000;

export function startPruning({
  store,
  clock,
  loops,
  settings,
}: {
  store: Store;
  clock: Clock;
  loops: Loops;
  settings: SettingsShelf;
}): void {
  loops.start('listen: prune', async () => {
    const { keepDays } = await settings.get();
    const before = new Date(clock.nowMs() - keepDays * DAY_MS).toISOString();
    for (const [table, column] of [
      ['listen_event', 'at'],
      ['listen_session', 'last_at'],
    ] as const)
      for (;;) {
        const { numAffectedRows = 0n } = await sql`
          delete from ${sql.table(table)} where ctid = any(array(
            select ctid from ${sql.table(table)} where ${sql.ref(column)} < ${before}::timestamptz
            limit ${AT_ONCE}))`.execute(store.db);
        if (numAffectedRows < BigInt(AT_ONCE)) break;
      }
    return clock.nowMs() + HOUR_MS;
  });
}
