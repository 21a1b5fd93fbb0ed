/**
 * The composition root: the product in the order in which an outage meets it. Each room gets what stands before it;
 * what a page or a message shows from later rooms is handed back to `tell` here, so that no room knows a later one.
 */

import { renderHistoryLog } from '@candor/page';
import { createAmend } from '#amend';
import { createAudience, openLinkKey } from '#audience';
import { createCalendar } from '#calendar';
import { createCarriers, type Identity } from '#carriers';
import { chosenComponents, createCatalog } from '#catalog';
import type { Config } from '#config';
import { createDegrade } from '#degrade';
import { createFollowUps } from '#followup';
import { createLearn, learnedFrom } from '#learn';
import { createBurst } from '#lib/burst.ts';
import type { Clock } from '#lib/clock.ts';
import { HOUR_MS } from '#lib/duration.ts';
import { createIds } from '#lib/id.ts';
import type { Log } from '#lib/log.ts';
import { createLoops } from '#lib/loop.ts';
import { createAddressPolicy, createOutbound } from '#lib/outbound/index.ts';
import { createListen } from '#listen';
import { createPeople } from '#people';
import { createPrepare } from '#prepare';
import { createRespond, startWithoutDatabase } from '#respond';
import { openStore, openStorePatiently, patiently, type Store } from '#store';
import {
  addDigests,
  createMatters,
  createNow,
  createOutward,
  createPages,
  createReach,
  createSettings,
  createStatuspageWebhooks,
  createTell,
  createToldHere,
  createTransfer,
  createVoice,
  measuredBy,
  nowDocument,
  PAGE_CSP,
} from '#tell';
import { createTimeline, openSigningKey } from '#timeline';
import { createWatch, unvouched, watchMetrics } from '#watch';
import { createWeb, problemDocuments, type ShelfItem } from '#web';
import { createWords } from '#words';
import { mountRoutes } from './app-routes.ts';

export type App = Awaited<ReturnType<typeof createApp>>;

export type AppOptions = {
  config: Config;
  clock: Clock;
  log: Log;
  /** Tests bring their own database and process identity. */
  store?: Store;
  identity?: Identity;
};

