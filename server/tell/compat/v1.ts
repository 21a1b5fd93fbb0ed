/**
 * The addresses of Statuspage's REST API v1 under /v1/pages: plain arrays, pages by number, bodies as JSON or forms,
 * refusals in its shape. A key is an API token of this installation with the scopes of what it does.
 */
import type { Catalog } from '#catalog';
import { type Api, withForms } from '#web';
import type { createCatalogCalls } from './catalog.ts';
import type { IncidentCalls } from './incidents.ts';
import type { Now } from './now.ts';
import { refuse } from './refusal.ts';
import { pageShape } from './shapes.ts';
import type { SubscriberCalls } from './subscribers.ts';
import { catalogCalls } from './v1-catalog.ts';
import { incidentCalls } from './v1-incidents.ts';
import { MISSING, onOf, type PageOf } from './v1-on.ts';
import { subscriberCalls } from './v1-subscribers.ts';

export type V1 = {
  catalog: Catalog;
  now: Now;
  incidents: IncidentCalls;
  things: ReturnType<typeof createCatalogCalls>;
  subscribers: SubscriberCalls;
  publicUrl: () => string;
  storeDown: () => boolean;
};

export const v1Routes =
  ({ catalog, publicUrl, storeDown, ...calls }: V1) =>
  (api: Api): void => {
    const pageOf: PageOf = async (asked) => {
      const page = await catalog.pages.default();
      if (asked.id('page') !== page.id && asked.id('page') !== page.slug) throw MISSING;
      return page;
    };
    api.register(
      async (scope) => {
        const inner = scope as unknown as Api;
        inner.setErrorHandler((error, request, reply) =>
          refuse(error, request, reply, { storeDown: storeDown() }),
        );
        inner.setNotFoundHandler((request, reply) => refuse(MISSING, request, reply, { storeDown: false }));
        withForms(inner, (forms) => {
          const on = onOf(forms);
          on('GET', '', 'catalog:read', async () => [pageShape(await catalog.pages.default(), publicUrl())]);
          on('GET', '/:page', 'catalog:read', async (asked) => pageShape(await pageOf(asked), publicUrl()));
          catalogCalls(on, { pageOf, catalog, ...calls });
          incidentCalls(on, { pageOf, ...calls });
          subscriberCalls(on, { pageOf, ...calls });
        });
      },
      { prefix: '/v1/pages' },
    );
  };
