/** A delivery that this process holds: how its row is read, ordered and written back. No statement is run here. */
import { sql } from 'kysely';
import type { Outgoing, Receipt } from './carrier.ts';
import type { Private } from './tables.ts';

export type Ref = { shard: number; id: string; fence: number };
export type Leased = Ref & {
  messageId: string;
  /** Of the message, among those of its incident that keep an order; null when it stands alone. */
  order: { incidentId: string; seq: number } | null;
  endpoint: string;
  /** Of the reader, as it was when the message was planned. */
  segment: string | null;
  attempts: number;
  triesSince: string;
  /** It waited for another try. */
  again: boolean;
  turn: Turn;
  outgoing: Outgoing;
};
/** By what deliveries are put in order. */
export type Turn = { urgent: boolean; lane: number };

export type Settlement = Ref & {
  state: 'accepted' | 'deferred' | 'failed' | 'suppressed' | 'superseded';
  /** Whether this counts as an attempt. */
  tried: boolean;
  error?: string | undefined;
  receipt?: Receipt | undefined;
  nextAt?: string | undefined;
};

/** How things stand just before sending. */
export type Check = 'send' | 'lost' | 'superseded' | 'suppressed';

export type LeasedRow = Turn & {
  shard: number;
  id: string;
  fence: number;
  messageId: string;
  phaseRank: number | null;
  seq: number;
  endpoint: string;
  segment: string | null;
  attempts: number;
  idempotencyKey: string;
  kind: string;
  incidentId: string | null;
  updateId: string | null;
  recipientId: string;
  recipientKind: Outgoing['recipientKind'];
  address: string;
  locale: string;
  timeZone: string;
  hidden: string | null;
  triesSince: string;
  createdAt: string;
};

/** What a claim answers with, of a delivery `d` and its lease `l`. */
export const CLAIMED = sql`d.shard, d.id, l.fence, d.message_id, d.phase_rank, d.endpoint, d.attempts, d.idempotency_key, d.kind,
  d.incident_id, d.update_id, d.recipient_id, d.recipient_kind, d.address, d.locale, d.time_zone, d.segment,
  d.private::text as hidden, d.created_at, d.tries_since, d.urgent, d.lane, d.seq`;

export const toRecord = ({ shard, id, fence, state, tried, error, nextAt }: Settlement) => ({
  shard,
  id,
  fence,
  state,
  tried,
  error: error ?? null,
  next_at: nextAt ?? null,
});

/** RETURNING keeps no order; what was chosen first leaves first. */
export function byTurn({ turn: a, id: one }: Leased, { turn: b, id: other }: Leased): number {
  return Number(b.urgent) - Number(a.urgent) || a.lane - b.lane || (one < other ? -1 : 1);
}

export function toLeased(
  row: LeasedRow,
  linkOf: (recipientId: string) => string | null,
  again: boolean,
): Leased {
  const hidden = row.hidden ? (JSON.parse(row.hidden) as Private) : null;
  const { kind, incidentId, updateId, recipientId, recipientKind, address, locale, timeZone, createdAt } =
    row;
  const seq = Number(row.seq);
  return {
    shard: row.shard,
    id: row.id,
    fence: row.fence,
    messageId: row.messageId,
    order: row.phaseRank !== null && incidentId ? { incidentId, seq } : null,
    endpoint: row.endpoint,
    segment: row.segment,
    attempts: row.attempts,
    triesSince: row.triesSince,
    again,
    turn: { urgent: row.urgent, lane: row.lane },
    outgoing: {
      id: row.id,
      key: row.idempotencyKey,
      kind,
      incidentId,
      updateId,
      recipientId,
      recipientKind,
      address,
      locale,
      timeZone,
      secret: hidden?.secret ?? null,
      // Nobody can leave what they have not confirmed.
      unsubscribeUrl:
        hidden?.unsubscribeUrl ??
        (recipientKind === 'subscriber' && kind !== 'confirm' ? linkOf(recipientId) : null),
      ownUrl: hidden?.ownUrl ?? null,
      createdAt,
    },
  };
}
