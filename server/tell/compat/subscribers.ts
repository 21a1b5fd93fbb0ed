/**
 * Subscribers for callers of both of Statuspage's APIs: staff through v1, readers through v2. Readers are asked by
 * mail before anything is sent to them, the answer never says whether an address is known, and what a reader changes
 * later is named by the token of their own mails, never by an id that could be guessed or seen elsewhere.
 */
import { EmailAddress, SubscribeInput, SubscriberInput } from '@candor/protocol/audience.ts';
import type { z } from 'zod';
import type { Audience, SubscriberRow } from '#audience';
import type { Carriers } from '#carriers';
import type { Catalog } from '#catalog';
import { placed, refuseUnknown } from '#lib/known.ts';
import { Problem } from '#lib/problem.ts';
import type { NewSubscriber } from './fields.ts';

type Fields = z.output<typeof NewSubscriber>;

const STATES = {
  active: 'active',
  unconfirmed: 'pending',
  quarantined: 'suppressed',
  unsubscribed: 'unsubscribed',
} as const;
const MOST = 100_000;

export function createSubscriberCalls({
  audience: { subscribers, links, limits, ask: askThem },
  carriers,
  catalog,
  publicUrl,
}: {
  audience: Audience;
  carriers: Carriers;
  catalog: Catalog;
  publicUrl: () => string;
}) {
  const refuse = (field: string, message: string) =>
    new Problem('request.invalid', `subscriber.${field}: ${message}.`, {
      errors: [{ path: `subscriber.${field}`, message }],
    });

  async function ask(subscriber: SubscriberRow) {
    const { name } = await catalog.pages.default();
    await askThem(subscriber, { pageName: name, publicUrl: publicUrl(), plan: carriers.ledger.plan });
  }

  async function chosen(componentIds: string[] | undefined): Promise<string[] | null> {
    if (!componentIds || componentIds.length === 0) return null;
    const known = new Set((await catalog.components.list()).map(({ id }) => id));
    refuseUnknown('component', placed('subscriber.component_ids', componentIds), known);
    return componentIds;
  }

  const emailOf = (email: string | undefined) => {
    const read = EmailAddress.safeParse(email ?? '');
    if (!read.success) throw refuse('email', 'is not a mail address');
    return read.data;
  };

  function byToken(token: string): string {
    const id = links.read('manage', token);
    if (!id) throw new Problem('not-found', 'This id belongs to no subscription; use the one in your mails.');
    return id;
  }

  return {
    /** How many there are, by kind and state, in the original's words. */
    async histogram() {
      const all = await subscribers.list({ limit: MOST });
      const of = (mode: string) => {
        const mine = all.filter(({ carrier }) => carrier === mode);
        const inState = (wanted: string) => mine.filter(({ state }) => state === wanted).length;
        const counts = {
          active: inState('active'),
          unconfirmed: inState('pending'),
          quarantined: inState('suppressed'),
        };
        return { ...counts, total: counts.active + counts.unconfirmed + counts.quarantined };
      };
      return { email: of('email'), webhook: of('webhook'), sms: of('sms'), slack: of('slack') };
    },
    async list({ state, type, q }: { state: string; type?: string | undefined; q?: string | undefined }) {
      const wanted = Object.hasOwn(STATES, state) ? STATES[state as keyof typeof STATES] : undefined;
      const all = await subscribers.list({ limit: MOST, ...(wanted ? { state: wanted } : {}) });
      return all.filter(
        ({ carrier, address }) =>
          (!type || carrier === type) && (!q || address.toLowerCase().includes(q.toLowerCase())),
      );
    },
    get: (id: string) => subscribers.get(id),

    /** Added by staff: asked first, unless the caller says that the consent is on record. */
    async create(input: Fields, by: string): Promise<SubscriberRow> {
      if (input.phone_number) throw refuse('phone_number', 'text messages are not sent from here');
      const componentIds = await chosen(input.component_ids);
      const read = SubscriberInput.safeParse(
        input.endpoint
          ? { carrier: 'webhook', address: input.endpoint, componentIds, format: 'statuspage' }
          : {
              carrier: 'email',
              address: emailOf(input.email),
              componentIds,
              confirmed: input.skip_confirmation_notification,
            },
      );
      if (!read.success) throw refuse('endpoint', 'is not an http address');
      const subscriber = await subscribers.add(read.data, by);
      if (subscriber.state === 'pending') await ask(subscriber);
      return subscriber;
    },
    async choose(id: string, componentIds: string[]): Promise<SubscriberRow> {
      const wish = { componentIds: await chosen(componentIds) };
      return subscribers.change(id, wish, { source: 'Statuspage API' });
    },
    async end(id: string): Promise<SubscriberRow> {
      const before = await subscribers.get(id);
      await subscribers.end(id, 'unsubscribed', 'removed by the staff');
      return before;
    },
    async askAgain(id: string): Promise<void> {
      const subscriber = await subscribers.get(id);
      if (subscriber.state !== 'pending') throw new Problem('state.conflict', 'There is nothing to confirm.');
      await ask(subscriber);
    },

    /** A reader's wish. */
    async signUp(
      input: Fields & { component_id?: string | undefined },
    ): Promise<{ email: string; components: string[] | null }> {
      if (input.endpoint || input.phone_number)
        throw refuse(
          input.endpoint ? 'endpoint' : 'phone_number',
          'only mail can be subscribed from outside; ask the staff',
        );
      const components = await chosen(
        input.component_ids ?? (input.component_id ? [input.component_id] : undefined),
      );
      const page = await catalog.pages.default();
      const email = emailOf(input.email);
      if ((await limits.room('email', email, null)) !== 'free')
        throw new Problem(
          'request.rate-limited',
          'Many sign-ups are coming in at the moment. The form on the page takes this one, with one more step.',
        );
      const wish = {
        address: email,
        componentIds: components,
        timeZone: page.timeZone,
        locale: page.locales[0] ?? 'en',
      };
      const subscriber = await subscribers.signUp(SubscribeInput.parse(wish), { source: 'Statuspage API' });
      if (subscriber) await ask(subscriber);
      return { email, components };
    },
    /** By the token of the reader's own mails. */
    mine: (token: string) => subscribers.get(byToken(token)),
    async endMine(token: string): Promise<SubscriberRow> {
      const id = byToken(token);
      await subscribers.end(id, 'unsubscribed', 'asked to stop');
      return subscribers.get(id);
    },
  };
}

export type SubscriberCalls = ReturnType<typeof createSubscriberCalls>;
