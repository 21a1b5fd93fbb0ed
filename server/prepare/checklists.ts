/**
 * Checklists of what a user should know before an outage, and who did what. Staff edits lists; readers tick, answer
 * and accept. What a reader did is kept by item, so that an edited list keeps the progress of what it kept.
 */
import type { ChecklistProgress, EmbeddedChecklist } from '@candor/protocol/embed.ts';
import { Checklist, type ChecklistCounts, type ChecklistInput } from '@candor/protocol/prepare.ts';
import { sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { Store, Tx } from '#store';
import { type Done, shownItems, viewOf } from './checklist-view.ts';
import type { Policy } from './policy.ts';
import { SHIPPED_CHECKLIST } from './shipped-checklist.ts';
import type { PrepareTables } from './tables.ts';

export type Checklists = {
  list(): Promise<Checklist[]>;
  /** By id or slug. */
  get(idOrSlug: string): Promise<Checklist>;
  create(input: ChecklistInput, by: string): Promise<Checklist>;
  /** `check` may refuse the edit after a look at what it replaces. */
  update(
    id: string,
    input: ChecklistInput,
    by: string,
    check?: (current: Checklist) => void,
  ): Promise<Checklist>;
  counts(id: string): Promise<ChecklistCounts>;
  /** The open list as this reader sees it; nobody's when `reader` is null. */
  seenBy(reader: string | null, idOrSlug: string): Promise<EmbeddedChecklist>;
  progress(
    reader: string,
    idOrSlug: string,
    itemId: string,
    progress: ChecklistProgress,
  ): Promise<EmbeddedChecklist>;
};

export function createChecklists({
  store,
  clock,
  ids,
  policy,
  changed,
}: {
  store: Store;
  clock: Clock;
  ids: Ids;
  policy: Policy;
  changed: () => void;
}): Checklists {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<PrepareTables>();
  const columns = ({ title, intro, items, ...plain }: Checklist) => ({
    ...plain,
    title: JSON.stringify(title),
    intro: intro && JSON.stringify(intro),
    items: JSON.stringify(items),
  });
  const rows = (tx?: Tx) =>
    on(tx).selectFrom('prepareChecklist').selectAll().orderBy('createdAt').orderBy('id');

  /** Every installation begins with one list; whoever looks first makes it. */
  async function ship(): Promise<void> {
    const list = { ...SHIPPED_CHECKLIST, id: ids.next('chk'), ...stamps('system:prepare') };
    await on()
      .insertInto('prepareChecklist')
      .values(columns(list))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  const stamps = (by: string) => ({ createdAt: clock.now(), updatedAt: clock.now(), updatedBy: by });

  async function list(): Promise<Checklist[]> {
    let found = await rows().execute();
    if (found.length === 0) {
      await ship();
      found = await rows().execute();
    }
    return found.map((row) => Checklist.parse(row));
  }

  async function get(idOrSlug: string): Promise<Checklist> {
    const found = (await list()).find(({ id, slug }) => id === idOrSlug || slug === idOrSlug);
    if (!found) throw new Problem('not-found', `There is no checklist ${idOrSlug}.`);
    return found;
  }

  async function open(idOrSlug: string): Promise<Checklist> {
    const found = await get(idOrSlug);
    if (found.state !== 'open') throw new Problem('not-found', `The checklist ${found.slug} was withdrawn.`);
    return found;
  }

  async function free(slug: string, except: string | null, tx?: Tx): Promise<void> {
    const taken = await on(tx)
      .selectFrom('prepareChecklist')
      .select('id')
      .where('slug', '=', slug)
      .executeTakeFirst();
    if (taken && taken.id !== except)
      throw new Problem('state.conflict', `A checklist with the slug "${slug}" exists already: ${taken.id}.`);
  }

  async function doneBy(
    reader: string | null,
    checklistId: string,
    acceptFrom: number | null,
    tx?: Tx,
  ): Promise<Done> {
    if (reader === null) return { items: new Map(), acceptedAt: null };
    const did = await on(tx)
      .selectFrom('prepareProgress')
      .select(['itemId', 'doneAt', 'wrong'])
      .where('checklistId', '=', checklistId)
      .where('reader', '=', reader)
      .execute();
    const accepted = acceptFrom === null ? null : await policy.acceptanceOf(reader, tx);
    return {
      items: new Map(did.map(({ itemId, ...rest }) => [itemId, rest])),
      acceptedAt: accepted && accepted.version >= acceptFrom! ? accepted.acceptedAt : null,
    };
  }

  async function seen(reader: string | null, checklist: Checklist, tx?: Tx): Promise<EmbeddedChecklist> {
    const acceptFrom = await policy.acceptFrom(tx);
    const done = await doneBy(reader, checklist.id, acceptFrom, tx);
    return viewOf(checklist, done, { hasPolicy: acceptFrom !== null });
  }

  /** Keeps that it is done, or the wrong option that was tried. The same write twice changes nothing. */
  async function keep(
    tx: Tx,
    at: { checklistId: string; reader: string; itemId: string },
    wrong: string | null,
  ) {
    await on(tx)
      .insertInto('prepareProgress')
      .values({
        ...at,
        doneAt: wrong === null ? clock.now() : null,
        wrong: JSON.stringify(wrong === null ? [] : [wrong]),
      })
      .onConflict((conflict) =>
        conflict.columns(['checklistId', 'reader', 'itemId']).doUpdateSet(
          wrong === null
            ? { doneAt: sql`coalesce(prepare_progress.done_at, excluded.done_at)` }
            : {
                wrong: sql`case when prepare_progress.wrong @> excluded.wrong then prepare_progress.wrong else prepare_progress.wrong || excluded.wrong end`,
              },
        ),
      )
      .execute();
  }

  return {
    list,
    get,
    async create(input, by) {
      await list();
      const made: Checklist = { ...input, id: ids.next('chk'), ...stamps(by) };
      await store.transaction(async (tx) => {
        await free(input.slug, null, tx);
        await on(tx).insertInto('prepareChecklist').values(columns(made)).execute();
      });
      changed();
      return made;
    },
    async update(id, input, by, check) {
      const updated = await store.transaction(async (tx) => {
        const row = await rows(tx).where('id', '=', id).forUpdate().executeTakeFirst();
        if (!row) throw new Problem('not-found', `There is no checklist ${id}.`);
        const before = Checklist.parse(row);
        check?.(before);
        await free(input.slug, id, tx);
        const next: Checklist = { ...before, ...input, updatedAt: clock.now(), updatedBy: by };
        await on(tx).updateTable('prepareChecklist').set(columns(next)).where('id', '=', id).execute();
        return next;
      });
      changed();
      return updated;
    },

    async counts(id) {
      const checklist = await get(id);
      const acceptFrom = await policy.acceptFrom();
      const items = shownItems(checklist.items, acceptFrom !== null);
      const ticked = items.filter(({ kind }) => kind !== 'policy').map((item) => item.id);
      const hasPolicy = ticked.length < items.length;
      // One row per reader who began: what is done of today's items, and whether the policy is accepted.
      const { rows: found } = await sql<{
        began: string;
        finished: string;
        accepted: string;
      }>`with reader as (
          select p.reader,
            count(*) filter (where p.done_at is not null and p.item_id = any(${ticked})) as done,
            exists (select 1 from prepare_acceptance a
              where a.reader = p.reader and a.version >= ${acceptFrom ?? 0}) as accepted
          from prepare_progress p where p.checklist_id = ${checklist.id} group by p.reader)
        select count(*) as began,
          count(*) filter (where done = ${ticked.length} and (accepted or not ${hasPolicy})) as finished,
          count(*) filter (where accepted) as accepted
        from reader`.execute(store.db);
      const byItem = await on()
        .selectFrom('prepareProgress')
        .select((is) => [
          'itemId',
          is.fn.count<string>('doneAt').as('done'),
          sql<string>`count(*) filter (where wrong <> '[]')`.as('answeredWrong'),
        ])
        .where('checklistId', '=', checklist.id)
        .groupBy('itemId')
        .execute();
      const sums = new Map(byItem.map((row) => [row.itemId, row]));
      const { began, finished, accepted } = found[0]!;
      return {
        began: Number(began),
        finished: Number(finished),
        items: items.map((item) => ({
          id: item.id,
          done: Number(item.kind === 'policy' ? accepted : (sums.get(item.id)?.done ?? 0)),
          answeredWrong: Number(sums.get(item.id)?.answeredWrong ?? 0),
        })),
      };
    },

    seenBy: async (reader, idOrSlug) => seen(reader, await open(idOrSlug)),
    async progress(reader, idOrSlug, itemId, { done, answer }) {
      const checklist = await open(idOrSlug);
      return store.transaction(async (tx) => {
        const current = await policy.current(tx);
        const item = shownItems(checklist.items, current !== null).find((each) => each.id === itemId);
        if (!item) throw new Problem('not-found', `The checklist ${checklist.slug} has no item ${itemId}.`);
        const at = { checklistId: checklist.id, reader, itemId };
        if (item.kind !== 'question' && answer !== undefined)
          throw new Problem('request.invalid', `${itemId} is not a question, so it takes no answer.`);
        if (!done) {
          if (item.kind === 'policy')
            throw new Problem('state.conflict', 'An acceptance is a record; it cannot be unticked.');
          await on(tx)
            .updateTable('prepareProgress')
            .set({ doneAt: null })
            .where('checklistId', '=', checklist.id)
            .where('reader', '=', reader)
            .where('itemId', '=', itemId)
            .execute();
        } else if (item.kind === 'question') {
          const chosen = item.options.find(({ id }) => id === answer);
          if (!chosen)
            throw new Problem(
              'request.invalid',
              `${itemId} is a question: \`answer\` has to be one of ${item.options.map(({ id }) => id).join(', ')}.`,
            );
          await keep(tx, at, chosen.right ? null : chosen.id);
        } else {
          if (item.kind === 'policy') await policy.accept(reader, current!.version, tx);
          await keep(tx, at, null);
        }
        return seen(reader, checklist, tx);
      });
    },
  };
}
