/** Looking at subscribers: one, many by what they are, how many, and whoever is to hear of something. Changes nothing. */
import { Subscriber } from '@candor/protocol/audience.ts';
import { sql } from 'kysely';
import { addressHash } from '#lib/address-hash.ts';
import type { Clock } from '#lib/clock.ts';
import { Problem } from '#lib/problem.ts';
import type { Store, Tx } from '#store';
import { spellingsOf } from './address.ts';
import type { AudienceTables } from './tables.ts';

export type SubscriberRow = Subscriber & { secret: string | null };

export type SubscriberFilter = {
  state?: Subscriber['state'] | undefined;
  carrier?: string | undefined;
  /** An exact address, in whatever case. */
  q?: string | undefined;
  segment?: string | undefined;
  plan?: string | undefined;
  region?: string | undefined;
  /** Whoever chose this component. */
  componentId?: string | undefined;
  quarantined?: boolean | undefined;
  after?: string | undefined;
  limit: number;
};

export type Reading = {
  list(which: SubscriberFilter): Promise<Subscriber[]>;
  /** Everybody who fits, in batches, with what only the house may know. */
  each(which: Omit<SubscriberFilter, 'after' | 'limit'>): AsyncGenerator<SubscriberRow[]>;
  get(id: string, tx?: Tx): Promise<SubscriberRow>;
  find(carrier: string, address: string, tx?: Tx): Promise<SubscriberRow | null>;
  findByHash(carrier: string, hash: string): Promise<SubscriberRow | null>;
  counts(): Promise<Record<Subscriber['state'], number>>;
  /** Of the active ones: by carrier, and how many are in quarantine. */
  activeCounts(): Promise<{ carriers: Record<string, number>; quarantined: number }>;
  /** Everybody who asked about these components, in batches, for what is asked of them afterwards. */
  who(tx: Tx, what: { componentIds: readonly string[]; note: boolean }): AsyncGenerator<SubscriberRow[]>;
  /** Whether anybody at all wants this format, so that nothing is made for nobody. */
  anyoneWants(tx: Tx, format: Subscriber['format']): Promise<boolean>;
};

const BATCH = 1_000;

export function toRow({
  confirmSentAt: _,
  addressHash: _hash,
  secret,
  ...row
}: {
  confirmSentAt: string | null;
  addressHash: string;
  secret: string | null;
}): SubscriberRow {
  return { ...Subscriber.parse(row), secret };
}

export function createReading({ store, clock }: { store: Store; clock: Clock }): Reading {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<AudienceTables>();
  const all = (tx?: Tx) => on(tx).selectFrom('audienceSubscriber').selectAll();

  async function page({
    state,
    carrier,
    q,
    segment,
    plan,
    region,
    componentId,
    quarantined,
    after,
    limit,
  }: SubscriberFilter) {
    let query = all().orderBy('id').limit(limit);
    if (state) query = query.where('state', '=', state);
    if (carrier) query = query.where('carrier', '=', carrier);
    if (q) {
      const ways = carrier
        ? [carrier]
        : (await on().selectFrom('audienceSubscriber').select('carrier').distinct().execute()).map(
            (row) => row.carrier,
          );
      const hashes = ways.flatMap((way) => spellingsOf(q).map((address) => addressHash(way, address)));
      query = query.where('addressHash', 'in', hashes.length > 0 ? hashes : ['']);
    }
    if (segment) query = query.where('segment', '=', segment);
    if (plan) query = query.where('plan', '=', plan);
    if (region) query = query.where('region', '=', region);
    if (componentId)
      query = query.where(sql<boolean>`component_ids @> ${JSON.stringify([componentId])}::jsonb`);
    if (quarantined !== undefined) query = query.where('quarantinedAt', quarantined ? 'is not' : 'is', null);
    if (after) query = query.where('id', '>', after);
    return (await query.execute()).map(toRow);
  }

  const reading: Reading = {
    async list(which) {
      return (await page(which)).map(({ secret: _, ...subscriber }) => subscriber);
    },
    async *each(which) {
      for (let after = ''; ; ) {
        const rows = await page({ ...which, after, limit: BATCH });
        if (rows.length > 0) yield rows;
        if (rows.length < BATCH) return;
        after = rows.at(-1)!.id;
      }
    },
    async get(id, tx) {
      const row = await all(tx).where('id', '=', id).executeTakeFirst();
      if (!row) throw new Problem('not-found', `There is no subscriber ${id}.`);
      return toRow(row);
    },
    async find(carrier, address, tx) {
      const row = await all(tx)
        .where('carrier', '=', carrier)
        .where(sql<string>`lower(address)`, '=', address.toLowerCase())
        .executeTakeFirst();
      return row ? toRow(row) : null;
    },
    async findByHash(carrier, hash) {
      const row = await all()
        .where('addressHash', '=', hash)
        .where('carrier', '=', carrier)
        .executeTakeFirst();
      return row ? toRow(row) : null;
    },
    async counts() {
      const rows = await on()
        .selectFrom('audienceSubscriber')
        .select(['state', (eb) => eb.fn.countAll<number>().as('count')])
        .groupBy('state')
        .execute();
      return {
        pending: 0,
        active: 0,
        unsubscribed: 0,
        suppressed: 0,
        ...Object.fromEntries(rows.map((row) => [row.state, Number(row.count)])),
      };
    },
    async activeCounts() {
      const rows = await on()
        .selectFrom('audienceSubscriber')
        .select(['carrier', (eb) => eb.fn.countAll<number>().as('count')])
        .select((eb) => eb.fn.count<number>('quarantinedAt').as('quarantined'))
        .where('state', '=', 'active')
        .groupBy('carrier')
        .execute();
      return {
        carriers: Object.fromEntries(rows.map(({ carrier, count }) => [carrier, Number(count)])),
        quarantined: rows.reduce((sum, { quarantined }) => sum + Number(quarantined), 0),
      };
    },
    async anyoneWants(tx, format) {
      const one = await on(tx)
        .selectFrom('audienceSubscriber')
        .select('id')
        .where('format', '=', format)
        .where('state', '=', 'active')
        .limit(1)
        .executeTakeFirst();
      return one !== undefined;
    },
    async *who(tx, { componentIds, note }) {
      for (let after = ''; ; ) {
        let query = all(tx)
          .where('state', '=', 'active')
          .where('quarantinedAt', 'is', null)
          .where((eb) => eb.or([eb('pausedUntil', 'is', null), eb('pausedUntil', '<=', clock.now())]))
          .where('id', '>', after)
          .orderBy('id')
          .limit(BATCH);
        if (note) query = query.where('everyNote', '=', true);
        if (componentIds.length > 0)
          query = query.where((eb) =>
            eb.or([
              // Nothing chosen: everything.
              eb.and([
                eb('componentIds', 'is', null),
                eb('groupIds', 'is', null),
                eb('incidentIds', 'is', null),
              ]),
              sql<boolean>`exists (select 1 from jsonb_array_elements_text(component_ids) as wanted where wanted in (${sql.join(componentIds)}))`,
            ]),
          );
        const rows = (await query.execute()).map(toRow);
        if (rows.length > 0) yield rows;
        if (rows.length < BATCH) return;
        after = rows.at(-1)!.id;
      }
    },
  };
  return reading;
}
