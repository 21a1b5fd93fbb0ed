/**
 * Reactions: how one room answers what another recorded. Each reaction has a cursor in the log; a fact's handler
 * runs in one transaction with the step of the cursor, so that whatever happens, each fact is answered once.
 */
import type { Clock } from '#lib/clock.ts';
import type { Loop, Loops } from '#lib/loop.ts';
import type { Store, Tx } from '#store';
import type { Fact, FactKind, FactOf } from './fact.ts';
import type { FactLog } from './log.ts';
import type { TimelineTables } from './tables.ts';

export type Reaction<K extends FactKind> = {
  name: string;
  kinds: readonly K[];
  run: (fact: FactOf<K>, tx: Tx) => Promise<void>;
};

export type Reactions = {
  add<K extends FactKind>(reaction: Reaction<K>): void;
  start(): void;
  /** Facts of these kinds were recorded; whoever answers none of them is not asked. */
  kick(kinds: Iterable<string>): void;
};

const LOOK_AGAIN_MS = 5_000;

export function createReactions({
  store,
  log,
  clock,
  loops,
}: {
  store: Store;
  log: FactLog;
  clock: Clock;
  loops: Loops;
}): Reactions {
  const reactions: Reaction<FactKind>[] = [];
  const running = new Map<Reaction<FactKind>, Loop>();

  /** Answers the next fact of one reaction; false when there is none. */
  const step = (reaction: Reaction<FactKind>) =>
    store.transaction(async (tx) => {
      const db = tx.withTables<TimelineTables>();
      const cursor = await db
        .selectFrom('timelineCursor')
        .selectAll()
        .where('name', '=', reaction.name)
        .forUpdate()
        .executeTakeFirst();
      if (!cursor) {
        await db
          .insertInto('timelineCursor')
          .values({ name: reaction.name, position: 0 })
          .onConflict((c) => c.doNothing())
          .execute();
        return true;
      }
      const [fact] = await log.read({ kinds: reaction.kinds, after: cursor.position, limit: 1 }, tx);
      if (!fact) return false;
      await db
        .updateTable('timelineCursor')
        .set({ position: fact.position })
        .where('name', '=', reaction.name)
        .execute();
      await reaction.run(fact as Fact as FactOf<FactKind>, tx);
      return true;
    });

  const kick: Reactions['kick'] = (kinds) => {
    const recorded = new Set<string>(kinds);
    for (const [reaction, loop] of running)
      if (reaction.kinds.some((kind) => recorded.has(kind))) loop.kick();
  };

  const kindsAfter = (position: number) =>
    store.db
      .withTables<TimelineTables>()
      .selectFrom('timelineFact')
      .select('kind')
      .distinct()
      .where('position', '>', position)
      .execute();

  return {
    add(reaction) {
      reactions.push(reaction as unknown as Reaction<FactKind>);
    },
    start() {
      // What another process recorded is found by one cheap question for all of them.
      let seenTo: number | null = null;
      loops.start('reactions', async () => {
        const { position } = await log.head();
        if (seenTo === null)
          // Each begins by answering all that stands there.
          for (const reaction of reactions)
            running.set(
              reaction,
              loops.start(`reaction ${reaction.name}`, async () => {
                while (await step(reaction));
                return null;
              }),
            );
        else if (position > seenTo) kick((await kindsAfter(seenTo)).map(({ kind }) => kind));
        seenTo = position;
        return clock.nowMs() + LOOK_AGAIN_MS;
      });
    },
    kick,
  };
}
