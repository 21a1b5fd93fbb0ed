/** Deliveries and carriers under /api/v1. */
import {
  CarrierView,
  Delivery,
  DeliveryProgress,
  DeliveryProof,
  DeliveryReason,
  DeliveryState,
  ReplayInput,
} from '@candor/protocol/carriers.ts';
import { z } from 'zod';
import type { Api } from '#web';
import type { Carriers } from './index.ts';

const Id = z.string().max(64);
const Filter = z.object({
  incidentId: Id.optional(),
  updateId: Id.optional(),
  recipientId: Id.optional(),
  carrier: Id.optional(),
  state: DeliveryState.optional(),
  after: Id.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
const To = z.enum(['everybody', 'readers']).default('everybody');
const Which = z
  .object({ incidentId: Id.optional(), updateId: Id.optional(), to: To })
  .refine(({ incidentId, updateId }) => incidentId || updateId, 'name an incidentId or an updateId');

export const carriersRoutes =
  (carriers: Carriers) =>
  (api: Api): void => {
    const read = { access: 'carriers:read' } as const;
    const write = { access: 'carriers:write' } as const;

    api.get(
      '/api/v1/carriers',
      {
        config: read,
        schema: {
          summary: 'Ways to reach people, and whether they work',
          response: { 200: z.strictObject({ items: z.array(CarrierView), next: z.null() }) },
        },
      },
      async () => ({ items: carriers.describe(), next: null }),
    );
    api.get(
      '/api/v1/deliveries',
      {
        config: read,
        schema: {
          summary: 'The ledger, newest first',
          querystring: Filter,
          response: { 200: z.strictObject({ items: z.array(Delivery), next: z.string().nullable() }) },
        },
      },
      ({ query }) => carriers.ledger.list(query),
    );
    api.get(
      '/api/v1/deliveries/progress',
      {
        config: read,
        schema: {
          summary: 'How far the word has come',
          querystring: Which,
          response: { 200: DeliveryProgress },
        },
      },
      ({ query }) => carriers.ledger.progress(query),
    );
    api.get(
      '/api/v1/deliveries/reasons',
      {
        config: read,
        schema: {
          summary: 'Why deliveries failed or wait for another try, the most frequent first',
          querystring: z.object({
            incidentId: Id.optional(),
            updateId: Id.optional(),
            carrier: Id.optional(),
            to: To,
          }),
          response: { 200: z.strictObject({ items: z.array(DeliveryReason), next: z.null() }) },
        },
      },
      async ({ query }) => ({ items: await carriers.ledger.reasons(query), next: null }),
    );
    api.get(
      '/api/v1/deliveries/proof',
      {
        config: read,
        schema: {
          summary: 'Everything that was sent to one recipient: when, why, and what was answered',
          querystring: z.object({
            recipientId: Id,
            after: Id.optional(),
            limit: z.coerce.number().int().min(1).max(500).default(100),
          }),
          response: { 200: z.strictObject({ items: z.array(DeliveryProof), next: z.string().nullable() }) },
        },
      },
      async ({ query: { recipientId, after, limit } }) => {
        const found = await carriers.ledger.proof(recipientId, {
          limit: limit + 1,
          ...(after ? { after } : {}),
        });
        const items = found.slice(0, limit);
        return { items, next: found.length > limit ? items.at(-1)!.id : null };
      },
    );
    api.post(
      '/api/v1/deliveries/replays',
      {
        config: write,
        schema: {
          summary: 'Try dead letters once more, under their old ids: of an incident, a carrier, a reason',
          body: ReplayInput,
          response: { 200: z.strictObject({ replayed: z.number().int() }) },
        },
      },
      async ({ body }) => ({ replayed: await carriers.ledger.replayAll(body) }),
    );
    api.get(
      '/api/v1/deliveries/:id',
      {
        config: read,
        schema: { summary: 'One delivery', params: z.object({ id: Id }), response: { 200: Delivery } },
      },
      ({ params }) => carriers.ledger.get(params.id),
    );
    api.post(
      '/api/v1/deliveries/:id/replays',
      {
        config: write,
        schema: {
          summary: 'Try a dead letter once more, under its old id',
          params: z.object({ id: Id }),
          response: { 201: Delivery },
        },
      },
      async ({ params }, reply) => reply.status(201).send(await carriers.ledger.replay(params.id)),
    );
  };
