/** Mounts what foreign clients reach: Statuspage's REST API v1, its sign-up, badges, oEmbed. */
import type { IncomingMessage } from 'node:http';
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import type { Audience } from '#audience';
import type { Carriers } from '#carriers';
import type { Api, Web } from '#web';
import { createCatalogCalls } from './catalog.ts';
import { type CallDeps, createIncidentCalls } from './incidents.ts';
import type { Now } from './now.ts';
import { publicRoutes } from './public.ts';
import { createSubscriberCalls } from './subscribers.ts';
import { v1Routes } from './v1.ts';

export const compatRoutes =
  ({
    web,
    audience,
    carriers,
    now,
    current,
    publicUrl,
    ...deps
  }: Omit<CallDeps, 'statusOf'> & {
    web: Pick<Web, 'registerPublic' | 'shelf'>;
    audience: Audience;
    carriers: Carriers;
    now: Now;
    /** The page's own snapshot, from memory. */
    /** Of the page that the request means; without one, of the default page. */
    current: (request?: IncomingMessage) => Snapshot | null;
    publicUrl: () => string;
  }) =>
  (api: Api): void => {
    const { catalog, store, clock } = deps;
    const storeDown = () => store.state() === 'down';
    const subscribers = createSubscriberCalls({ audience, carriers, catalog, publicUrl });
    const incidents = createIncidentCalls({
      ...deps,
      async statusOf(componentIds) {
        if (componentIds.length === 0) return [];
        const { components } = await now();
        const status = new Map(components.map((component) => [component.id, component.status]));
        return componentIds.map((componentId) => ({
          componentId,
          status: status.get(componentId) ?? 'unknown',
        }));
      },
    });
    const things = createCatalogCalls(catalog);
    v1Routes({ catalog, now, incidents, things, subscribers, publicUrl, storeDown })(api);
    publicRoutes({ web, current, clock, subscribers, storeDown })(api);
  };
