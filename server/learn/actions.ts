/**
 * What was promised to change, followed until it has: each action has an owner, a date and a test of completion, and
 * its owner is reminded when it is due, long after the incident was closed.
 */
import type { PostmortemDocument } from '@candor/protocol/postmortem.ts';
import type { Clock } from '#lib/clock.ts';
import { Problem } from '#lib/problem.ts';
import type { Respond } from '#respond';
import type { Store, Tx } from '#store';
import type { Timeline } from '#timeline';
import type { LearnTables } from './tables.ts';

export type Action = LearnTables['learnAction'];

export type Actions = {
  list(which?: { open?: boolean }): Promise<Action[]>;
  complete(id: string, proof: string | null, by: string): Promise<Action>;
  sync(tx: Tx, postmortem: { id: string; document: PostmortemDocument }, by: string): Promise<void>;
};

/** Owners are reminded in the morning, in UTC until people have working hours. */
const REMIND_AT = 'T08:00:00.000Z';
const REMIND_AGAIN_MS = 7 * 86_400_000;

export function createActions({
  store,
  timeline,
  respond,
  clock,
  changed,
}: {
  store: Store;
  timeline: Timeline;
  respond: Respond;
  clock: Clock;
  changed: () => void;
}): Actions {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<LearnTables>();

  const wakeFor = (tx: Tx, action: { id: string; incidentId: string }, dueAt: string) =>
    timeline.wakes.set(tx, {
      key: `action:${action.id}`,
      kind: 'learn.action-due',
      subject: `incident:${action.incidentId}`,
      dueAt,
      payload: { actionId: action.id },
    });

  timeline.onWake('learn.action-due', async (wake, tx) => {
    const action = await on(tx)
      .selectFrom('learnAction')
      .selectAll()
      .where('id', '=', String(wake.payload['actionId']))
      .executeTakeFirst();
    if (!action || action.doneAt) return;
    const incident = await respond.get(action.incidentId, tx);
    if (action.ownerId)
      await respond.notice.send(tx, incident, {
        personIds: [action.ownerId],

        reason: 'action',
        because: `${action.id}:${wake.dueAt}`,
        detail: action.title,
      });
    await on(tx)
      .updateTable('learnAction')
      .set({ remindedAt: clock.now() })
      .where('id', '=', action.id)
      .execute();
    await wakeFor(tx, action, new Date(clock.nowMs() + REMIND_AGAIN_MS).toISOString());
  });

  async function get(id: string, tx?: Tx) {
    const action = await on(tx).selectFrom('learnAction').selectAll().where('id', '=', id).executeTakeFirst();
    if (!action) throw new Problem('not-found', `There is no action ${id}.`);
    return action;
  }

  return {
    async list({ open } = {}) {
      let query = on().selectFrom('learnAction').selectAll().orderBy('dueOn').orderBy('id');
      if (open !== undefined) query = query.where('doneAt', open ? 'is' : 'is not', null);
      return query.execute();
    },
    async complete(id, proof, by) {
      await store.transaction(async (tx) => {
        const action = await get(id, tx);
        if (action.doneAt) return;
        await on(tx)
          .updateTable('learnAction')
          .set({ doneAt: clock.now(), doneBy: by, proof })
          .where('id', '=', id)
          .execute();
        await timeline.record(tx, [
          {
            subject: `incident:${action.incidentId}`,
            by,
            key: `action-done:${id}`,
            body: { kind: 'action.done', actionId: id, reason: proof },
          },
        ]);
      });
      changed();
      return get(id);
    },
    async sync(tx, { id: postmortemId, document }, by) {
      for (const { id, title, owner, dueOn, type, completionTest } of document.sections.actions) {
        const row = { title, ownerId: owner, dueOn, type, completionTest };
        await on(tx)
          .insertInto('learnAction')
          .values({
            id,
            postmortemId,
            incidentId: document.incidentId,
            ...row,
            doneAt: null,
            doneBy: null,
            proof: null,
            remindedAt: null,
          })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
          .execute();
        if (dueOn) await wakeFor(tx, { id, incidentId: document.incidentId }, `${dueOn}${REMIND_AT}`);
        if (document.publishedAt && dueOn)
          await timeline.record(tx, [
            {
              subject: `incident:${document.incidentId}`,
              by,
              key: `action:${id}`,
              body: {
                kind: 'action.added',
                actionId: id,
                title,
                personId: owner?.startsWith('usr_') ? owner : null,
                dueOn,
                type,
              },
            },
          ]);
      }
    },
  };
}
