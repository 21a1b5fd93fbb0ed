/** The room under /api/v1, the collector at /beacons and the survey's own pages at /surveys/:token. */
import type { Catalog } from '#catalog';
import type { Readers } from '#prepare';
import type { Api } from '#web';
import { beaconRoutes } from './beacon/routes.ts';
import type { Listen } from './index.ts';
import { questionRoutes } from './questions/routes.ts';
import { reportRoutes } from './report/routes.ts';
import { surveyRoutes } from './survey/routes.ts';
import { trafficRoutes } from './traffic-routes.ts';

export const listenRoutes =
  (listen: Listen, around: { catalog: Catalog; csp: string; readers: Pick<Readers, 'of'> }) =>
  (api: Api): void => {
    beaconRoutes(listen, api);
    trafficRoutes(listen, api);
    reportRoutes(listen, api);
    surveyRoutes(listen, { ...around, api });
    questionRoutes(listen.questions, { ...around, api });
  };
