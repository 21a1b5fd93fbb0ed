/**
 * Subscribers: people (and machines) who asked to be told, by whatever carrier. Nobody is written to before they
 * confirmed; who ended a subscription stays ended until they ask again themselves; and the answer to a sign-up never
 * says whether an address is known. Every change leaves a row in the trail of consent.
 */
import {
  type ConsentEntry,
  SubscriberInput as Input,
  SubscribeInput as SignUp,
  type SubscribeInput,
  type Subscriber,
  type SubscriberEdit,
  type SubscriberInput,
} from '@candor/protocol/audience.ts';
import { addressHash } from '#lib/address-hash.ts';
import type { Clock } from '#lib/clock.ts';
import { DAY_MS, MINUTE_MS } from '#lib/duration.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import { newWebhookSecret, OLD_SECRET_MS, replacedSecret } from '#lib/webhook-secret.ts';
import type { Store, Tx } from '#store';
import { asIf } from './as-if.ts';
import { type Consents, FORM_VERSION, PAGE_SOURCE, type Said } from './consent.ts';
import { createForgetting, type Forgetting } from './forgetting.ts';
import { confirmedBy } from './letters.ts';
import { createReading, type Reading, type SubscriberRow, toRow } from './reading.ts';
import type { AudienceTables } from './tables.ts';

/** `asks`: they are to be written to now; else the writing is done as if, and nothing of it stays. */
export type SignedUp = SubscriberRow & { asks: boolean };

export type Subscribers = Reading &
  Forgetting & {
    /** Added by staff or an import. */
    add(input: SubscriberInput, by: string): Promise<SubscriberRow>;
    /**
     * A visitor's wish; answers whom to write to. Somebody who is subscribed already gets a letter that says so, at
     * most one a day, with the way to their wishes.
     */
    signUp(input: SubscribeInput, said?: Said): Promise<SignedUp | null>;
    confirm(id: string, said?: Said): Promise<SubscriberRow>;
    change(id: string, edit: SubscriberEdit, said: Said, tx?: Tx): Promise<SubscriberRow>;
    /** `event`: what brought it about, where that was said later than the answer to a message. */
    end(
      id: string,
      state: 'unsubscribed' | 'suppressed',
      why: string,
      tx?: Tx,
      event?: string,
    ): Promise<void>;
    /**
     * Nothing more is sent to an endpoint that fails by a stated rule, until somebody releases it.
     * Null when there was nothing to stop.
     */
    quarantine(id: string, rule: string, tx?: Tx): Promise<SubscriberRow | null>;
    /** Ends a quarantine, and a suppression that no complaint brought about. */
    release(id: string, said: Said, tx?: Tx): Promise<SubscriberRow>;
    /** A new secret for a program's calls; the one before signs beside it until `oldUntil`. */
    replaceSecret(id: string, said: Said): Promise<{ secret: string; oldUntil: string }>;
    consent(id: string): Promise<ConsentEntry[]>;
  };

/** A second confirmation to the same address is sent at the earliest after this long. */
const CONFIRM_AGAIN_MS = 10 * MINUTE_MS;
/** To those who are known to be there, or known to be gone, a stranger can have one letter a day sent. */
const LETTER_AGAIN_MS = DAY_MS;
const PAGE: Said = { source: `page, form ${FORM_VERSION}` };

const isEnd = ({ what }: ConsentEntry) => what === 'ended';

const json = (list: readonly string[] | null) => (list ? JSON.stringify(list) : null);
const LISTS = ['componentIds', 'groupIds', 'incidentIds'] as const;

/** As the columns take it. */
const columnsOf = (edit: SubscriberEdit) => ({
  ...edit,
  ...Object.fromEntries(
    LISTS.flatMap((name) => (edit[name] === undefined ? [] : [[name, json(edit[name])]])),
  ),
});

