/**
 * Writing the ledger: one row per (message, recipient, carrier), in the caller's transaction, so that a change and
 * the word of it are one. Recipients are a stream of any length, written in batches, or a selection that the database
 * turns into rows by itself. Planning the same message again adds nothing. Sends nothing.
 */
import type { RecipientKind } from '@candor/protocol/carriers.ts';
import { sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import type { Tx } from '#store';
import type { Forms, MachineEvent, SegmentContent } from './carrier.ts';
import { jsonText } from './json.ts';
import { addressHash, idempotencyKey, shardOf } from './keys.ts';
import type { CarriersTables } from './tables.ts';
import { counted, WAITING } from './tally.ts';
import { FOR_QUEUE, QUEUED, unqueued } from './turns.ts';

export type MessageDraft = {
  /** `update` for the public; `staff`, `confirm`, `survey`, … A `confirm` is sent to suppressed addresses too: they asked. */
  kind: string;
  /** Equal for the same message; by default from kind, incident and update, or new when there is no update. */
  key?: string;
  incidentId?: string | null;
  updateId?: string | null;
  /**
   * Number of the phase. Messages of one incident that have it reach a reader in order, and one with another rank
   * supersedes those that have not left. Null: stands alone.
   */
  phaseRank?: number | null;
  /** Before everything else of its carrier. */
  urgent?: boolean;
  forms: Forms;
  /** Other words for readers of these segments. */
  segments?: Record<string, SegmentContent> | undefined;
  /** For machines; by default made of the kind, the ids and the English form. */
  event?: MachineEvent;
  because?: string | null;
};

export type Recipient = {
  id: string;
  kind: RecipientKind;
  carrier: string;
  address: string;
  locale: string;
  timeZone: string;
  /** Readers of one may get other words. */
  segment?: string | null;
  /** Lower leaves earlier: the most exposed first. From 0 to 1000. */
  lane?: number;
  /** Of a webhook: `whsec_…`. */
  secret?: string | null;
  /** Needed only where it is not the one that `linkOf` makes for this recipient. */
  unsubscribeUrl?: string | null;
  /** A link that only this reader gets, in place of `{{ownUrl}}`; forgotten once the message is settled. */
  ownUrl?: string | null;
  /** Not before this instant: quiet hours. */
  notBefore?: string | null;
  /** Why this recipient is told; shown in the proof for one person. */
  why?: Record<string, unknown> | null;
};

export type Planned = { messageId: string; planned: number };

const BATCH = 500;
export const SUPERSEDED_AT_ONCE = 50_000;

export function createPlanner({
  clock,
  ids,
  endpointOf,
  supersededAtOnce = SUPERSEDED_AT_ONCE,
}: {
  clock: Clock;
  ids: Ids;
  endpointOf: (carrier: string, address: string) => string;
  supersededAtOnce?: number | undefined;
}) {
  async function writeMessage(tx: Tx, draft: MessageDraft) {
    const id = ids.next('msg');
    const english = draft.forms['en'] ?? Object.values(draft.forms)[0];
    const event = draft.event ?? {
      type: draft.kind,
      data: { incidentId: draft.incidentId ?? null, updateId: draft.updateId ?? null, ...english },
    };
    const key =
      draft.key ??
      (draft.updateId ? `${draft.kind}:${draft.incidentId ?? ''}:${draft.updateId}` : `${draft.kind}:${id}`);
    const chained = Boolean(draft.incidentId) && typeof draft.phaseRank === 'number';
    if (chained) await lockOrder(tx, draft.incidentId!);
    const message = await tx
      .withTables<CarriersTables>()
      .insertInto('carriersMessage')
      .values({
        id,
        key,
        kind: draft.kind,
        incidentId: draft.incidentId ?? null,
        updateId: draft.updateId ?? null,
        phaseRank: draft.phaseRank ?? null,
        urgent: draft.urgent ?? false,
        content: jsonText({
          forms: draft.forms,
          event,
          ...(Object.keys(draft.segments ?? {}).length > 0 ? { segments: draft.segments } : {}),
        }),
        because: draft.because ?? null,
        createdAt: clock.now(),
      })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ key }))
      .returning([
        'id',
        'seq',
        'key',
        'kind',
        'incidentId',
        'updateId',
        'phaseRank',
        'urgent',
        'because',
        'createdAt',
      ])
      .executeTakeFirstOrThrow();
    const isNew = message.id === id;
    if (!chained) return { ...message, isNew, follows: false, overtakes: [] as string[] };
    await sql`
      update carriers_newest set seq = greatest(seq, ${message.seq}::bigint)
      where incident_id = ${message.incidentId}`.execute(tx);
    return { ...message, isNew, ...(await before(tx, message)) };
  }

  /** One plans at a time, so that what was planned later is also committed later. */
  const lockOrder = (tx: Tx, incidentId: string) =>
    sql`
      insert into carriers_newest (incident_id, seq) values (${incidentId}, 0)
      on conflict (incident_id) do update set seq = carriers_newest.seq`.execute(tx);

  /** Earlier words of the incident that are not through: `overtakes` are of another phase, and leave no more. */
  async function before(
    tx: Tx,
    { incidentId, seq, phaseRank }: { incidentId: string | null; seq: number; phaseRank: number | null },
  ): Promise<{ follows: boolean; overtakes: string[] }> {
    const { rows } = await sql<{ id: string; overtaken: boolean }>`
      select m.id, m.phase_rank <> ${phaseRank}::integer as overtaken
      from carriers_message m join carriers_tally t on t.message_id = m.id
      where m.incident_id = ${incidentId} and m.seq < ${seq}::bigint and m.phase_rank is not null
      group by m.id having ${WAITING} > 0`.execute(tx);
    return {
      follows: rows.length > 0,
      overtakes: rows.filter(({ overtaken }) => overtaken).map(({ id }) => id),
    };
  }

  type Message = Awaited<ReturnType<typeof writeMessage>>;

  async function writeBatch(tx: Tx, message: Message, recipients: Recipient[]): Promise<number> {
    const rows = recipients.map((to) => ({
      shard: shardOf(to.id),
      id: ids.next('dlv'),
      carrier: to.carrier,
      recipient_id: to.id,
      recipient_kind: to.kind,
      address: to.address,
      address_hash: addressHash(to.carrier, to.address),
      endpoint: endpointOf(to.carrier, to.address),
      locale: to.locale,
      time_zone: to.timeZone,
      segment: to.segment ?? null,
      private:
        to.secret || to.unsubscribeUrl || to.ownUrl
          ? {
              ...(to.secret ? { secret: to.secret } : {}),
              ...(to.unsubscribeUrl ? { unsubscribeUrl: to.unsubscribeUrl } : {}),
              ...(to.ownUrl ? { ownUrl: to.ownUrl } : {}),
            }
          : null,
      lane: Math.min(1_000, Math.max(0, Math.round(to.lane ?? 100))),
      idempotency_key: idempotencyKey({
        kind: message.kind,
        incidentId: message.incidentId,
        unit: message.updateId ?? message.key,
        recipientId: to.id,
        carrier: to.carrier,
      }),
      not_before: to.notBefore ?? null,
      why: to.why ?? null,
    }));
    // One statement with one parameter: a hundred thousand rows cost the server's process little.
    return write(
      tx,
      message,
      sql`jsonb_to_recordset(${jsonText(rows)}::jsonb) as r (
        shard smallint, id text, carrier text, recipient_id text, recipient_kind text, address text,
        address_hash text, endpoint text, locale text, time_zone text, segment text, private jsonb, lane smallint,
        idempotency_key text, not_before timestamptz, why jsonb)`,
    );
  }

  async function* batches(recipients: Iterable<Recipient> | AsyncIterable<Recipient>) {
    let batch: Recipient[] = [];
    for await (const recipient of recipients) {
      batch.push(recipient);
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  }

  return {
    writeMessage,
    writeBatch,
    supersede: (tx: Tx, message: Message) => supersede(tx, message, clock.now(), supersededAtOnce),
    async plan(
      tx: Tx,
      given: { message: MessageDraft; recipients: Iterable<Recipient> | AsyncIterable<Recipient> },
    ): Promise<Planned> {
      const message = await writeMessage(tx, given.message);
      let planned = 0;
      for await (const batch of batches(given.recipients)) planned += await writeBatch(tx, message, batch);
      await supersede(tx, message, clock.now(), supersededAtOnce);
      return { messageId: message.id, planned };
    },
  };
}

