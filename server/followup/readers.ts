/**
 * Who hears of it after recovery: the audience's own selection, narrowed to those who were affected or to those who were
 * told, within the contact budget. Runs inside the database; no subscriber crosses into this process.
 */
import type { FollowUpReaders } from '@candor/protocol/followup.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Audience, Judged } from '#audience';
import { type Carriers, toldOf } from '#carriers';
import type { Tx } from '#store';
import type { Matters } from '#tell';
import type { Incident } from '#timeline';

export type Readers = {
  /** As the ledger plans them; people alone, not rooms and programs. */
  rows(to: FollowUpReaders | 'either'): RawBuilder<unknown>;
  /** The same people before anybody decided when: for what is kept for digests. */
  judged(to: FollowUpReaders | 'either'): Judged;
  counts(): Promise<{ affected: number; told: number; budget: number }>;
};

export function createReaders({
  audience,
  matters,
  carriers,
}: {
  audience: Pick<Audience, 'selection'>;
  matters: Matters;
  carriers: Pick<Carriers, 'all'>;
}) {
  /** `calm`: whoever asked for digests gets it in one. */
  return async (tx: Tx, incident: Incident, { calm = false } = {}): Promise<Readers> => {
    const word = {
      phase: 'resolved' as const,
      components: incident.components,
      note: false,
      correction: false,
      // It turns nothing: whoever was told enough today hears of it on one of the next days.
      after: 'resolved' as const,
      only: null,
    };
    const matter = await matters.of(tx, incident, word);
    // What was critical while it lasted is over: the budget holds.
    const selected = await audience.selection(
      tx,
      { ...matter, severity: 4, ...(calm ? { calm: true as const } : {}) },
      await matters.rules(tx),
    );
    const people = [...carriers.all.values()].flatMap((each) =>
      each.audience === 'reader' ? [each.name] : [],
    );
    const told = sql`select t.recipient_id from (${toldOf(incident.id)}) t`;
    const meant = (to: FollowUpReaders | 'either') =>
      ({
        told: sql`a.id in (${told})`,
        affected: sql`a.concerned`,
        either: sql`(a.concerned or a.id in (${told}))`,
      })[to];
    const among = (to: FollowUpReaders | 'either') => sql`
      select a.* from (${selected.all}) a where a.carrier = any(${people}::text[]) and ${meant(to)}`;
    return {
      rows: (to) => sql`
        select r.* from (${selected.rows}) r where r.recipient_id in (select m.id from (${among(to)}) m)`,
      judged: (to) => ({ ...selected, all: among(to) }),
      async counts() {
        const { rows } = await sql<{ affected: number; told: number; budget: number }>`
          select
            count(*) filter (where j.verdict = 'now' and j.concerned)::int as affected,
            count(*) filter (where j.verdict = 'now' and t.recipient_id is not null)::int as told,
            count(*) filter (where j.verdict = 'budget' and (j.concerned or t.recipient_id is not null))::int as budget
          from (${selected.all}) j left join (${told}) t on t.recipient_id = j.id`.execute(tx);
        return rows[0]!;
      },
    };
  };
}
