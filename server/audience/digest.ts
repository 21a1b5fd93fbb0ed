/**
 * What is told later, together: one waiting row per subscriber and incident, which holds the newest word that this
 * subscriber was to hear. Rows say for whom, of what and when; what a digest says is not decided here, and nothing is
 * sent. Whoever takes rows settles them in the same transaction, so that each is told once, by whichever process.
 */
import { type HeldCount, HeldWord } from '@candor/protocol/told.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import type { Store, Tx } from '#store';
import { digestDueMs, type Night } from './quiet.ts';
import type { Judged } from './selection.ts';
import type { AudienceTables } from './tables.ts';

/** One subscriber with everything that is due for them, the oldest first. */
export type DueDigest = {
  subscriberId: string;
  carrier: string;
  address: string;
  locale: string;
  timeZone: string;
  /** Their own, or that of their customer. */
  segment: string | null;
  secret: string | null;
  words: { incidentId: string; updateId: string }[];
};

export type Digests = {
  /**
   * Keeps the word for those who were to hear of it and are not among the planned: a (recipient_id) fragment of those
   * who were. Answers how many by which reason.
   */
  hold(tx: Tx, held: Holding): Promise<Held>;
  /** Who is told of the incident at once hears nothing older of it later. */
  overtake(tx: Tx, planned: RawBuilder<unknown>, incidentId: string): Promise<void>;
  /** At most so many subscribers for whom something is due, taken and settled as told. */
  take(tx: Tx, limit: number): Promise<DueDigest[]>;
  /** When the next one is due, in epoch ms. */
  nextDueMs(tx: Tx): Promise<number | null>;
  /** What was held back of an incident, and what became of it. */
  counts(incidentId: string): Promise<HeldCount[]>;
  /** What was held back from one subscriber, the newest first. */
  of(subscriberId: string): Promise<HeldWord[]>;
};

export type Holding = {
  judged: Judged;
  planned: RawBuilder<unknown>;
  incidentId: string;
  updateId: string;
  /** When digests of the day come, on the clock of each reader. */
  dailyAt: string;
};
/** How many by which reason, and when they will be told. */
export type Held = { digest: number; budget: number; dueAt: string[] };

const MOST_SHOWN = 500;
/** Settled rows prove for this long why somebody was not told at once. */
const KEPT_MS = 90 * 86_400_000;

/** A few rows of their own index, or none. */
async function anybodyWaits(tx: Tx): Promise<boolean> {
  const { rows } = await sql`
    select 1 from audience_subscriber where digest <> 'instant' and state = 'active' limit 1`.execute(tx);
  return rows.length > 0;
}