export type Planner = ReturnType<typeof createPlanner>;
export type Message = Awaited<ReturnType<Planner['writeMessage']>>;

/**
 * Inserts what `rows` yields as `r` and counts it. Whose address is suppressed gets a row that says so. What has to wait
 * for a time is `deferred` until then, so that nobody searches through it for what may leave now.
 */
export async function write(tx: Tx, message: Message, rows: ReturnType<typeof sql>): Promise<number> {
  const at = sql`${message.createdAt}::timestamptz`;
  const { rows: sums } = await sql<{ planned: number }>`
    with moved as (
      insert into carriers_delivery (
        shard, id, message_id, seq, kind, incident_id, update_id, phase_rank, carrier, recipient_id,
        recipient_kind, address, address_hash, endpoint, locale, time_zone, segment, private, urgent, lane, state,
        tries_since, idempotency_key, last_error, because, created_at, settled_at, why, follows
      )
      select r.shard, r.id, ${message.id}::text, ${message.seq}::bigint, ${message.kind}::text,
        ${message.incidentId}::text, ${message.updateId}::text, ${message.phaseRank}::integer, r.carrier,
        r.recipient_id, r.recipient_kind, r.address, r.address_hash, r.endpoint, r.locale, r.time_zone, r.segment,
        case when s.carrier is null then r.private end, ${message.urgent}::boolean, r.lane,
        case when s.carrier is not null then 'suppressed' when r.not_before > ${at} then 'deferred' else 'planned' end,
        greatest(r.not_before, ${at}), r.idempotency_key, s.reason,
        ${message.because}::text, ${at}, case when s.carrier is not null then ${at} end, r.why, ${message.follows}::boolean
      from ${rows}
      left join carriers_suppression s
        on s.carrier = r.carrier and s.address_hash = r.address_hash and ${message.kind}::text <> 'confirm'
      on conflict ((left(idempotency_key, 32)::uuid), shard) do nothing
      returning ${FOR_QUEUE}
    ), ${QUEUED}, tallied as (
      insert into carriers_tally (message_id, carrier, planned, suppressed)
      select ${message.id}, carrier, count(*), count(*) filter (where state = 'suppressed')
      from moved group by carrier
      returning planned
    )
    select coalesce(sum(planned), 0)::integer as planned from tallied`.execute(tx);
  return sums[0]!.planned;
}

