/**
 * The kit with which an update is posted by hand when the house is gone: which was made, when it was last drilled, and
 * what was posted with it, as rows. The kit itself is a folder that a command makes; its private key is never here.
 */
import type { FallbackState } from '@candor/protocol/outside.ts';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { Store } from '#store';
import type { OutsideTables } from './tables.ts';

export type Fallback = ReturnType<typeof createFallback>;

const DAY_MS = 86_400_000;
const DRILL_DAYS = 90;
const ENDS_SOON_DAYS = 14;

export function createFallback({ store, clock, ids }: { store: Store; clock: Clock; ids: Ids }) {
  const db = () => store.db.withTables<OutsideTables>();
  return {
    async state(): Promise<FallbackState> {
      const [kit = null] = await db()
        .selectFrom('tellFallbackKit')
        .selectAll()
        .orderBy('madeAt', 'desc')
        .limit(1)
        .execute();
      const [drill = null] = await db()
        .selectFrom('tellFallbackDrill')
        .selectAll()
        .orderBy('at', 'desc')
        .limit(1)
        .execute();
      const posts = await db()
        .selectFrom('tellFallbackPost')
        .select(['id', 'at', 'phase', 'message', 'nextUpdateBy', 'adoptedAt'])
        .where('enteredAt', 'is', null)
        .orderBy('at')
        .limit(100)
        .execute();
      return {
        kit: kit && { madeAt: kit.madeAt, validUntil: kit.validUntil, publicKey: kit.publicKey },
        lastDrill: drill && {
          at: drill.at,
          ok: drill.ok,
          durationMs: drill.durationMs,
          detail: drill.detail,
        },
        advice: adviceOf(kit, drill, clock.nowMs()),
        posts,
      };
    },
    async kitMade({ validUntil, publicKey }: { validUntil: string; publicKey: string }): Promise<void> {
      const row = { id: ids.next('kit'), madeAt: clock.now(), validUntil, publicKey };
      await db().insertInto('tellFallbackKit').values(row).execute();
    },
    async drilled({
      ok,
      durationMs,
      detail,
    }: {
      ok: boolean;
      durationMs: number;
      detail: string;
    }): Promise<void> {
      const row = { id: ids.next('drl'), at: clock.now(), ok, durationMs, detail: detail.slice(0, 1_000) };
      await db().insertInto('tellFallbackDrill').values(row).execute();
    },
    /** Takes what was posted by hand, each once; answers how many were new. */
    async adopt(
      posts: readonly {
        id: string;
        at: string;
        phase: string;
        message: string;
        nextUpdateBy: string | null;
      }[],
    ): Promise<number> {
      if (posts.length === 0) return 0;
      const rows = posts.map((post) => ({ ...post, adoptedAt: clock.now(), enteredAt: null }));
      const made = await db()
        .insertInto('tellFallbackPost')
        .values(rows)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning('id')
        .execute();
      return made.length;
    },
    /** Somebody has entered it into its incident; it is shown no longer and stays on record. */
    async entered(id: string): Promise<void> {
      const { numUpdatedRows } = await db()
        .updateTable('tellFallbackPost')
        .set({ enteredAt: clock.now() })
        .where('id', '=', id)
        .where('enteredAt', 'is', null)
        .executeTakeFirst();
      if (numUpdatedRows === 0n)
        throw new Problem('not-found', 'There is no such post that waits to be entered.');
    },
  };
}

/** What to do so that the kit works on the day it is needed; null when it is in order. Pure. */
export function adviceOf(
  kit: { validUntil: string; madeAt: string } | null,
  drill: { at: string; ok: boolean } | null,
  nowMs: number,
): string | null {
  if (!kit) return 'No kit was made: run `candor fallback prepare` and keep its folder on another machine.';
  if (Date.parse(kit.validUntil) <= nowMs)
    return 'The key of the kit has ended: run `candor fallback prepare` again.';
  if (Date.parse(kit.validUntil) - nowMs < ENDS_SOON_DAYS * DAY_MS)
    return `The key of the kit ends on ${kit.validUntil.slice(0, 10)}: run \`candor fallback prepare\` again.`;
  if (!drill || drill.at < kit.madeAt) return 'This kit was not drilled yet: run `candor fallback drill`.';
  if (!drill.ok) return 'The last drill failed: see why, and run `candor fallback drill` again.';
  if (nowMs - Date.parse(drill.at) > DRILL_DAYS * DAY_MS)
    return `The last drill was on ${drill.at.slice(0, 10)}: run \`candor fallback drill\` again.`;
  return null;
}