export function createDigests({ store, clock }: { store: Store; clock: Clock }): Digests {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<AudienceTables>();
  const now = () => sql`${clock.now()}::timestamptz`;

  /**
   * Whoever was to hear and was not planned, whatever changed between the two statements: a wish, or a count of the
   * budget. By EXCEPT, whose cost does not depend on statistics that rows this new do not have.
   */
  const leftOut = ({ judged, planned }: Holding): RawBuilder<unknown> => sql`
    with judged as materialized (
      select *, case when digest <> 'instant' and verdict <> 'budget' then 'digest' else 'budget' end as cause
      from (${judged.all}) every where verdict in ('now', 'digest', 'budget')
    ), missing as (select id from judged except select recipient_id from (${planned}) planned)
    select judged.* from judged join missing on missing.id = judged.id`;

  return {
    async hold(tx, holding) {
      const { judged, incidentId, updateId, dailyAt } = holding;
      const counts: Held = { digest: 0, budget: 0, dueAt: [] };
      if (!judged.mayWait && !(await anybodyWaits(tx))) return counts;
      type Cause = 'digest' | 'budget';
      type Group = Night & { digest: 'instant' | 'hourly' | 'daily'; cause: Cause; count: number };
      const { rows } = await sql<Group>`
        select digest, time_zone, quiet_from, quiet_until, cause, count(*)::int as count from (${leftOut(holding)}) h
        group by 1, 2, 3, 4, 5`.execute(tx);
      if (rows.length === 0) return counts;
      const due = rows.map(({ digest, cause, timeZone, quietFrom, quietUntil }) => ({
        digest,
        cause,
        zone: timeZone,
        quiet_from: quietFrom,
        quiet_until: quietUntil,
        // Who was told enough today is not to be told every hour instead.
        due: new Date(
          digestDueMs(clock.nowMs(), {
            every: digest === 'hourly' && cause === 'digest' ? 'hourly' : 'daily',
            dailyAt,
            timeZone,
            quietFrom,
            quietUntil,
          }),
        ).toISOString(),
      }));
      await sql`
        insert into audience_digest (subscriber_id, incident_id, update_id, reason, why, held_at, due_at)
        select h.id, ${incidentId}::text, ${updateId}::text, h.cause, h.why, ${now()}, d.due
        from (${leftOut(holding)}) h
        join jsonb_to_recordset(${JSON.stringify(due)}::jsonb)
          as d (digest text, cause text, zone text, quiet_from text, quiet_until text, due timestamptz)
          on d.digest = h.digest and d.cause = h.cause and d.zone = h.time_zone
            and d.quiet_from is not distinct from h.quiet_from and d.quiet_until is not distinct from h.quiet_until
        on conflict (subscriber_id, incident_id) where settled_at is null do update
          set update_id = excluded.update_id, why = excluded.why, due_at = least(audience_digest.due_at, excluded.due_at),
            updates = audience_digest.updates + case when audience_digest.update_id = excluded.update_id then 0 else 1 end`.execute(
        tx,
      );
      for (const { cause, count } of rows) counts[cause] += count;
      counts.dueAt = [...new Set(due.map((one) => one.due))];
      return counts;
    },

    async overtake(tx, planned, incidentId) {
      const waiting = await on(tx)
        .selectFrom('audienceDigest')
        .select('incidentId')
        .where('incidentId', '=', incidentId)
        .where('settledAt', 'is', null)
        .limit(1)
        .executeTakeFirst();
      if (!waiting) return;
      await sql`
        update audience_digest d set settled_at = ${now()}, outcome = 'overtaken'
        from (${planned}) told
        where d.incident_id = ${incidentId} and d.settled_at is null and d.subscriber_id = told.recipient_id`.execute(
        tx,
      );
    },

    async take(tx, limit) {
      await on(tx)
        .deleteFrom('audienceDigest')
        .where('settledAt', '<', new Date(clock.nowMs() - KEPT_MS).toISOString())
        .execute();
      // Everything that is due for a subscriber is taken together; a subscriber that another process holds is its own.
      const { rows } = await sql<{ subscriberId: string }>`
        select s.id as subscriber_id from audience_subscriber s
        where exists (
          select 1 from audience_digest d where d.subscriber_id = s.id and d.settled_at is null and d.due_at <= ${now()})
        order by s.id limit ${limit} for no key update of s skip locked`.execute(tx);
      if (rows.length === 0) return [];
      const ids = rows.map(({ subscriberId }) => subscriberId);
      const taken = await sql<DueDigest & { outcome: string; incidentId: string; updateId: string }>`
        update audience_digest d
        set settled_at = ${now()},
          outcome = case when s.state = 'active' and s.quarantined_at is null then 'told' else 'left' end
        from audience_subscriber s
        where s.id = d.subscriber_id and d.subscriber_id in (${sql.join(ids)}) and d.settled_at is null
          and d.due_at <= ${now()}
        returning d.subscriber_id, d.incident_id, d.update_id, d.outcome, s.carrier, s.address, s.locale, s.time_zone,
          coalesce(s.segment, (select c.segment from audience_customer c where c.id = s.customer_id)) as segment,
          s.secret`.execute(tx);
      const due = new Map<string, DueDigest>();
      for (const { outcome, incidentId, updateId, ...subscriber } of taken.rows) {
        if (outcome !== 'told') continue;
        const one = due.get(subscriber.subscriberId) ?? { ...subscriber, words: [] };
        one.words.push({ incidentId, updateId });
        due.set(subscriber.subscriberId, one);
      }
      for (const { words } of due.values()) words.sort((a, b) => (a.incidentId < b.incidentId ? -1 : 1));
      return [...due.values()];
    },

    async nextDueMs(tx) {
      const next = await on(tx)
        .selectFrom('audienceDigest')
        .select('dueAt')
        .where('settledAt', 'is', null)
        .orderBy('dueAt')
        .limit(1)
        .executeTakeFirst();
      return next ? Date.parse(next.dueAt) : null;
    },

    async counts(incidentId) {
      const rows = await on()
        .selectFrom('audienceDigest')
        .select(['reason', 'outcome', (eb) => eb.fn.countAll<number>().as('count')])
        .where('incidentId', '=', incidentId)
        .groupBy(['reason', 'outcome'])
        .execute();
      return rows.map(({ reason, outcome, count }) => ({ reason, outcome, count: Number(count) }));
    },

    async of(subscriberId) {
      const rows = await on()
        .selectFrom('audienceDigest')
        .selectAll()
        .where('subscriberId', '=', subscriberId)
        .orderBy('heldAt', 'desc')
        .limit(MOST_SHOWN)
        .execute();
      return rows.map(({ subscriberId: _, ...row }) => HeldWord.parse(row));
    },
  };
}