export async function createApp({ config, clock, log, store: givenStore, identity }: AppOptions) {
  const loops = createLoops({ clock, log });
  const ids = createIds(clock);
  const policy = createAddressPolicy(config.allowPrivateTargets);
  const outbound = createOutbound({ allow: config.allowPrivateTargets, clock });

  // Pages are served from disk before there is a database.
  const linkKey = openLinkKey(config.dataFolder);
  const web = await createWeb({ config, clock, log, loops, readerKey: linkKey });
  await web.listen();
  const publicUrl = () => web.url();
  const open = web.shelf.size() > 0 ? openStorePatiently : openStore;
  const store = givenStore ?? (await open({ config, clock, log }));

  // The foundation
  const timeline = createTimeline({ store, clock, ids, log, loops, key: openSigningKey(config.dataFolder) });
  const words = createWords({ store, ids, clock });
  const calendar = createCalendar({ store, clock, loops });
  const catalog = createCatalog({ store, clock, ids });
  const people = createPeople({ store, clock, ids, log });
  const audience = createAudience({ store, clock, ids, linkKey });
  const carriers = createCarriers({
    store,
    clock,
    ids,
    log,
    loops,
    outbound,
    config: { ...config, publicUrl: web.url() },
    pageFirst: () => pages.settled(),
    mailDomains: audience.mailDomains,
    linkOf: (subscriberId) =>
      `${publicUrl()}/subscribers/${audience.links.make('manage', subscriberId)}/unsubscribe`,
    ...(identity ? { identity } : {}),
  });
  carriers.ledger.onSuppressed(async (tx, { recipientId, recipientKind, reason, event }) => {
    if (recipientKind !== 'subscriber') return;
    const state = event === 'unsubscribed' ? 'unsubscribed' : 'suppressed';
    await audience.subscribers.end(recipientId, state, reason, tx, event);
  });
  carriers.ledger.onDeadEndpoint(async (tx, dead) => {
    const { name: pageName } = await catalog.pages.default(tx);
    await audience.quarantine(tx, dead, { pageName, publicUrl: web.url(), plan: carriers.ledger.plan });
  });

  const foundation = { store, clock, ids, timeline, words, catalog, people, audience, carriers, publicUrl };

  // The story
  const watch = createWatch({
    store,
    timeline,
    clock,
    ids,
    log,
    loops,
    calendar,
    policy,
    components: catalog.components,
  });
  const failing = () =>
    watch.failing().map((monitor) => ({
      monitorId: monitor.monitorId,
      monitorName: monitor.monitorName,
      componentId: monitor.componentId,
      since: monitor.since ?? clock.now(),
      detail: monitor.last?.detail ?? 'failing',
    }));
  const respond = createRespond({ store, timeline, catalog, people, carriers, words, clock, ids, publicUrl });
  const settings = createSettings({ store, clock });
  const matters = createMatters({ catalog, timeline, carriers, settings, clock });
  const voice = createVoice({
    words,
    catalog,
    watch,
    clock,
    settings,
    publicUrl,
    isShown: (path) => web.shelf.body(new URL(publicUrl() + path).pathname) !== undefined,
  });
  const unknown = () => unvouched(watch.states());
  const blocks = async () => {
    const [postmortems, links, questions] = await Promise.all([
      learn.publicBlocks(),
      prepare.publicLinks(),
      listen.publicQuestions(),
    ]);
    return {
      postmortems,
      questions,
      links: [
        ...links,
        ...(await listen.publicLinks()),
        ...learn.publicLinks(),
        { kind: 'log', url: '/log' } as const,
      ],
    };
  };
  const now = createNow({ timeline, catalog, clock, unknown, blocks, publicUrl });
  const webhooks = createStatuspageWebhooks({
    store,
    timeline,
    audience,
    carriers,
    clock,
    ids,
    now,
    matters,
  });
  const reach = createReach({
    audience,
    carriers,
    timeline,
    matters,
    settings,
    clock,
    render: voice.render,
    segmentsWith: voice.segmentsWith,
    publicUrl,
    beside: webhooks.beside,
  });
  const tell = createTell({
    store,
    timeline,
    catalog,
    calendar,
    audience,
    carriers,
    matters,
    respond,
    people,
    clock,
    ids,
    voice,
    settings,
    publicUrl,
    failing,
    states: watch.states,
    measured: measuredBy(watch, clock),
    reach,
  });
  addDigests({ timeline, audience, carriers, clock, publicUrl });
  const transfer = createTransfer({
    store,
    timeline,
    catalog,
    calendar,
    audience,
    monitors: watch.monitors,
    clock,
    ids,
    log,
    loops,
    outbound,
    audit: people.audit,
    telling: () => outward.telling,
  });
  const degrade = createDegrade();
  const learn = createLearn({ store, timeline, catalog, people, respond, clock, ids });
  const amend = createAmend({ store, timeline, catalog, audience, clock, ids });
  const listen = createListen({ ...foundation, log, loops });
  const followUps = createFollowUps({ ...foundation, matters, settings, learn, amend, listen, failing });
  const prepare = createPrepare({ store, clock, ids });

  const pages = createPages({
    timeline,
    catalog,
    clock,
    loops,
    web,
    unknown,
    latency: watch.latency,
    blocks,
    toldHere: createToldHere(store),
    made: webhooks.look,
    async documents(snapshot, { shows, isDefault }) {
      const made = await Promise.all([
        learn.publicDocuments(snapshot, shows),
        listen.publicDocuments(snapshot, shows),
        ...(isDefault
          ? [prepare.publicDocuments(snapshot), degrade.publicDocuments(), problemDocuments(snapshot.page)]
          : []),
      ]);
      const all = [...made.flatMap((documents) => [...documents]), nowDocument(snapshot, timeline.key)];
      // What is not about an incident of the page is said once, on the default page.
      return new Map(
        isDefault ? all : all.filter(([path]) => path.includes('/incidents/') || path === '/now.json'),
      );
    },
  });
  web.readiness('page', () =>
    web.shelf.size() > 0
      ? { ready: true }
      : { ready: false, detail: 'the page is being made for the first time' },
  );
  const outward = createOutward({
    ...foundation,
    log,
    loops,
    outbound,
    matters,
    reach,
    settings,
    voice,
    tell,
    failing,
    web,
    learned: learnedFrom(store),
    dataFolder: config.dataFolder,
    folders: config.outsideFolders,
  });
  const { outside, holding, workflows } = outward;
  timeline.onRecorded((facts) => {
    pages.kick();
    if (facts.some(({ body }) => body.kind === 'fact.redacted')) pages.forget();
    for (const fact of facts)
      web.live.staff.broadcast({
        id: String(fact.position),
        type: 'fact',
        data: { subject: fact.subject, kind: fact.body.kind },
      });
  });
  timeline.publicLog.serve(async (files, at) => {
    const { name, supportUrl, locales } = await catalog.pages.default();
    const body = renderHistoryLog({ name, supportUrl, locales, url: web.url() }, at);
    const page = { contentType: 'text/html; charset=utf-8', body, csp: PAGE_CSP };
    await web.shelf.replace('log', new Map<string, ShelfItem>([...files, ['/log', page]]));
  });
  // The log is for everybody, so it holds what the default page may show and nothing else.
  timeline.publicLog.restrict(async (componentIds, tx) => {
    const page = await catalog.pages.default(tx);
    const shown = chosenComponents(page, await catalog.components.list(tx));
    return shown === null || componentIds.some((id) => shown.has(id));
  });
  catalog.onChange(timeline.publicLog.refresh);
  catalog.onChange(pages.kick);
  learn.onChange(pages.kick);
  learn.onChange(holding.changed);
  prepare.onChange(pages.kick);
  listen.onChange(pages.kick);
  // A hundred thousand deliveries move in thousands of steps; whoever watches reads the sums twice a second.
  carriers.ledger.onChange(
    createBurst<string | null>({ clock, everyMs: 500 }, (incidentIds) => {
      const id = `d${clock.nowMs()}`;
      web.live.staff.broadcast({ id, type: 'deliveries', data: { incidentIds: [...incidentIds] } });
    }),
  );
  watch.reports.onChange((surges) => {
    web.live.staff.broadcast({ id: `r${clock.nowMs()}`, type: 'reports', data: { surges } });
  });
  // An unknown component is seen on the page soon, though no fact says so.
  watch.onTransition(pages.kick);
  store.onState((state) => {
    if (state === 'up') {
      pages.kick();
      carriers.kick();
    }
  });
  watchMetrics(watch, web.metrics, (componentId) => calendar.silencing(componentId) !== null);

  const rooms = {
    web,
    store,
    loops,
    timeline,
    catalog,
    people,
    audience,
    carriers,
    calendar,
    words,
    watch,
    respond,
    tell,
    transfer,
    learn,
    amend,
    listen,
    followUps,
    prepare,
    pages,
    outside,
    holding,
    workflows,
  };
  const { dataFolder } = config;
  mountRoutes({ ...rooms, voice, now, outbound, clock, ids, log, dataFolder, publicUrl });

  return {
    ...rooms,
    async start() {
      await patiently(log, () => catalog.pages.default());
      await web.open({ store, people });
      timeline.start();
      calendar.start();
      pages.start();
      outward.start();
      await patiently(log, () => carriers.start());
      startWithoutDatabase({
        store,
        people,
        policies: respond.policies,
        carriers,
        clock,
        loops,
        publicUrl,
        onTransition: watch.onTransition,
      });
      watch.start();
      listen.start();
      transfer.start();
      loops.start('audience:unconfirmed', async () => {
        if (store.state() !== 'down') await audience.subscribers.forgetUnconfirmed();
        return clock.nowMs() + HOUR_MS;
      });
    },
    /** Within five seconds: no new work, what is under way ends, and what is not done is a row. */
    async close() {
      const failed: unknown[] = [];
      // Each part closes also when one before it could not: a write that fails at the end must not keep leases or sockets.
      for (const step of [
        () => watch.stop(),
        () => transfer.stop(),
        () => carriers.close(2_000),
        () => outside.stop(),
        () => web.close(),
        () => loops.stop(),
        () => outbound.close(),
        async () => (givenStore ? undefined : store.close()),
      ])
        await step().catch((error: unknown) => failed.push(error));
      if (failed.length > 0) throw failed[0];
    },
  };
}
