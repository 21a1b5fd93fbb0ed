/** What an audience may name: the plans, segments and regions that somebody here has. Reads only. */

import type { Subscriber } from '@candor/protocol/audience.ts';
import type { UpdateAudience } from '@candor/protocol/told.ts';
import { sql } from 'kysely';
import { Problem } from '#lib/problem.ts';
import type { Store, Tx } from '#store';
import type { AudienceTables } from './tables.ts';

export type Traits = { plans: string[]; segments: string[]; regions: string[] };

export type TraitShelf = {
  known(tx?: Tx): Promise<Traits>;
  /** The segments that there are, as they were written: found by steps in an index, however many are subscribed. */
  segments(tx?: Tx): Promise<string[]>;
  /** Throws `request.invalid` that names what is known, because an update to a plan with a typing error is told to nobody. */
  refuseUnknown(audience: UpdateAudience, tx?: Tx): Promise<void>;
  /** Every subscription of an address, by whatever carrier. */
  statesOf(address: string, tx?: Tx): Promise<Pick<Subscriber, 'id' | 'carrier' | 'state' | 'format'>[]>;
};

const SHOWN = 30;

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
      const steps = (table: string, where: string) => sql`(
        with recursive step as (
          (select segment from ${sql.table(table)} where ${sql.raw(where)} order by segment limit 1)
          union all
          select (select t.segment from ${sql.table(table)} t
            where ${sql.raw(where)} and t.segment > step.segment order by t.segment limit 1)
          from step where step.segment is not null
        )
        select segment from step where segment is not null)`;
      const { rows } = await sql<{ segment: string }>`
        ${steps('audience_subscriber', "state = 'active' and segment is not null")}
        union ${steps('audience_customer', 'segment is not null')} order by segment`.execute(tx ?? store.db);
      return rows.map(({ segment }) => segment);
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
        .where(sql<string>`lower(address)`, '=', address.toLowerCase())
        .orderBy('carrier')
        .limit(20)
        .execute(),
  };
  return traits;
}
