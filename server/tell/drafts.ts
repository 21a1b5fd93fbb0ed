/**
 * Drafts: updates that are written and not public yet. Most are in the hold, a few seconds in which they can be taken
 * back; some wait for the time that their author chose, or for a second person. A draft is a row and its commit a wake,
 * so that an update whose author was told "accepted" is published also when the process dies in between, and once,
 * however many processes see the wake. After it is public there are only corrections.
 */
import { CorrectedUpdate, UpdateInput } from '@candor/protocol/tell.ts';
import { canonical, sha256 } from '#lib/canonical.ts';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { Store, Tx } from '#store';
import type { Timeline, Wake } from '#timeline';
import type { Approval } from './approvals.ts';
import type { TellTables } from './tables.ts';

export type Draft = {
  id: string;
  incidentId: string;
  /** Of one in the hold, as it will be read; of the others as it was written, because times are added when it goes out. */
  input: UpdateInput & { nextUpdateBy: string | null };
  by: string;
  createdAt: string;
  /** When these words were written: later than `createdAt` when they were changed. */
  writtenAt: string;
  /** Null while it has no time: it waits for somebody, or was refused. */
  commitsAt: string | null;
  publishAt: string | null;
  approval: Approval | null;
  refused: string | null;
  /** It mends this update, which is public, and is no next word. */
  corrects: CorrectedUpdate | null;
};

export type DraftState = 'held' | 'scheduled' | 'waiting' | 'refused';

export const stateOf = ({ refused, commitsAt, publishAt }: Draft): DraftState =>
  refused !== null
    ? 'refused'
    : commitsAt === null
      ? 'waiting'
      : commitsAt === publishAt
        ? 'scheduled'
        : 'held';

/** Of everything that readers or their choice would see: whoever approves it approves this and nothing else. */
export function digestOf({ input, corrects }: Pick<Draft, 'input' | 'corrects'>): string {
  const { phase, text, pageTexts, segmentNotes, components, audience, notify, publishAt } = input;
  const correction = corrects ?? undefined;
  const seen = { phase, text, pageTexts, segmentNotes, components, audience, notify, publishAt, correction };
  return sha256(canonical(JSON.parse(JSON.stringify(seen))));
}

type Written = Pick<Draft, 'incidentId' | 'input' | 'by' | 'commitsAt'> &
  Partial<Pick<Draft, 'publishAt' | 'approval' | 'corrects'>>;

export type Drafts = {
  add(tx: Tx, draft: Written): Promise<Draft>;
  /** Other words in its place; they are judged as anew. */
  rewrite(tx: Tx, id: string, draft: Written): Promise<Draft>;
  /** Gives it a time, or takes it. */
  settle(
    tx: Tx,
    id: string,
    change: Partial<Pick<Draft, 'commitsAt' | 'approval' | 'refused'>>,
  ): Promise<Draft>;
  /** Takes an update back within its hold; after it, the problem says to correct instead. */
  takeBack(id: string): Promise<void>;
  /** In the caller's transaction nobody else changes it any more. */
  get(id: string, tx: Tx): Promise<Draft>;
  /** Of one incident, or of all; in a transaction nobody else changes them before its end. */
  list(incidentId: string | null, tx?: Tx): Promise<Draft[]>;
  /** Only those that go public by themselves within seconds, and are a next word: no correction is. */
  held(incidentId: string, tx?: Tx): Promise<(Draft & { commitsAt: string })[]>;
  remove(tx: Tx, id: string): Promise<void>;
};

const Stored = UpdateInput.extend({ corrects: CorrectedUpdate.nullable().default(null) });

