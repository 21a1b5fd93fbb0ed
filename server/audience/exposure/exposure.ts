/**
 * Measured exposure: which part of whose use an outage of a component hits. Whoever measures it (an import, a later
 * room) records it here by this door; telling reads it to decide who is told first. Nothing is guessed: who has no
 * row is not known to be affected. Kept while it is fresh, replaced by the next measurement.
 */
import type { Exposure } from '@candor/protocol/told.ts';
import { sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import { Problem } from '#lib/problem.ts';
import type { Store, Tx } from '#store';
import type { AudienceTables } from '../tables.ts';

export type ExposureKind = Exposure['kind'];

export type Exposures = {
  /** The newest measurement replaces an older one of the same component and whom; 0 removes it. */
  record(exposures: readonly Exposure[], tx?: Tx): Promise<void>;
  list(componentId: string, limit: number): Promise<Exposure[]>;
  /** Of which kinds there is anything fresh about these components. */
  kinds(tx: Tx, componentIds: readonly string[]): Promise<ExposureKind[]>;
};

const FRESH_MS = 30 * 86_400_000;
const FOREIGN_KEY = '23503';

/** From when on a measurement still says something about today. */
export const freshSince = (clock: Clock) => new Date(clock.nowMs() - FRESH_MS).toISOString();

export function createExposures({ store, clock }: { store: Store; clock: Clock }): Exposures {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<AudienceTables>();
  return {
    async record(exposures, tx) {
      // The last of two about the same stands, as if they had come one after the other.
      const rows = [
        ...new Map(exposures.map((row) => [`${row.componentId} ${row.kind} ${row.value}`, row])).values(),
      ];
      const batch = JSON.stringify(
        rows.map(({ componentId, kind, value, weight, at }) => ({
          component_id: componentId,
          kind,
          value,
          weight,
          at: at ?? clock.now(),
        })),
      );
      const given = sql`jsonb_to_recordset(${batch}::jsonb) as r (component_id text, kind text, value text, weight double precision, at timestamptz)`;
      const write = async (trx: Tx) => {
        await sql`
          insert into audience_exposure (component_id, kind, value, weight, at)
          select r.component_id, r.kind, r.value, r.weight, r.at from ${given} where r.weight > 0
          on conflict (component_id, kind, value) do update set weight = excluded.weight, at = excluded.at
          where audience_exposure.at <= excluded.at`.execute(trx);
        await sql`
          delete from audience_exposure e using ${given}
          where r.weight = 0 and e.component_id = r.component_id and e.kind = r.kind and e.value = r.value
            and e.at <= r.at`.execute(trx);
      };
      try {
        await (tx ? write(tx) : store.transaction(write));
      } catch (error) {
        if ((error as { code?: string }).code !== FOREIGN_KEY) throw error;
        throw new Problem(
          'request.invalid',
          'A subscriber or customer of this list does not exist; nothing was recorded.',
          { errors: [{ path: 'items', message: String((error as { detail?: string }).detail ?? '') }] },
        );
      }
    },
    async list(componentId, limit) {
      const rows = await on()
        .selectFrom('audienceExposure')
        .select(['componentId', 'kind', 'value', 'weight', 'at'])
        .where('componentId', '=', componentId)
        .orderBy('weight', 'desc')
        .orderBy('kind')
        .orderBy('value')
        .limit(limit)
        .execute();
      return rows;
    },
    async kinds(tx, componentIds) {
      if (componentIds.length === 0) return [];
      const rows = await on(tx)
        .selectFrom('audienceExposure')
        .select('kind')
        .where('componentId', 'in', componentIds)
        .where('at', '>=', freshSince(clock))
        .distinct()
        .execute();
      return rows.map(({ kind }) => kind);
    },
  };
}
