/**
 * Subscribers: people (and machines) who asked to be told. Nobody is written to before they confirmed; who ended a
 * subscription stays ended until they ask again themselves; and the answer to a sign-up never says whether an
 * address is known.
 */
import { randomBytes } from 'node:crypto';
import type { PreferencesInput, SubscribeInput, SubscriberInput } from '@candor/protocol/audience.ts';
import {
  SubscriberInput as Input,
  PreferencesInput as Preferences,
  SubscribeInput as SignUp,
  Subscriber,
} from '@candor/protocol/audience.ts';
import { sql } from 'kysely';
import { addressHash } from '#lib/address-hash.ts';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { Store, Tx } from '#store';
import type { AudienceTables } from './tables.ts';

export type SubscriberRow = Subscriber & { secret: string | null };

export type Subscribers = {
  list(which: { state?: Subscriber['state']; after?: string; limit: number }): Promise<Subscriber[]>;
  get(id: string, tx?: Tx): Promise<SubscriberRow>;
  counts(): Promise<Record<Subscriber['state'], number>>;
  /** Added by staff or an import. */
  add(input: SubscriberInput, by: string): Promise<SubscriberRow>;
  /** A visitor's wish; answers the subscriber to ask for confirmation, or null when nothing is to be sent. */
  signUp(input: SubscribeInput): Promise<SubscriberRow | null>;
  confirm(id: string): Promise<SubscriberRow>;
  changePreferences(id: string, input: PreferencesInput): Promise<SubscriberRow>;
  end(id: string, state: 'unsubscribed' | 'suppressed', why: string, tx?: Tx): Promise<void>;
  /** Removes every trace of one person from this room. */
  erase(id: string): Promise<void>;
  /** Everybody who is to hear of these components, in batches. */
  who(
    tx: Tx,
    what: { componentIds: readonly string[]; note: boolean; format?: Subscriber['format'] },
  ): AsyncGenerator<SubscriberRow[]>;
  /** Whether anybody at all wants this format, so that nothing is made for nobody. */
  anyoneWants(tx: Tx, format: Subscriber['format']): Promise<boolean>;
};

/** A second confirmation mail to the same address is sent at the earliest after this long. */
const CONFIRM_AGAIN_MS = 10 * 60_000;
const BATCH = 1_000;

