/**
 * Subscribers under /api/v1, for staff and their programs. An address that is a secret (of a webhook, of a browser) is
 * shown in full to nobody here but to owners and admins who export the list.
 */
import {
  ConsentEntry,
  Subscriber,
  SubscriberCounts,
  SubscriberEdit,
  SubscriberInput,
  SubscriberState,
} from '@candor/protocol/audience.ts';
import { z } from 'zod';
import type { Carriers } from '#carriers';
import type { Catalog } from '#catalog';
import { Problem } from '#lib/problem.ts';
import type { People } from '#people';
import type { Store } from '#store';
import { type Api, actorOf, requireMatch, tagged } from '#web';
import { maskedAddress, requireAddress } from '../address.ts';
import type { ChoicesOf } from '../choices.ts';
import { csvOf, jsonOf } from '../export.ts';
import type { Audience, SubscriberRow } from '../index.ts';
import { confirmedBy } from '../letters.ts';
import { knownAbout } from '../proof.ts';

const Params = z.object({ id: z.string().max(64) });
const Word = z.string().max(100).optional();
const Which = {
  state: SubscriberState.optional(),
  carrier: Word,
  q: z.string().trim().min(1).max(2_000).optional(),
  segment: Word,
  plan: Word,
  region: Word,
  componentId: z.string().max(64).optional(),
  quarantined: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional(),
};

export type SubscriberApiDeps = {
  audience: Audience;
  carriers: Pick<Carriers, 'all' | 'ledger'>;
  catalog: Catalog;
  people: Pick<People, 'audit'>;
  store: Store;
  publicUrl: () => string;
  choices: ChoicesOf;
};