export function createSubscribers({
  store,
  clock,
  ids,
  consents,
}: {
  store: Store;
  clock: Clock;
  ids: Ids;
  consents: Consents;
}): Subscribers {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<AudienceTables>();
  const inside = <T>(tx: Tx | undefined, work: (tx: Tx) => Promise<T>) =>
    tx ? work(tx) : store.transaction(work);
  const reading = createReading({ store, clock });
  const forgetting = createForgetting({ store, clock });

  /** In one transaction with its trail; answers the row, or null when it was not in one of these states. */
  async function turn(
    tx: Tx,
    id: string,
    from: Subscriber['state'][],
    set: object,
    what: ConsentEntry['what'],
    said: Said,
  ) {
    const row = await on(tx)
      .updateTable('audienceSubscriber')
      .set(set)
      .where('id', '=', id)
      .where('state', 'in', from)
      .returningAll()
      .executeTakeFirst();
    if (!row) return null;
    await consents.note(tx, [id], what, said);
    return toRow(row);
  }

  async function insert(tx: Tx, row: Partial<AudienceTables['audienceSubscriber']> | object) {
    const made = await on(tx)
      .insertInto('audienceSubscriber')
      .values({ source: PAGE_SOURCE, createdAt: clock.now(), ...row } as never)
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    return made ? toRow(made) : null;
  }

  const subscribers: Subscribers = {
    ...reading,
    ...forgetting,
    consent: consents.of,

    async add(given, by) {
      const { confirmed, consentSource, secret, everyNote, ...input } = Input.parse(given);
      const isWebhook = input.carrier === 'webhook';
      return store.transaction(async (tx) => {
        // Whoever asked to be forgotten is asked themselves; the staff's word is not enough.
        const forgotten = await forgetting.isForgotten(input.carrier, input.address, tx);
        const active = confirmedBy(input.carrier) === null || (confirmed && !forgotten);
        const made = await insert(tx, {
          ...columnsOf(input),
          id: ids.next('sub'),
          carrier: input.carrier,
          address: input.address,
          addressHash: addressHash(input.carrier, input.address),
          state: active ? 'active' : 'pending',
          everyNote: everyNote ?? isWebhook,
          secret: isWebhook ? (secret ?? newWebhookSecret()) : null,
          source: by,
          confirmSentAt: active ? null : clock.now(),
          confirmedAt: active ? clock.now() : null,
        });
        if (!made)
          throw new Problem(
            'state.conflict',
            'This address is subscribed already; change or remove that subscription instead.',
          );
        await consents.note(tx, [made.id], 'added', {
          source: by,
          detail: { state: made.state, ...(consentSource ? { consentSource } : {}) },
        });
        return made;
      });
    },

    async signUp(given, said = PAGE) {
      const { carrier, address, ...wish } = SignUp.parse(given);
      const columns = columnsOf(wish);
      return store.transaction(async (tx) => {
        const known = await on(tx)
          .selectFrom('audienceSubscriber')
          .select(['id', 'state', 'confirmSentAt'])
          .where('carrier', '=', carrier)
          .where('addressHash', '=', addressHash(carrier, address))
          .forUpdate()
          .executeTakeFirst();
        const now = clock.now();
        if (!known) {
          const isWebhook = carrier === 'webhook';
          const made = await insert(tx, {
            ...columns,
            ...(isWebhook ? { everyNote: true, secret: newWebhookSecret() } : {}),
            id: ids.next('sub'),
            carrier,
            address,
            addressHash: addressHash(carrier, address),
            state: 'pending',
            confirmSentAt: now,
          });
          if (made) await consents.note(tx, [made.id], 'asked', said);
          return made && { ...made, asks: true };
        }
        const isOpen = known.state === 'pending' || known.state === 'unsubscribed';
        const againMs = isOpen ? CONFIRM_AGAIN_MS : LETTER_AGAIN_MS;
        if (known.confirmSentAt !== null && clock.nowMs() - Date.parse(known.confirmSentAt) < againMs)
          return asIf(tx, async () => {
            const row = await reading.get(known.id, tx);
            await turn(tx, known.id, [known.state], { confirmSentAt: now }, 'asked', said);
            return { ...row, asks: false };
          });
        // A stranger who types an address changes nothing of a subscription that is there.
        if (known.state === 'active') {
          await on(tx)
            .updateTable('audienceSubscriber')
            .set({ confirmSentAt: now })
            .where('id', '=', known.id)
            .execute();
          return { ...(await reading.get(known.id, tx)), asks: true };
        }
        // What the staff had added is the reader's own from here on, with what a reader may see.
        const set = { ...columns, state: 'pending', source: PAGE_SOURCE, confirmSentAt: now };
        const turned = await turn(tx, known.id, [known.state], set, 'asked', said);
        return turned && { ...turned, asks: true };
      });
    },

    async confirm(id, said = PAGE) {
      await store.transaction(async (tx) => {
        const set = { state: 'active', confirmedAt: clock.now(), endedAt: null, endedWhy: null };
        const confirmed = await turn(tx, id, ['pending'], set, 'confirmed', said);
        if (confirmed) await forgetting.remember(confirmed, tx);
      });
      return reading.get(id);
    },

    async change(id, edit, said, given) {
      return inside(given, async (tx) => {
        const before = await reading.get(id, tx);
        const after = { ...before, ...edit };
        if (!after.quietFrom !== !after.quietUntil)
          throw new Problem('request.invalid', 'Quiet hours have a beginning and an end.', {
            errors: [{ path: 'quietUntil', message: 'quiet hours have a beginning and an end' }],
          });
        const changed = Object.keys(edit).filter(
          (name) => JSON.stringify(after[name as 'id']) !== JSON.stringify(before[name as 'id']),
        );
        if (changed.length === 0) return before;
        await on(tx)
          .updateTable('audienceSubscriber')
          .set(columnsOf(edit) as object)
          .where('id', '=', id)
          .execute();
        await consents.note(tx, [id], 'changed', { ...said, detail: { ...said.detail, changed } });
        return reading.get(id, tx);
      });
    },

    async replaceSecret(id, said) {
      return store.transaction(async (tx) => {
        const row = await on(tx)
          .selectFrom('audienceSubscriber')
          .select(['carrier', 'state', 'secret'])
          .where('id', '=', id)
          .forUpdate()
          .executeTakeFirst();
        // Throws the problem of somebody who is not there.
        if (!row) await reading.get(id, tx);
        if (row?.carrier !== 'webhook' || row.state !== 'active')
          throw new Problem(
            'state.conflict',
            'Only calls to a program that is subscribed are signed with a secret.',
          );
        const secret = newWebhookSecret();
        const kept = replacedSecret(row.secret, secret, clock.nowMs());
        await turn(tx, id, ['active'], { secret: kept }, 'changed', {
          ...said,
          detail: { ...said.detail, changed: ['secret'] },
        });
        return { secret, oldUntil: new Date(clock.nowMs() + OLD_SECRET_MS).toISOString() };
      });
    },

    async end(id, state, why, given, event) {
      await inside(given, async (tx) => {
        const set = { state, endedAt: clock.now(), endedWhy: why };
        const detail = { state, ...(event ? { event } : {}) };
        await turn(tx, id, ['pending', 'active'], set, 'ended', { source: why, detail });
      });
    },

    async quarantine(id, rule, given) {
      return inside(given, async (tx) => {
        const row = await on(tx)
          .updateTable('audienceSubscriber')
          .set({ quarantinedAt: clock.now(), quarantinedWhy: rule })
          .where('id', '=', id)
          .where('state', '=', 'active')
          .where('quarantinedAt', 'is', null)
          .returningAll()
          .executeTakeFirst();
        if (!row) return null;
        await consents.note(tx, [id], 'quarantined', { source: 'ledger', detail: { rule } });
        return toRow(row);
      });
    },

    async release(id, said, given) {
      return inside(given, async (tx) => {
        const before = await reading.get(id, tx);
        const isSuppressed = before.state === 'suppressed';
        if (isSuppressed && (await consents.of(id, tx)).findLast(isEnd)?.detail['event'] === 'complained')
          throw new Problem(
            'state.conflict',
            'They called our messages unwanted. Only they themselves can come back, by signing up on the page.',
          );
        if (!isSuppressed && before.quarantinedAt === null) return before;
        const set = {
          quarantinedAt: null,
          quarantinedWhy: null,
          ...(isSuppressed ? { state: 'active', endedAt: null, endedWhy: null } : {}),
        };
        return (await turn(tx, id, [before.state], set, 'released', said)) ?? before;
      });
    },
  };
  return subscribers;
}
