/**
 * The trail of consent: what was asked, agreed to, changed and taken back, when, and through which form, import or
 * hand. It holds no address of a machine. Written in the transaction of the change; erased with its subscriber.
 */
import type { ConsentEntry } from '@candor/protocol/audience.ts';
import { sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import type { Store, Tx } from '#store';
import type { AudienceTables } from './tables.ts';

/** Of subscribers who came by themselves. */
export const PAGE_SOURCE = 'page';
/** Which text a reader agreed to: raised whenever the questions of the form change their meaning. */
export const FORM_VERSION = 2;

/** Who says so, and what is worth keeping beside it. */
export type Said = { source: string; detail?: Record<string, unknown> };

export type Consents = {
  note(tx: Tx, subscriberIds: readonly string[], what: ConsentEntry['what'], said: Said): Promise<void>;
  of(subscriberId: string, tx?: Tx): Promise<ConsentEntry[]>;
};

export function createConsents({ store, clock, ids }: { store: Store; clock: Clock; ids: Ids }): Consents {
  return {
    async note(tx, subscriberIds, what, { source, detail = {} }) {
      if (subscriberIds.length === 0) return;
      const rows = JSON.stringify(subscriberIds.map((subscriber) => ({ id: ids.next('cns'), subscriber })));
      await sql`
        insert into audience_consent (id, subscriber_id, at, what, source, detail)
        select r.id, r.subscriber, ${clock.now()}::timestamptz, ${what}::text, ${source}::text, ${JSON.stringify(detail)}::jsonb
        from jsonb_to_recordset(${rows}::jsonb) as r (id text, subscriber text)`.execute(tx);
    },
    async of(subscriberId, tx) {
      return (tx ?? store.db)
        .withTables<AudienceTables>()
        .selectFrom('audienceConsent')
        .select(['at', 'what', 'source', 'detail'])
        .where('subscriberId', '=', subscriberId)
        .orderBy('id')
        .execute();
    },
  };
}
