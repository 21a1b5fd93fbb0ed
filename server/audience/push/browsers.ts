/**
 * Browsers as subscribers. The endpoint is the address, so the same browser is the same subscriber; its keys are the
 * secret beside it, and nobody changes or ends a subscription who cannot name them. The permission that the browser
 * asked its reader for is the consent.
 */
import { timingSafeEqual } from 'node:crypto';
import type { PushProof, PushSubscribeInput } from '@candor/protocol/push.ts';
import { sql } from 'kysely';
import { addressHash } from '#lib/address-hash.ts';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { Store, Tx } from '#store';
import type { Consents } from '../consent.ts';
import type { AudienceTables } from '../tables.ts';

const CARRIER = 'webpush';
const BROWSER = { source: 'permission of the browser' };

export type Browsers = {
  /** Answers the subscriber's id. The same again changes nothing but the choice. */
  subscribe(input: PushSubscribeInput): Promise<string>;
  /** Says nothing about whether there was one. */
  end(proof: PushProof): Promise<void>;
};

export function createBrowsers({
  store,
  clock,
  ids,
  consents,
}: {
  store: Store;
  clock: Clock;
  ids: Ids;
  consents: Consents;
}): Browsers {
  const on = (tx: Tx) => tx.withTables<AudienceTables>();
  const find = async (tx: Tx, { endpoint, keys }: PushProof) => {
    const row = await on(tx)
      .selectFrom('audienceSubscriber')
      .select(['id', 'secret', 'state'])
      .where('carrier', '=', CARRIER)
      .where(sql<string>`lower(address)`, '=', endpoint.toLowerCase())
      .forUpdate()
      .executeTakeFirst();
    return row && { ...row, isTheirs: isSame(row.secret?.split('.')[1], keys.auth) };
  };

  return {
    subscribe: (input) =>
      store.transaction(async (tx) => {
        const { endpoint, keys } = input;
        const place = {
          address: endpoint,
          addressHash: addressHash(CARRIER, endpoint),
          secret: `${keys.p256dh}.${keys.auth}`,
        };
        const choice = {
          locale: input.locale,
          timeZone: input.timeZone,
          componentIds: input.componentIds ? JSON.stringify(input.componentIds) : null,
        };
        const consent = { state: 'active', confirmedAt: clock.now(), endedAt: null, endedWhy: null } as const;
        const known = await find(tx, input);
        if (known && !known.isTheirs)
          throw new Problem(
            'state.conflict',
            'This browser is subscribed with other keys; switch it off there first.',
          );
        const before = known ? undefined : input.was ? await find(tx, input.was) : undefined;
        const replaced = before?.isTheirs && before.state === 'active' ? before : undefined;
        const id = known?.id ?? replaced?.id;
        if (id) {
          await on(tx)
            .updateTable('audienceSubscriber')
            .set(known ? { ...choice, ...consent } : place)
            .where('id', '=', id)
            .execute();
          await consents.note(tx, [id], known ? 'confirmed' : 'changed', BROWSER);
          return id;
        }
        const fresh = ids.next('sub');
        const made = await on(tx)
          .insertInto('audienceSubscriber')
          .values({
            id: fresh,
            carrier: CARRIER,
            ...place,
            ...choice,
            ...consent,
            everyNote: false,
            source: 'page',
            createdAt: clock.now(),
          } as never)
          .onConflict((conflict) => conflict.doNothing())
          .returning('id')
          .executeTakeFirst();
        // Another tab of the same browser may have been quicker.
        if (made) await consents.note(tx, [fresh], 'confirmed', BROWSER);
        return fresh;
      }),
    end: (proof) =>
      store.transaction(async (tx) => {
        const known = await find(tx, proof);
        if (!known?.isTheirs) return;
        await on(tx)
          .updateTable('audienceSubscriber')
          .set({ state: 'unsubscribed', endedAt: clock.now(), endedWhy: 'switched off in the browser' })
          .where('id', '=', known.id)
          .where('state', '=', 'active')
          .execute();
      }),
  };
}

function isSame(known: string | undefined, given: string): boolean {
  const [a, b] = [Buffer.from(known ?? ''), Buffer.from(given)];
  return a.length > 0 && a.length === b.length && timingSafeEqual(a, b);
}
