/** Every room's addresses, mounted in one place: the second half of the composition root, split off for its length. */

import type { Amend } from '#amend';
import type { Audience } from '#audience';
import { accountsRoutes, type Carriers, carriersRoutes, mailRoutes } from '#carriers';
import type { Catalog } from '#catalog';
import type { FollowUps } from '#followup';
import type { Learn } from '#learn';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import type { Log } from '#lib/log.ts';
import type { Loops } from '#lib/loop.ts';
import type { Outbound } from '#lib/outbound/index.ts';
import type { Listen } from '#listen';
import { createPasswords, type People } from '#people';
import type { Prepare } from '#prepare';
import type { Respond } from '#respond';
import type { Store } from '#store';
import {
  type createNow,
  type createPages,
  type createTell,
  type createTransfer,
  type createVoice,
  type Outward,
  PAGE_CSP,
} from '#tell';
import type { Timeline } from '#timeline';
import { reportRoutes, type Watch, watchRoutes } from '#watch';
import { peopleRoutes, privatePageRoutes, type Web } from '#web';
import { type Words, wordsRoutes } from '#words';
import { amendRoutes } from './amend/routes.ts';
import { exposureRoutes } from './audience/exposure/routes.ts';
import { pushRoutes } from './audience/push/routes.ts';
import { audienceRoutes } from './audience/routes.ts';
import { pageRoutes } from './catalog/page-api/routes.ts';
import { catalogRoutes } from './catalog/routes.ts';
import { followUpRoutes } from './followup/routes.ts';
import { learnRoutes } from './learn/routes.ts';
import { listenRoutes } from './listen/routes.ts';
import { prepareRoutes } from './prepare/routes.ts';
import { respondRoutes } from './respond/routes.ts';
import { tellAudienceRoutes } from './tell/audience-routes.ts';
import { compatRoutes } from './tell/compat/routes.ts';
import { draftRoutes } from './tell/drafts-routes.ts';
import { holdingRoutes } from './tell/holding/routes.ts';
import { outsideRoutes } from './tell/outside/routes.ts';
import { tellRoutes } from './tell/routes.ts';
import { transferRoutes } from './tell/transfer/routes.ts';
import { workflowRoutes } from './tell/workflows/routes.ts';
import { timelineRoutes } from './timeline/routes.ts';

type Parts = {
  web: Web;
  store: Store;
  timeline: Timeline;
  catalog: Catalog;
  people: People;
  audience: Audience;
  carriers: Carriers;
  words: Words;
  watch: Watch;
  respond: Respond;
  tell: ReturnType<typeof createTell>;
  voice: ReturnType<typeof createVoice>;
  now: ReturnType<typeof createNow>;
  pages: ReturnType<typeof createPages>;
  outside: Outward['outside'];
  holding: Outward['holding'];
  workflows: Outward['workflows'];
  transfer: ReturnType<typeof createTransfer>;
  learn: Learn;
  amend: Amend;
  listen: Listen;
  followUps: FollowUps;
  prepare: Prepare;
  outbound: Outbound;
  clock: Clock;
  ids: Ids;
  log: Log;
  loops: Loops;
  dataFolder: string;
  publicUrl: () => string;
};

export function mountRoutes({
  web,
  store,
  timeline,
  catalog,
  people,
  audience,
  carriers,
  words,
  watch,
  respond,
  tell,
  voice,
  now,
  pages,
  outside,
  holding,
  workflows,
  transfer,
  learn,
  amend,
  listen,
  followUps,
  prepare,
  outbound,
  clock,
  ids,
  log,
  loops,
  dataFolder,
  publicUrl,
}: Parts): void {
  const passwords = createPasswords();
  for (const routes of [
    peopleRoutes({ people, cookie: web.cookie, url: publicUrl }),
    timelineRoutes({ timeline, people, store }),
    catalogRoutes(catalog),
    pageRoutes({
      catalog,
      passwords,
      clock,
      preview: pages.preview,
      domains: web.domains,
      csp: `${PAGE_CSP.replace("form-action 'self'", "form-action 'none'").replace(/script-src [^;]+/, "script-src 'none'")}; font-src data:`,
    }),
    privatePageRoutes({
      web,
      audience,
      carriers,
      passwords,
      outbound,
      store,
      clock,
      log,
      csp: PAGE_CSP,
      track: loops.track,
    }),
    audienceRoutes({
      audience,
      carriers,
      catalog,
      timeline,
      people,
      store,
      clock,
      ids,
      log,
      dataFolder,
      track: loops.track,
      publicUrl,
      csp: PAGE_CSP,
      web,
    }),
    exposureRoutes({ exposure: audience.exposure, catalog }),
    pushRoutes({ audience, carriers, catalog, web }),
    carriersRoutes(carriers),
    accountsRoutes(carriers),
    mailRoutes({ carriers, catalog, csp: PAGE_CSP }),
    wordsRoutes(words),
    watchRoutes(watch),
    reportRoutes(watch.reports, { catalog, csp: PAGE_CSP, web }),
    respondRoutes(respond, timeline),
    tellRoutes(tell),
    draftRoutes(tell),
    tellAudienceRoutes({ tell, audience }),
    compatRoutes({
      web,
      audience,
      carriers,
      now,
      current(request) {
        const meant = request && web.sites.at(request.headers.host, request.url!)?.site;
        return meant?.gate ? null : (pages.current(meant?.page.id)?.snapshot ?? null);
      },
      publicUrl,
      store,
      timeline,
      catalog,
      respond,
      tell,
      voice,
      clock,
      ids,
    }),
    outsideRoutes(outside),
    holdingRoutes({ holding, store, clock }),
    workflowRoutes(workflows),
    transferRoutes(transfer),
    learnRoutes(learn),
    amendRoutes(amend, audience, { catalog, clock, csp: PAGE_CSP }),
    listenRoutes(listen, { catalog, csp: PAGE_CSP, readers: prepare.readers }),
    followUpRoutes(followUps),
    prepareRoutes(prepare, { catalog, csp: PAGE_CSP }),
  ])
    routes(web.api);
}
