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
import type { Echoed } from './echoes.ts';
import { addressHash, maskAddress } from './keys.ts';
import type { createPlanner } from './plan.ts';
import type { CarriersTables } from './tables.ts';

export type Suppressed = {
  carrier: string;
  address: string;
  recipientId: string;
  recipientKind: Delivery['recipientKind'];
  reason: string;
  /** What the receiver said later, when it was not the answer to a delivery. */
  event?: Echo['event'];
};

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
  plan: ReturnType<typeof createPlanner>;
  progress(which: {
    incidentId?: string | undefined;
    updateId?: string | undefined;
  }): Promise<DeliveryProgress>;
  list(filter: DeliveryFilter): Promise<{ items: Delivery[]; next: string | null }>;
  get(id: string): Promise<Delivery>;
  /** A dead letter is tried once more, under its old id. */
  replay(id: string): Promise<Delivery>;
  /** Removes the address and everything personal of this recipient; what still waited is suppressed. */
  erase(recipientId: string, tx?: Tx): Promise<void>;
  /** Notes what came back about a delivery of this way out, once. */
  echo(echo: Echo, way: string): Promise<Echoed>;
  /** The address may be written to again, because its owner asked. */
  lift(carrier: string, address: string, tx?: Tx): Promise<void>;
  /** A hint that deliveries moved; incidents that were touched, null for those without one. */
  onChange(listener: (incidentIds: ReadonlySet<string | null>) => void): void;
  /** In the transaction that suppresses the address: the audience marks its subscriber. */
  onSuppressed(listener: (tx: Tx, suppressed: Suppressed) => Promise<void>): void;
};

const OPEN = ['planned', 'leased', 'deferred'] as const;

export function createLedger({
  store,
  clock,
  plan,
  kick,
  onChange,
  onSuppressed,
  echo,
}: {
  store: Store;
  clock: Clock;
  plan: Ledger['plan'];
  kick: () => void;
  onChange: Ledger['onChange'];
  onSuppressed: Ledger['onSuppressed'];
  echo: Ledger['echo'];
}): Ledger {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<CarriersTables>();

  async function get(id: string): Promise<Delivery> {
    const row = await on().selectFrom('carriersDelivery').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) throw new Problem('not-found', `There is no delivery ${id}.`);
    return toDelivery(row);
  }

  return {
    async plan(tx, what) {
      const planned = await plan(tx, what);
      store.afterCommit(tx, kick);
      return planned;
    },

    async progress({ incidentId, updateId }) {
      let query = on()
        .selectFrom('carriersDelivery')
        .select(['carrier', 'state', (eb) => eb.fn.countAll<string>().as('count')])
        .groupBy(['carrier', 'state'])
        .orderBy('carrier');
      if (incidentId) query = query.where('incidentId', '=', incidentId);
      if (updateId) query = query.where('updateId', '=', updateId);
      const carriers = new Map<string, Partial<Record<DeliveryState, number>>>();
      const total: Partial<Record<DeliveryState, number>> = {};
      for (const { carrier, state, count } of await query.execute()) {
        carriers.set(carrier, { ...carriers.get(carrier), [state]: Number(count) });
        total[state] = (total[state] ?? 0) + Number(count);
      }
      return {
        total: full(total),
        carriers: [...carriers].map(([carrier, states]) => ({ carrier, states: full(states) })),
        settled: OPEN.every((state) => !total[state]),
      };
    },

    async list({ incidentId, updateId, messageId, recipientId, carrier, state, after, limit = 50 }) {
      let query = on()
        .selectFrom('carriersDelivery')
        .selectAll()
        .orderBy('id', 'desc')
        .limit(limit + 1);
      if (incidentId) query = query.where('incidentId', '=', incidentId);
      if (updateId) query = query.where('updateId', '=', updateId);
      if (messageId) query = query.where('messageId', '=', messageId);
      if (recipientId) query = query.where('recipientId', '=', recipientId);
      if (carrier) query = query.where('carrier', '=', carrier);
      if (state) query = query.where('state', '=', state);
      if (after) query = query.where('id', '<', after);
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
      await on()
        .updateTable('carriersDelivery')
        .set({ state: 'planned', attempts: 0, nextAt: clock.now(), settledAt: null, triesSince: clock.now() })
        .where('id', '=', id)
        .where('state', '=', 'failed')
        .execute();
      kick();
      return get(id);
    },

    async erase(recipientId, tx) {
      await sql`
        update carriers_delivery
        set address = '', address_hash = '', private = null,
          receipt = case when receipt is null then null else '{"erased": true}'::jsonb end,
          last_error = case when last_error is null then null else 'Erased with its recipient.' end,
          settled_at = case when state in ('planned', 'deferred') then ${clock.now()}::timestamptz else settled_at end,
          state = case when state in ('planned', 'deferred') then 'suppressed' else state end
        where recipient_id = ${recipientId}`.execute(on(tx));
    },

    async lift(carrier, address, tx) {
      await on(tx)
        .deleteFrom('carriersSuppression')
        .where('carrier', '=', carrier)
        .where('addressHash', '=', addressHash(carrier, address))
        .execute();
    },

    echo,
    onChange,
    onSuppressed,
  };
}

const full = (states: Partial<Record<DeliveryState, number>>): Record<DeliveryState, number> => ({
  planned: 0,
  leased: 0,
  deferred: 0,
  accepted: 0,
  failed: 0,
  suppressed: 0,
  superseded: 0,
  ...states,
});

type Row = {
  [K in Exclude<keyof Delivery, 'address' | 'receipt' | 'nextAt'>]: Delivery[K];
} & { address: string; receipt: unknown; nextAt: string };

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
    nextAt: state === 'planned' || state === 'deferred' ? row.nextAt : null,
    receipt: row.receipt as Delivery['receipt'],
    lastError,
    supersededBy,
    because,
    createdAt,
    settledAt,
  };
}