const IS_PUBLIC =
  'This update is public already (or was taken back before); publish a correction instead.' as const;

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
  }: Omit<Draft, 'input' | 'corrects' | 'writtenAt'> & {
    body: unknown;
    writtenAt: string | null;
  }): Draft => {
    const { nextUpdateBy = null, corrects, ...input } = Stored.parse(body);
    return { ...row, writtenAt: row.writtenAt ?? row.createdAt, input: { ...input, nextUpdateBy }, corrects };
  };

  const wakeAt = async (tx: Tx, { id, incidentId, commitsAt, publishAt }: Draft) => {
    if (commitsAt)
      await timeline.wakes.set(tx, {
        key: `draft:${id}`,
        kind: publishAt ? 'tell.publish' : 'tell.commit',
        subject: `incident:${incidentId}`,
        dueAt: commitsAt,
        payload: { draftId: id },
      });
  };

  const locked = (tx: Tx, id: string) =>
    on(tx).selectFrom('tellDraft').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

  const onCommit = async (wake: Wake, tx: Tx) => {
    const row = await locked(tx, String(wake.payload['draftId']));
    if (!row?.commitsAt) return;
    // It was moved to a later time after this wake was set.
    if (row.publishAt !== null && row.commitsAt > clock.now()) return;
    await commit(tx, toDraft(row));
  };
  // A hold lasts so many seconds, whatever becomes of the clock; a time that somebody chose is one of the calendar.
  timeline.onWake('tell.commit', onCommit, { elapsed: true });
  timeline.onWake('tell.publish', onCommit);

  async function get(id: string, tx: Tx): Promise<Draft> {
    const row = await locked(tx, id);
    if (!row) throw new Problem('state.conflict', IS_PUBLIC);
    return toDraft(row);
  }

  return {
    async add(tx, { incidentId, input, by, commitsAt, publishAt = null, approval = null, corrects = null }) {
      const now = clock.now();
      const row = { id: ids.next('upd'), incidentId, by, commitsAt, publishAt, createdAt: now };
      const draft: Draft = { ...row, input, approval, refused: null, writtenAt: now, corrects };
      await on(tx)
        .insertInto('tellDraft')
        .values({
          ...row,
          refused: null,
          writtenAt: now,
          body: JSON.stringify({ ...input, corrects }),
          approval: approval && JSON.stringify(approval),
        })
        .execute();
      await wakeAt(tx, draft);
      return draft;
    },
    async rewrite(tx, id, { input, by, commitsAt, publishAt = null, approval = null, corrects = null }) {
      await on(tx)
        .updateTable('tellDraft')
        .set({
          body: JSON.stringify({ ...input, corrects }),
          by,
          commitsAt,
          publishAt,
          approval: approval && JSON.stringify(approval),
          refused: null,
          writtenAt: clock.now(),
        })
        .where('id', '=', id)
        .execute();
      const draft = await get(id, tx);
      await wakeAt(tx, draft);
      return draft;
    },
    async settle(tx, id, { approval, ...change }) {
      await on(tx)
        .updateTable('tellDraft')
        .set({ ...change, ...(approval ? { approval: JSON.stringify(approval) } : {}) })
        .where('id', '=', id)
        .execute();
      const draft = await get(id, tx);
      await wakeAt(tx, draft);
      return draft;
    },
    async takeBack(id) {
      const gone = await on().deleteFrom('tellDraft').where('id', '=', id).executeTakeFirst();
      if (gone.numDeletedRows === 0n) throw new Problem('state.conflict', IS_PUBLIC);
    },
    get,
    async list(incidentId, tx) {
      let query = on(tx).selectFrom('tellDraft').selectAll().orderBy('createdAt').limit(500);
      if (incidentId) query = query.where('incidentId', '=', incidentId);
      if (tx) query = query.forUpdate();
      return (await query.execute()).map(toDraft);
    },
    async held(incidentId, tx) {
      const all = await this.list(incidentId, tx);
      return all.flatMap((draft) =>
        stateOf(draft) === 'held' && draft.commitsAt && !draft.corrects
          ? [{ ...draft, commitsAt: draft.commitsAt }]
          : [],
      );
    },
    async remove(tx, id) {
      await on(tx).deleteFrom('tellDraft').where('id', '=', id).execute();
    },
  };
}
