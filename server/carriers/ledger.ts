/**
 * The delivery ledger as rooms and people see it: plan, look, replay, erase. What moves the rows on is in leases.ts
 * and dispatch.ts. An address that said it does not exist is written down once and told nothing more.
 */
import type { Delivery, DeliveryProgress, DeliveryState } from '@candor/protocol/carriers.ts';
import { sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import { Problem } from '#lib/problem.ts';
import type { Store, Tx } from '#store';
import type { Echo } from './carrier.ts';
import type { DeadEndpointListener } from './dead-endpoints.ts';
import type { Echoed } from './echo.ts';
import { maskAddress } from './keys.ts';
import type { Planner } from './plan.ts';
import type { createPlanFrom } from './plan-from.ts';
import { messagesOf, type ProgressFilter, progressOf, type Reason, reasonsOf } from './progress.ts';
import { type Proof, proofOf } from './proof.ts';
import { type ReplayFilter, replayAll } from './replay.ts';
import { markStop, type Suppressed, type Suppression } from './suppression.ts';
import type { CarriersTables } from './tables.ts';
import { counted } from './tally.ts';
import { NEXT_AT, STATE, unqueued } from './turns.ts';

export type DeliveryFilter = {
  incidentId?: string | undefined;
  updateId?: string | undefined;
  messageId?: string | undefined;
  recipientId?: string | undefined;
  carrier?: string | undefined;
  state?: DeliveryState | undefined;
  /** Newest first; the id of the last one seen. */
  after?: string | undefined;
  limit?: number | undefined;
};

export type Ledger = {
  /** In the caller's transaction; the same message planned again adds nothing. */
  plan: Planner['plan'];
  /** The same for whom a statement selects: no row leaves the database. */
  planFrom: ReturnType<typeof createPlanFrom>;
  progress(which: ProgressFilter): Promise<DeliveryProgress>;
  /** Why deliveries failed or wait for another try, the most frequent first. */
  reasons(which: ProgressFilter & { carrier?: string | undefined }): Promise<Reason[]>;
  list(filter: DeliveryFilter): Promise<{ items: Delivery[]; next: string | null }>;
  get(id: string): Promise<Delivery>;
  /** Everything that was sent to one recipient, newest first, each with why and with what was answered. */
  proof(recipientId: string, page?: { after?: string; limit?: number }): Promise<Proof[]>;
  /** A dead letter is tried once more, under its old id. */
  replay(id: string): Promise<Delivery>;
  /** The same for all that the filter names; answers how many. */
  replayAll(filter: ReplayFilter, tx?: Tx): Promise<number>;
  /** What a provider says later about a message; `way` is the id of the account that heard it. */
  echo(echo: Echo, way: string): Promise<Echoed>;
  /** Removes the address and everything personal of this recipient; what still waited is suppressed. */
  erase(recipientId: string, tx?: Tx): Promise<void>;
  /** The address may be written to again, because its owner asked. */
  lift(carrier: string, address: string, tx?: Tx): Promise<void>;
  /** A hint that deliveries moved; incidents that were touched, null for those without one. */
  onChange(listener: (incidentIds: ReadonlySet<string | null>) => void): void;
  /** In the transaction that suppresses the address: the audience marks its subscriber. */
  onSuppressed(listener: (tx: Tx, suppressed: Suppressed) => Promise<void>): void;
  /** A receiver is dead by the rule of quarantine.ts; said again at each message that is given up. */
  onDeadEndpoint(listener: DeadEndpointListener): void;
};

export function createLedger({
  store,
  clock,
  plan,
  planFrom,
  suppression,
  kick,
  ...given
}: {
  store: Store;
  clock: Clock;
  suppression: Suppression;
  kick: () => void;
} & Pick<Ledger, 'plan' | 'planFrom' | 'echo' | 'onChange' | 'onSuppressed' | 'onDeadEndpoint'>): Ledger {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<CarriersTables>();

  const deliveries = () =>
    on()
      .selectFrom('carriersDelivery as d')
      .selectAll()
      .select([STATE.as('state'), NEXT_AT.as('nextAt')]);

  async function get(id: string): Promise<Delivery> {
    const row = await deliveries().where('d.id', '=', id).executeTakeFirst();
    if (!row) throw new Problem('not-found', `There is no delivery ${id}.`);
    return toDelivery(row);
  }

  return {
    async plan(tx, what) {
      const planned = await plan(tx, what);
      store.afterCommit(tx, kick);
      return planned;
    },

    async planFrom(tx, what) {
      const planned = await planFrom(tx, what);
      store.afterCommit(tx, kick);
      return planned;
    },

    progress: async (which) => progressOf(store.db, await messagesOf(store.db, which)),
    async reasons({ carrier, ...which }) {
      const { to: _to, ...named } = which;
      const all = Object.values(named).every((id) => id === undefined);
      return reasonsOf(store.db, all ? null : await messagesOf(store.db, which), carrier);
    },
    proof: (recipientId, page) => proofOf(store.db, recipientId, page),

    async list({ incidentId, updateId, messageId, recipientId, carrier, state, after, limit = 50 }) {
      let query = deliveries()
        .orderBy('d.id', 'desc')
        .limit(limit + 1);
      // Through the few messages, by whose ids the deliveries are found.
      if (incidentId || updateId || messageId) {
        const messageIds = await messagesOf(store.db, { incidentId, updateId, messageId });
        if (messageIds.length === 0) return { items: [], next: null };
        query = query.where('d.messageId', 'in', messageIds);
      }
      if (recipientId) query = query.where('d.recipientId', '=', recipientId);
      if (carrier) query = query.where('d.carrier', '=', carrier);
      if (state) query = query.where(STATE, '=', state);
      if (after) query = query.where('d.id', '<', after);
      const rows = await query.execute();
      const items = rows.slice(0, limit).map(toDelivery);
      return { items, next: rows.length > limit ? items.at(-1)!.id : null };
    },

    get,

    async replay(id) {
      const delivery = await get(id);
      if (delivery.state !== 'failed')
        throw new Problem(
          'state.conflict',
          `Only a failed delivery can be replayed; this one is ${delivery.state}.`,
        );
      // From the beginning of the ladder, and a day of patience from now, not from when it was planned.
      await replayAll({ store, clock }, { id });
      kick();
      return get(id);
    },

    async replayAll(filter, tx) {
      const replayed = await replayAll({ store, clock }, filter, tx);
      if (tx) store.afterCommit(tx, kick);
      else kick();
      return replayed;
    },

    async erase(recipientId, tx) {
      const db = tx ?? store.db;
      await counted(
        sql`
        update carriers_delivery d
        set state = 'suppressed', settled_at = ${clock.now()}::timestamptz
        from unqueued u where d.id = u.id and d.shard = u.shard
        returning d.id, d.message_id, d.carrier, d.state`,
        {
          before: unqueued(sql`
            select id from carriers_delivery
            where recipient_id = ${recipientId} and state in ('planned', 'deferred')`),
        },
      ).execute(db);
      await sql`
        update carriers_delivery
        set address = '', address_hash = '', private = null, why = null,
          receipt = case when receipt is null then null else '{"erased": true}'::jsonb end,
          last_error = case when last_error is null then null else 'Erased with its recipient.' end
        where recipient_id = ${recipientId}`.execute(db);
      await markStop(db, clock.now());
    },

    lift: (carrier, address, tx) => suppression.lift(tx ?? store.db, carrier, address),
    ...given,
  };
}

type Row = {
  [K in Exclude<keyof Delivery, 'address' | 'receipt' | 'nextAt'>]: Delivery[K];
} & { address: string; receipt: unknown; nextAt: string | null };

function toDelivery(row: Row): Delivery {
  const { id, messageId, kind, incidentId, updateId, carrier, recipientId, recipientKind, locale, state } =
    row;
  const { attempts, lastError, supersededBy, because, createdAt, settledAt } = row;
  return {
    id,
    messageId,
    kind,
    incidentId,
    updateId,
    carrier,
    recipientId,
    recipientKind,
    address: maskAddress(row.address),
    locale,
    state,
    attempts,
    nextAt: row.nextAt,
    receipt: row.receipt as Delivery['receipt'],
    lastError,
    supersededBy,
    because,
    createdAt,
    settledAt,
  };
}