/**
 * What has not left by now never leaves: this word is newer. Where very many still wait they are left to the dispatcher,
 * which looks at each row of an older word before it leaves, so that the author of "resolved" does not wait for them.
 */
async function supersede(tx: Tx, message: Message, now: string, most: number): Promise<void> {
  if (message.overtakes.length === 0) return;
  const { rows: sums } = await sql<{ waiting: number }>`
    select coalesce(${WAITING}, 0)::integer as waiting from carriers_tally
    where message_id = any(${message.overtakes}::text[])`.execute(tx);
  if (sums[0]!.waiting > most) return;
  // The planner knows nothing yet of rows that were written a moment ago, and would search all for each of them.
  await sql`select set_config('enable_nestloop', 'off', true)`.execute(tx);
  await counted(
    sql`
    update carriers_delivery d
    set state = 'superseded', superseded_by = ${message.id}::text, settled_at = ${now}::timestamptz, private = null
    from unqueued u where d.id = u.id and d.shard = u.shard
    returning d.id, d.message_id, d.carrier, d.state`,
    {
      before: unqueued(sql`
        select o.id from carriers_delivery o
        join carriers_delivery n
          on n.message_id = ${message.id} and n.recipient_id = o.recipient_id and n.carrier = o.carrier
        where o.message_id = any(${message.overtakes}::text[]) and o.state in ('planned', 'deferred')`),
      returning: sql`count(*)`,
    },
  ).execute(tx);
  await sql`select set_config('enable_nestloop', 'on', true)`.execute(tx);
}
