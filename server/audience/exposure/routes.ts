/** Measured exposure under /api/v1, for whoever measures it outside: an analytics job, an import. */
import { Exposure } from '@candor/protocol/told.ts';
import { z } from 'zod';
import type { Catalog } from '#catalog';
import { placed, refuseUnknown } from '#lib/known.ts';
import type { Api } from '#web';
import type { Exposures } from './exposure.ts';

const MOST = 10_000;

export const exposureRoutes =
  ({ exposure, catalog }: { exposure: Exposures; catalog: Pick<Catalog, 'components'> }) =>
  (api: Api): void => {
    api.post(
      '/api/v1/exposures',
      {
        config: { access: 'audience:write' },
        schema: {
          summary: 'Record who is hit when a component fails',
          description:
            'The share of their use, from 0 to 1, of a subscriber, a customer, or everybody on a plan, of a segment or in a region. The newest measurement of the same stands, for thirty days; a weight of 0 takes it back. Those with the largest share are told first.',
          body: z.strictObject({ items: z.array(Exposure).min(1).max(MOST) }),
          response: { 200: z.strictObject({ recorded: z.number().int() }) },
        },
      },
      async ({ body: { items } }) => {
        const known = new Set((await catalog.components.list()).map(({ id }) => id));
        refuseUnknown(
          'component',
          placed(
            'items',
            items.map(({ componentId }) => componentId),
          ),
          known,
        );
        await exposure.record(items);
        return { recorded: items.length };
      },
    );
    api.get(
      '/api/v1/exposures',
      {
        config: { access: 'audience:read' },
        schema: {
          summary: 'Who is hit when a component fails, the most first',
          querystring: z.strictObject({
            componentId: z.string().max(64),
            limit: z.coerce.number().int().min(1).max(1_000).default(100),
          }),
          response: { 200: z.strictObject({ items: z.array(Exposure), next: z.null() }) },
        },
      },
      async ({ query }) => ({ items: await exposure.list(query.componentId, query.limit), next: null }),
    );
  };