export function createSubscribers({
  store,
  clock,
  ids,
}: {
  store: Store;
  clock: Clock;
  ids: Ids;
}): Subscribers {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<AudienceTables>();
  const toRow = ({
    confirmSentAt: _,
    addressHash: _hash,
    secret,
    ...row
  }: {
    confirmSentAt: string | null;
    addressHash: string;
    secret: string | null;
  }): SubscriberRow => ({
    ...Subscriber.parse(row),
    secret,
  });
  const json = (componentIds: string[] | null) => (componentIds ? JSON.stringify(componentIds) : null);
  const byAddress = (carrier: string, address: string, tx?: Tx) =>
    on(tx)
      .selectFrom('audienceSubscriber')
      .selectAll()
      .where('carrier', '=', carrier as 'email')
      .where(sql<string>`lower(address)`, '=', address.toLowerCase())
      .executeTakeFirst();

  const subscribers: Subscribers = {
    async list({ state, after, limit }) {
      let query = on().selectFrom('audienceSubscriber').selectAll().orderBy('id').limit(limit);
      if (state) query = query.where('state', '=', state);
      if (after) query = query.where('id', '>', after);
      return (await query.execute()).map((row) => {
        const { secret: _, ...subscriber } = toRow(row);
        return subscriber;
      });
    },
    async get(id, tx) {
      const row = await on(tx)
        .selectFrom('audienceSubscriber')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      if (!row) throw new Problem('not-found', `There is no subscriber ${id}.`);
      return toRow(row);
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
    async add(given, by) {
      const input = Input.parse(given);
      if (await byAddress(input.carrier, input.address))
        throw new Problem(
          'state.conflict',
          'This address is subscribed already; change or remove that subscription instead.',
        );
      const active = input.carrier === 'webhook' || input.confirmed;
      const id = ids.next('sub');
      await on()
        .insertInto('audienceSubscriber')
        .values({
          id,
          carrier: input.carrier,
          address: input.address,
          addressHash: addressHash(input.carrier, input.address),
          state: active ? 'active' : 'pending',
          locale: input.locale,
          timeZone: input.timeZone,
          componentIds: json(input.componentIds),
          everyNote: input.everyNote,
          format: input.carrier === 'webhook' ? input.format : 'candor',
          secret:
            input.carrier === 'webhook'
              ? (input.secret ?? `whsec_${randomBytes(24).toString('base64')}`)
              : null,
          source: by,
          createdAt: clock.now(),
          confirmedAt: active ? clock.now() : null,
        } as never)
        .execute();
      return subscribers.get(id);
    },
    async signUp(given) {
      const input = SignUp.parse(given);
      const wish = {
        locale: input.locale,
        timeZone: input.timeZone,
        componentIds: json(input.componentIds),
        everyNote: input.everyNote,
      };
      const known = await byAddress('email', input.email);
      if (!known) {
        const id = ids.next('sub');
        await on()
          .insertInto('audienceSubscriber')
          .values({
            id,
            carrier: 'email',
            address: input.email,
            addressHash: addressHash('email', input.email),
            state: 'pending',
            ...wish,
            source: 'page',
            createdAt: clock.now(),
            confirmSentAt: clock.now(),
          } as never)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        return subscribers.get(id);
      }
      const askedLately =
        known.confirmSentAt !== null && clock.nowMs() - Date.parse(known.confirmSentAt) < CONFIRM_AGAIN_MS;
      // An active subscriber gets no mail: a stranger who types the address learns nothing and disturbs nobody.
      if (known.state === 'active' || known.state === 'suppressed' || askedLately) return null;
      await on()
        .updateTable('audienceSubscriber')
        .set({ ...wish, state: 'pending', confirmSentAt: clock.now() })
        .where('id', '=', known.id)
        .execute();
      return subscribers.get(known.id);
    },
    async confirm(id) {
      const subscriber = await subscribers.get(id);
      if (subscriber.state === 'pending')
        await on()
          .updateTable('audienceSubscriber')
          .set({ state: 'active', confirmedAt: clock.now(), endedAt: null, endedWhy: null })
          .where('id', '=', id)
          .where('state', '=', 'pending')
          .execute();
      return subscribers.get(id);
    },
    async changePreferences(id, given) {
      const { componentIds, ...input } = Preferences.parse(given);
      await subscribers.get(id);
      await on()
        .updateTable('audienceSubscriber')
        .set({ ...input, componentIds: json(componentIds) })
        .where('id', '=', id)
        .execute();
      return subscribers.get(id);
    },
    async end(id, state, why, tx) {
      await on(tx)
        .updateTable('audienceSubscriber')
        .set({ state, endedAt: clock.now(), endedWhy: why })
        .where('id', '=', id)
        .where('state', 'in', ['pending', 'active'])
        .execute();
    },
    async erase(id) {
      const gone = await on().deleteFrom('audienceSubscriber').where('id', '=', id).executeTakeFirst();
      if (gone.numDeletedRows === 0n) throw new Problem('not-found', `There is no subscriber ${id}.`);
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
    async *who(tx, { componentIds, note, format }) {
      for (let after = ''; ; ) {
        let query = on(tx)
          .selectFrom('audienceSubscriber')
          .selectAll()
          .where('state', '=', 'active')
          .where('id', '>', after)
          .orderBy('id')
          .limit(BATCH);
        if (format) query = query.where('format', '=', format);
        if (note) query = query.where('everyNote', '=', true);
        if (componentIds.length > 0)
          query = query.where((eb) =>
            eb.or([
              eb('componentIds', 'is', null),
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
  return subscribers;
}
