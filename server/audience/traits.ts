/** What an audience may name: the plans, segments and regions that somebody here has. Reads only. */

import type { Subscriber } from '@candor/protocol/audience.ts';
import type { UpdateAudience } from '@candor/protocol/told.ts';
import { sql } from 'kysely';
import { Problem } from '#lib/problem.ts';
import { segmentKeySql } from '#lib/segment-key.ts';
import type { Store, Tx } from '#store';
import { spellingsOf } from './address.ts';
import type { AudienceTables } from './tables.ts';

export type Traits = { plans: string[]; segments: string[]; regions: string[] };

export type TraitShelf = {
  known(tx?: Tx): Promise<Traits>;
  /** The first hundred segments that there are, by the keys of their names. */
  segments(tx?: Tx): Promise<string[]>;
  /** Those of these keys of which somebody is. */
  segmentsAmong(keys: readonly string[], tx?: Tx): Promise<string[]>;
  /** Throws `request.invalid` that names what is known, because an update to a plan with a typing error is told to nobody. */
  refuseUnknown(audience: UpdateAudience, tx?: Tx): Promise<void>;
  /** Every subscription of an address, by whatever carrier. */
  statesOf(address: string, tx?: Tx): Promise<Pick<Subscriber, 'id' | 'carrier' | 'state' | 'format'>[]>;
};

const SHOWN = 30;
const MOST_SEGMENTS = 100;
const KEY = sql.raw(segmentKeySql('segment'));
const OF_SEGMENTS = [
  ['audience_subscriber', "state = 'active' and segment is not null"],
  ['audience_customer', 'segment is not null'],
] as const;

export function createTraits({ store }: { store: Store }): TraitShelf {
  const traits: TraitShelf = {
    async known(tx) {
      const { rows } = await sql<{ trait: keyof Traits; value: string }>`
        select distinct t.trait, t.value from (
          select plan, segment, region from audience_subscriber
          where state = 'active' and (plan is not null or segment is not null or region is not null)
          union all select plan, segment, null from audience_customer where plan is not null or segment is not null
        ) each
        cross join lateral (values ('plans', plan), ('segments', segment), ('regions', region)) as t (trait, value)
        where t.value is not null order by t.trait, t.value`.execute(tx ?? store.db);
      const of = (trait: keyof Traits) => rows.flatMap((row) => (row.trait === trait ? [row.value] : []));
      return { plans: of('plans'), segments: of('segments'), regions: of('regions') };
    },
    async segments(tx) {
      const steps = ([table, where]: (typeof OF_SEGMENTS)[number]) => sql`(
        with recursive step as (
          (select ${KEY} as key from ${sql.table(table)} where ${sql.raw(where)} order by 1 limit 1)
          union all
          select (select ${KEY} from ${sql.table(table)}
            where ${sql.raw(where)} and ${KEY} > step.key order by 1 limit 1)
          from step where step.key is not null
        )
        select key from step where key is not null limit ${MOST_SEGMENTS})`;
      const { rows } = await sql<{ key: string }>`
        ${sql.join(OF_SEGMENTS.map(steps), sql` union `)} order by key limit ${MOST_SEGMENTS}`.execute(
        tx ?? store.db,
      );
      return rows.map(({ key }) => key);
    },
    async segmentsAmong(keys, tx) {
      if (keys.length === 0) return [];
      const there = OF_SEGMENTS.map(
        ([table, where]) =>
          sql`exists (select 1 from ${sql.table(table)} where ${sql.raw(where)} and ${KEY} = asked.key)`,
      );
      const { rows } = await sql<{ key: string }>`
        select asked.key from unnest(${[...keys]}::text[]) as asked (key)
        where ${sql.join(there, sql` or `)}`.execute(tx ?? store.db);
      return rows.map(({ key }) => key);
    },
    async refuseUnknown(audience, tx) {
      const { plans = [], segments = [], regions = [] } = audience;
      if (plans.length + segments.length + regions.length === 0) return;
      const known = await traits.known(tx);
      const errors = Object.entries({ plans, segments, regions }).flatMap(([trait, asked]) => {
        const there = known[trait as keyof Traits];
        const list = there
          .slice(0, SHOWN)
          .map((name) => `"${name}"`)
          .join(', ');
        return asked.flatMap((name, i) =>
          there.includes(name)
            ? []
            : [
                {
                  path: `audience.${trait}.${i}`,
                  message: `No subscriber or customer has the ${trait.slice(0, -1)} "${name}"; known are ${list || 'none'}.`,
                },
              ],
        );
      });
      if (errors.length > 0) throw new Problem('request.invalid', errors[0]!.message, { errors });
    },
    statesOf: (address, tx) =>
      (tx ?? store.db)
        .withTables<AudienceTables>()
        .selectFrom('audienceSubscriber')
        .select(['id', 'carrier', 'state', 'format'])
        .where(
          sql<string>`lower(address)`,
          'in',
          spellingsOf(address).map((each) => each.toLowerCase()),
        )
        .orderBy('carrier')
        .limit(20)
        .execute(),
  };
  return traits;
}
