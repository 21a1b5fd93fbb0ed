/** Everything of this room that has an address: for staff, for host apps, and for readers without script. */
import type { Catalog } from '#catalog';
import type { Api } from '#web';
import { embedRoutes } from './embed-routes.ts';
import { hostedRoutes } from './hosted-routes.ts';
import type { Prepare } from './index.ts';
import { staffRoutes } from './staff-routes.ts';

export const prepareRoutes =
  (prepare: Prepare, { catalog, csp }: { catalog: Catalog; csp: string }) =>
  (api: Api): void => {
    staffRoutes(prepare)(api);
    embedRoutes(prepare)(api);
    hostedRoutes(prepare, { catalog, csp })(api);
  };
