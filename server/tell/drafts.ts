/**
 * The hold: a person's update waits a few seconds in which it can be taken back; after that there are only
 * corrections. The draft is a row and its commit a wake, so that an update whose author was told "accepted" is
 * published also when the process dies in between.
 */
import { UpdateInput } from '@candor/protocol/tell.ts';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { Store, Tx } from '#store';
import type { Timeline, Wake } from '#timeline';
import type { TellTables } from './tables.ts';

export type Draft = {
  id: string;
  incidentId: string;
  input: UpdateInput & { nextUpdateBy: string | null };
  by: string;
  createdAt: string;
  commitsAt: string;
};

export type Drafts = {
  add(tx: Tx, draft: Omit<Draft, 'id' | 'createdAt'>): Promise<Draft>;
  /** Takes an update back within its hold; after it, the problem says to correct instead. */
  takeBack(id: string): Promise<void>;
  list(incidentId: string, tx?: Tx): Promise<Draft[]>;
  remove(tx: Tx, id: string): Promise<void>;
};

export function createDrafts({
  store,
  timeline,
  clock,
  ids,
  commit,
}: {
  store: Store;
  timeline: Timeline;
  clock: Clock;
  ids: Ids;
  commit: (tx: Tx, draft: Draft) => Promise<unknown>;
}): Drafts {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<TellTables>();
  const toDraft = ({
    body,
    ...row
  }: {
    id: string;
    incidentId: string;
    body: unknown;
    by: string;
    createdAt: string;
    commitsAt: string;
  }): Draft => {
    const { nextUpdateBy = null, ...input } = UpdateInput.parse(body);
    return { ...row, input: { ...input, nextUpdateBy } };
  };

  const onCommit = async (wake: Wake, tx: Tx) => {
    const row = await on(tx)
      .selectFrom('tellDraft')
      .selectAll()
      .where('id', '=', String(wake.payload['draftId']))
      .forUpdate()
      .executeTakeFirst();
    if (!row) return;
    await on(tx).deleteFrom('tellDraft').where('id', '=', row.id).execute();
    await commit(tx, toDraft(row));
  };
  timeline.onWake('tell.commit', onCommit, { elapsed: true });

  return {
    async add(tx, { incidentId, input, by, commitsAt }) {
      const draft: Draft = { id: ids.next('upd'), incidentId, input, by, commitsAt, createdAt: clock.now() };
      await on(tx)
        .insertInto('tellDraft')
        .values({
          id: draft.id,
          incidentId,
          by,
          commitsAt,
          createdAt: draft.createdAt,
          body: JSON.stringify(input),
        })
        .execute();
      await timeline.wakes.set(tx, {
        key: `draft:${draft.id}`,
        kind: 'tell.commit',
        subject: `incident:${incidentId}`,
        dueAt: commitsAt,
        payload: { draftId: draft.id },
      });
      return draft;
    },
    async takeBack(id) {
      const gone = await on().deleteFrom('tellDraft').where('id', '=', id).executeTakeFirst();
      if (gone.numDeletedRows === 0n)
        throw new Problem(
          'state.conflict',
          'This update is public already (or was taken back before); publish a correction instead.',
        );
    },
    async list(incidentId, tx) {
      const rows = await on(tx)
        .selectFrom('tellDraft')
        .selectAll()
        .where('incidentId', '=', incidentId)
        .orderBy('createdAt')
        .execute();
      return rows.map(toDraft);
    },
    async remove(tx, id) {
      await on(tx).deleteFrom('tellDraft').where('id', '=', id).execute();
    },
  };
}
