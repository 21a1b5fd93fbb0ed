/** The addresses of this room: signing up, one's own wishes, links of the page before, and /api/v1. */
import type { Carriers } from '#carriers';
import type { Catalog } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import type { Log } from '#lib/log.ts';
import type { People } from '#people';
import type { Store } from '#store';
import type { Timeline } from '#timeline';
import type { Api, Web } from '#web';
import { subscriberApi } from './api/routes.ts';
import { createChoices } from './choices.ts';
import { customerApi } from './customers/routes.ts';
import { importRoutes } from './imports/routes.ts';
import type { Audience } from './index.ts';
import { oldLinkRoutes } from './old-links/routes.ts';
import { preferenceRoutes } from './preferences/routes.ts';
import { signUpRoutes } from './sign-up/routes.ts';
import { createShow } from './small-page.ts';

type Deps = {
  audience: Audience;
  carriers: Carriers;
  catalog: Catalog;
  timeline: Timeline;
  people: People;
  store: Store;
  clock: Clock;
  ids: Ids;
  log: Log;
  dataFolder: string;
  track: (work: Promise<unknown>) => void;
  publicUrl: () => string;
  csp: string;
  web: Pick<Web, 'pageOf'>;
};

export const audienceRoutes =
  (deps: Deps) =>
  (api: Api): void => {
    const all = { ...deps, choices: createChoices(deps.catalog, deps.timeline), show: createShow(deps) };
    signUpRoutes(api, all);
    preferenceRoutes(api, all);
    oldLinkRoutes(api, all);
    subscriberApi(api, all);
    importRoutes(api, all);
    customerApi(api, all);
  };
