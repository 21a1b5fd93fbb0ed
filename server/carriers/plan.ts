/**
 * Writing the ledger: one row per (message, recipient, carrier), in the caller's transaction, so that a change and
 * the word of it are one. Recipients may be a stream of any length; they are written in batches. Planning the same
 * message again adds nothing. Sends nothing.
 */
import type { RecipientKind } from '@candor/protocol/carriers.ts';
import { sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import type { Tx } from '#store';
import type { Forms, MachineEvent } from './carrier.ts';
import { jsonText } from './json.ts';
import { addressHash, chainOf, idempotencyKey, shardOf } from './keys.ts';
import type { CarriersTables } from './tables.ts';

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
  /** Lower leaves earlier: the most exposed first. From 0 to 1000. */
  lane?: number;
  /** Of a webhook: `whsec_…`. */
  secret?: string | null;
  unsubscribeUrl?: string | null;
  /** A link that only this reader gets, in place of `{{ownUrl}}`; forgotten once the message is settled. */
  ownUrl?: string | null;
};

export type Planned = { messageId: string; planned: number };

const BATCH = 500;

export function createPlanner({
  clock,
  ids,
  endpointOf,
}: {
  clock: Clock;
  ids: Ids;
  endpointOf: (carrier: string, address: string) => string;
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
    return tx
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
        content: jsonText({ forms: draft.forms, event }),
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
  }

  type Message = Awaited<ReturnType<typeof writeMessage>>;

  async function writeBatch(tx: Tx, message: Message, recipients: Recipient[]): Promise<number> {
    const chained = message.incidentId !== null && message.phaseRank !== null;
    const rows = recipients.map((to) => ({
      shard: shardOf(to.id),
      id: ids.next('dlv'),
      chain: chained ? chainOf(message.incidentId!, to.id, to.carrier) : null,
      carrier: to.carrier,
      recipient_id: to.id,
      recipient_kind: to.kind,
      address: to.address,
      address_hash: addressHash(to.carrier, to.address),
      endpoint: endpointOf(to.carrier, to.address),
      locale: to.locale,
      time_zone: to.timeZone,
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
    }));
    const batch = jsonText(rows);
    // One statement with one parameter: a hundred thousand rows cost the server's process little.
    const written = await sql`
      insert into carriers_delivery (
        shard, id, message_id, seq, kind, incident_id, update_id, phase_rank, chain, carrier, recipient_id,
        recipient_kind, address, address_hash, endpoint, locale, time_zone, private, urgent, lane, state, next_at,
        tries_since, idempotency_key, last_error, because, created_at, settled_at
      )
      select r.shard, r.id, ${message.id}::text, ${message.seq}::bigint, ${message.kind}::text, ${message.incidentId}::text,
        ${message.updateId}::text,
        ${message.phaseRank}::integer, r.chain, r.carrier, r.recipient_id, r.recipient_kind, r.address, r.address_hash,
        r.endpoint, r.locale, r.time_zone, case when s.carrier is null then r.private end, ${message.urgent}::boolean, r.lane,
        case when s.carrier is null then 'planned' else 'suppressed' end, ${message.createdAt}::timestamptz,
        ${message.createdAt}::timestamptz, r.idempotency_key, s.reason, ${message.because}::text, ${message.createdAt}::timestamptz,
        case when s.carrier is null then null else ${message.createdAt}::timestamptz end
      from jsonb_to_recordset(${batch}::jsonb) as r (
        shard smallint, id text, chain text, carrier text, recipient_id text, recipient_kind text, address text,
        address_hash text, endpoint text, locale text, time_zone text, private jsonb, lane smallint,
        idempotency_key text
      )
      left join carriers_suppression s
        on s.carrier = r.carrier and s.address_hash = r.address_hash and ${message.kind}::text <> 'confirm'
      on conflict (shard, idempotency_key) do nothing`.execute(tx);
    // What has not left by now never leaves: this word is newer. What is just leaving is checked again by the dispatcher.
    if (chained)
      await sql`
        update carriers_delivery d
        set state = 'superseded', superseded_by = ${message.id}::text, settled_at = ${clock.now()}::timestamptz, private = null
        from jsonb_to_recordset(${batch}::jsonb) as r (chain text)
        where d.chain = r.chain and d.seq < ${message.seq}::bigint and d.phase_rank <> ${message.phaseRank}::integer
          and d.state in ('planned', 'deferred')`.execute(tx);
    return Number(written.numAffectedRows ?? 0);
  }

  return async (
    tx: Tx,
    {
      message: draft,
      recipients,
    }: { message: MessageDraft; recipients: Iterable<Recipient> | AsyncIterable<Recipient> },
  ): Promise<Planned> => {
    const message = await writeMessage(tx, draft);
    let planned = 0;
    let batch: Recipient[] = [];
    for await (const recipient of recipients) {
      batch.push(recipient);
      if (batch.length < BATCH) continue;
      planned += await writeBatch(tx, message, batch);
      batch = [];
    }
    if (batch.length > 0) planned += await writeBatch(tx, message, batch);
    return { messageId: message.id, planned };
  };
}
