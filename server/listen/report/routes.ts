/** Trust reports under /api/v1. */
import { StoredTrustReport } from '@candor/protocol/listen.ts';
import { z } from 'zod';
import { type Api, actorOf } from '#web';
import type { Listen } from '../index.ts';

const Params = z.object({ id: z.string().max(64) });

export function reportRoutes({ reports }: Listen, api: Api): void {
  const read = { access: 'listen:read' } as const;
  const write = { access: 'listen:write' } as const;

  api.get(
    '/api/v1/incidents/:id/trust',
    {
      config: read,
      schema: {
        summary: 'What the outage did to trust, as last measured',
        params: Params,
        response: { 200: StoredTrustReport },
      },
    },
    ({ params }) => reports.get(params.id),
  );
  api.post(
    '/api/v1/incidents/:id/trust',
    {
      config: write,
      schema: {
        summary: 'Measure it now',
        params: Params,
        body: z.strictObject({}).nullish(),
        response: { 200: StoredTrustReport },
      },
    },
    (request) => reports.measure(request.params.id, actorOf(request).by),
  );
  api.put(
    '/api/v1/incidents/:id/trust/publication',
    {
      config: write,
      schema: {
        summary: 'Show the report to everybody, from now on as it is measured',
        params: Params,
        body: z.strictObject({}).nullish(),
        response: { 200: StoredTrustReport },
      },
    },
    (request) => reports.publish(request.params.id, actorOf(request).by),
  );
  api.delete(
    '/api/v1/incidents/:id/trust/publication',
    {
      config: write,
      schema: {
        summary: 'Take the report off the page',
        params: Params,
        response: { 200: StoredTrustReport },
      },
    },
    ({ params }) => reports.withdraw(params.id),
  );
  api.get(
    '/api/v1/trust-reports',
    {
      config: read,
      schema: {
        summary: 'Trust reports, the newest incident first',
        querystring: z.strictObject({
          after: z.string().max(64).optional(),
          limit: z.coerce.number().int().min(1).max(100).default(20),
        }),
        response: { 200: z.strictObject({ items: z.array(StoredTrustReport), next: z.string().nullable() }) },
      },
    },
    async ({ query: { after, limit } }) => {
      const items = await reports.list({ limit, ...(after ? { after } : {}) });
      return { items, next: items.length === limit ? items.at(-1)!.incidentId : null };
    },
  );
}