export function subscriberApi(
  api: Api,
  { audience, carriers, catalog, people, store, publicUrl, choices }: SubscriberApiDeps,
): void {
  const { subscribers, ask } = audience;
  const read = { access: 'audience:read' } as const;
  const write = { access: 'audience:write' } as const;
  const masked = <T extends Subscriber>(subscriber: T): T => ({
    ...subscriber,
    address: maskedAddress(carriers.all, subscriber.carrier, subscriber.address),
  });
  const shown = ({ secret: _, ...subscriber }: SubscriberRow): Subscriber => masked(subscriber);

  /** Chosen things have to exist; incidents may be over by now, but not invented. */
  async function refuseStrangers(
    chosen: Pick<SubscriberEdit, 'componentIds' | 'groupIds' | 'incidentIds'>,
    before = {},
  ) {
    await choices.refuseStrangers(chosen, await choices.all(), before);
  }
  /** Whose credits somebody is told of: an id of ours or the customer's own number, and nothing that is neither. */
  async function ownCustomer<T extends { customerId?: string | null | undefined }>(given: T): Promise<T> {
    if (!given.customerId) return given;
    const customerId = await audience.customers.named(given.customerId);
    if (customerId) return { ...given, customerId };
    const message = `There is no customer "${given.customerId}"; import the customers first.`;
    throw new Problem('request.invalid', message, { errors: [{ path: 'customerId', message }] });
  }

  api.get(
    '/api/v1/subscribers',
    {
      config: read,
      schema: {
        summary: 'Subscribers',
        description: '`q` is a whole address. Addresses that are secrets are shown in part.',
        querystring: z.strictObject({
          ...Which,
          after: z.string().max(64).optional(),
          limit: z.coerce.number().int().min(1).max(500).default(100),
        }),
        response: { 200: z.strictObject({ items: z.array(Subscriber), next: z.string().nullable() }) },
      },
    },
    async ({ query }) => {
      const items = await subscribers.list(query);
      return { items: items.map(masked), next: items.length === query.limit ? items.at(-1)!.id : null };
    },
  );
  api.get(
    '/api/v1/subscribers/counts',
    {
      config: { access: 'tell:read' },
      schema: { summary: 'How many there are in each state', response: { 200: SubscriberCounts } },
    },
    async () => ({ ...(await subscribers.counts()), ...(await subscribers.activeCounts()) }),
  );
  api.get(
    '/api/v1/subscribers/export',
    {
      config: read,
      schema: {
        summary: 'Every subscriber as CSV or JSON',
        description: 'Owners and admins get whole addresses; for others secret ones are shown in part.',
        querystring: z.strictObject({ ...Which, format: z.enum(['csv', 'json']).default('csv') }),
      },
    },
    async (request, reply) => {
      const { format, ...which } = request.query;
      const actor = actorOf(request);
      // Whoever manages the staff answers for the list.
      const whole = actor.scopes.has('people:write') && actor.scopes.has('audience:read');
      await store.transaction((tx) =>
        people.audit(tx, { by: actor.by, what: 'subscribers.exported', detail: { format, whole } }),
      );
      const rows = subscribers.each(which);
      const cleaned = (row: SubscriberRow) => (whole ? row : masked(row));
      return reply
        .header(
          'content-disposition',
          `attachment; filename="subscribers.${format === 'csv' ? 'csv' : 'json'}"`,
        )
        .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8')
        .send(format === 'csv' ? csvOf(rows, cleaned) : jsonOf(rows, cleaned));
    },
  );
  api.post(
    '/api/v1/subscribers',
    {
      config: { ...write, showsSecret: true },
      schema: {
        summary: 'Add a subscriber',
        description: 'People are asked to confirm, unless `confirmed` says that their consent is on record.',
        body: SubscriberInput,
        response: { 201: Subscriber.extend({ secret: z.string().nullable() }) },
      },
    },
    async (request, reply) => {
      const { body } = request;
      const address = requireAddress(carriers.all, body.carrier, body.address, 'staff');
      await refuseStrangers(body);
      const subscriber = await subscribers.add(await ownCustomer({ ...body, address }), actorOf(request).by);
      if (subscriber.state === 'pending')
        await ask(subscriber, {
          pageName: (await catalog.pages.default()).name,
          publicUrl: publicUrl(),
          plan: carriers.ledger.plan,
        });
      return reply.status(201).send({ ...shown(subscriber), secret: subscriber.secret });
    },
  );
  api.get(
    '/api/v1/subscribers/:id',
    { config: read, schema: { summary: 'One subscriber', params: Params, response: { 200: Subscriber } } },
    async ({ params }, reply) => tagged(reply, shown(await subscribers.get(params.id))),
  );
  api.patch(
    '/api/v1/subscribers/:id',
    {
      config: write,
      schema: {
        summary: 'Change what a subscriber hears',
        description: 'What is left out stays. With `If-Match` nobody else’s change is overwritten.',
        params: Params,
        body: SubscriberEdit,
        response: { 200: Subscriber },
      },
    },
    async (request, reply) => {
      const before = await subscribers.get(request.params.id);
      requireMatch(request, shown(before));
      await refuseStrangers(request.body, before);
      const { by } = actorOf(request);
      const edit = await ownCustomer(request.body);
      return tagged(reply, shown(await subscribers.change(before.id, edit, { source: by })));
    },
  );
  api.delete(
    '/api/v1/subscribers/:id',
    {
      config: write,
      schema: {
        summary: 'Erase a subscriber and what the ledger knows of them',
        description: 'A hash of the address stays, so that no import brings it back.',
        params: Params,
        response: { 204: z.null() },
      },
    },
    async ({ params }, reply) => {
      await store.transaction(async (tx) => {
        await subscribers.erase(params.id, tx);
        await carriers.ledger.erase(params.id, tx);
      });
      return reply.status(204).send(null);
    },
  );
  api.post(
    '/api/v1/subscribers/:id/confirmations',
    {
      config: write,
      schema: { summary: 'Ask once more for confirmation', params: Params, response: { 202: Subscriber } },
    },
    async ({ params }, reply) => {
      const subscriber = await subscribers.get(params.id);
      if (subscriber.state !== 'pending' || confirmedBy(subscriber.carrier) === null)
        throw new Problem('state.conflict', 'There is nothing to confirm.');
      await ask(subscriber, {
        pageName: (await catalog.pages.default()).name,
        publicUrl: publicUrl(),
        plan: carriers.ledger.plan,
      });
      return reply.status(202).send(shown(subscriber));
    },
  );
  api.post(
    '/api/v1/subscribers/:id/releases',
    {
      config: write,
      schema: {
        summary: 'End the quarantine of an endpoint, or the suppression of an address that works again',
        description: 'Who complained is not brought back: only they themselves can sign up again.',
        params: Params,
        response: { 201: Subscriber },
      },
    },
    async (request, reply) => {
      const { by } = actorOf(request);
      const released = await store.transaction(async (tx) => {
        const subscriber = await subscribers.release(request.params.id, { source: by }, tx);
        if (subscriber.state === 'active')
          await carriers.ledger.lift(subscriber.carrier, subscriber.address, tx);
        return subscriber;
      });
      return reply.status(201).send(shown(released));
    },
  );
  api.post(
    '/api/v1/subscribers/:id/secrets',
    {
      config: { ...write, showsSecret: true },
      schema: {
        summary: 'Sign the calls to a program with a new secret',
        description: 'It is shown once. The secret before signs beside it until `oldUntil`.',
        params: Params,
        response: { 201: z.strictObject({ secret: z.string(), oldUntil: z.string() }) },
      },
    },
    async (request, reply) => {
      const { by } = actorOf(request);
      return reply.status(201).send(await subscribers.replaceSecret(request.params.id, { source: by }));
    },
  );
  api.get(
    '/api/v1/subscribers/:id/consent',
    {
      config: read,
      schema: {
        summary: 'How the subscription came about, and every change since',
        params: Params,
        response: { 200: z.strictObject({ items: z.array(ConsentEntry), next: z.null() }) },
      },
    },
    async ({ params }) => {
      await subscribers.get(params.id);
      return { items: await subscribers.consent(params.id), next: null };
    },
  );
  api.get(
    '/api/v1/subscribers/:id/data',
    {
      config: read,
      schema: { summary: 'Everything that is known about one person, for their request', params: Params },
    },
    async ({ params }) => {
      const known = await knownAbout(await subscribers.get(params.id), {
        subscribers,
        ledger: carriers.ledger,
      });
      return { ...known, subscription: masked(known.subscription) };
    },
  );
}
