/** A listen room of its own behind a real web, with traffic whose truth is known, for this room's tests. */
import type { TrafficBucket } from '@candor/protocol/listen.ts';
import { createAudience } from '#audience';
import { createCarriers, processIdentity } from '#carriers';
import { createCatalog } from '#catalog';
import { HOUR_MS, MINUTE_MS } from '#lib/duration.ts';
import { createIds } from '#lib/id.ts';
import { silentLog } from '#lib/log.ts';
import { createOutbound } from '#lib/outbound/index.ts';
import { createPrepare } from '#prepare';
import { createTimeline, temporarySigningKey } from '#timeline';
import { createWords } from '#words';
import { startMailServer } from '../../mocks/mail-server.ts';
import { createTestWeb } from '../web/testing.ts';
import { poisson, randomOf } from './attribution/testing.ts';
import { createListen } from './index.ts';
import { listenRoutes } from './routes.ts';

export const CSP = "default-src 'none'; form-action 'self'";

/** Every loop looks around by itself, so a test that moves hours starts only those that it needs. */
type Part = 'timeline' | 'carriers' | 'listen';

export async function openListen({ start = ['timeline', 'carriers', 'listen'] }: { start?: Part[] } = {}) {
  const world = await createTestWeb({ open: false });
  const { store, clock, loops } = world;
  const mail = await startMailServer();
  const log = silentLog();
  const ids = createIds(clock);
  const outbound = createOutbound({ allow: '', clock });
  const timeline = createTimeline({ store, clock, ids, log, loops, key: temporarySigningKey() });
  const catalog = createCatalog({ store, clock, ids });
  const audience = createAudience({ store, clock, ids, linkKey: Buffer.alloc(32, 7) });
  const carriers = createCarriers({
    store,
    clock,
    ids,
    log,
    loops,
    outbound,
    identity: processIdentity({ host: 'test', pid: 1, isAlive: () => true }),
    config: {
      dataFolder: '/nonexistent',
      publicUrl: world.url,
      smtpUrl: mail.url,
      mailFrom: 'Demo Shop Status <status@shop.example>',
      mailConnections: 2,
      mailUnsubscribe: '',
      mailDkim: false,
      mailDkimSelector: 'candor',
      pushServices: '',
    },
  });
  const publicUrl = () => world.url;
  const words = createWords({ store, ids, clock });
  const deps = { store, timeline, audience, carriers, words, clock, ids, log, loops, publicUrl };
  const listen = createListen(deps);
  const { readers } = createPrepare({ store, clock, ids });
  listenRoutes(listen, { catalog, csp: CSP, readers })(world.web.api);
  await world.web.open({ store, people: world.people });
  const component = await catalog.components.create({ slug: 'checkout', name: { en: 'Checkout' } });
  if (start.includes('timeline')) timeline.start();
  if (start.includes('carriers')) await carriers.start();
  if (start.includes('listen')) listen.start();
  await loops.settled();
  const iso = (ms: number) => new Date(ms).toISOString();

  return {
    ...world,
    mail,
    timeline,
    catalog,
    audience,
    carriers,
    listen,
    readers,
    component,
    /** A second room over the same database: another process. */
    again: () => createListen(deps),
    settled: () => loops.settled(),
    forward: (ms: number) => clock.moveTo(clock.nowMs() + ms, () => loops.settled()),
    subscribe: (address: string, more: object = {}) =>
      audience.subscribers.add({ carrier: 'email', address, confirmed: true, ...more }, 'system:test'),
    /** What browsers send. */
    beacon: (batch: unknown, headers: Record<string, string> = {}) =>
      world.ask('POST', '/beacons', {
        body: typeof batch === 'string' ? batch : JSON.stringify(batch),
        headers: { 'content-type': 'text/plain', ...headers },
      }),
    post: (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
      world.ask('POST', path, {
        body: new URLSearchParams(fields).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      }),
    /** An outage that is over, as its facts tell it. */
    async outage(fromMs: number, untilMs: number, { resolved = true }: { resolved?: boolean } = {}) {
      const id = ids.next('inc');
      const subject = `incident:${id}`;
      const by = 'system:test';
      const components = [{ componentId: component.id, status: 'major_outage' as const }];
      const title = { en: 'Checkout is down', de: 'Die Kasse geht nicht' };
      const monitorId = ids.next('mon');
      await store.transaction(async (tx) => {
        await timeline.record(tx, [
          {
            subject,
            by,
            at: iso(fromMs),
            body: {
              kind: 'incident.opened',
              title,
              severity: 1,
              components,
              startedAt: iso(fromMs),
              detectedAt: iso(fromMs),
              detectedBy: 'monitor',
              impact: null,
              automaticFirstWord: false,
            },
          },
          {
            subject,
            by,
            at: iso(fromMs),
            body: {
              kind: 'symptom.joined',
              monitorId,
              monitorName: 'Checkout answers',
              componentId: component.id,
              status: 'major_outage',
              failedAt: iso(fromMs),
              detail: '500',
            },
          },
          {
            subject,
            by,
            at: iso(untilMs),
            body: { kind: 'symptom.cleared', monitorId, recoveredAt: iso(untilMs) },
          },
        ]);
        if (resolved)
          await timeline.record(tx, [
            {
              subject,
              by,
              at: iso(untilMs + MINUTE_MS),
              body: {
                kind: 'update.published',
                updateId: ids.next('upd'),
                phase: 'resolved',
                text: { en: 'It works again.' },
                origin: 'person',
                nextUpdateBy: null,
                components: [{ componentId: component.id, status: 'operational' }],
              },
            },
          ]);
      });
      await loops.settled();
      return id;
    },
    async close() {
      await carriers.close(100);
      await world.close();
      await mail.close();
      await outbound.close();
    },
  };
}

/**
 * A shop by the hour with a daily and a weekly rhythm; `buying` multiplies the share that buys, `coming` how many come.
 */
export function shopTraffic({
  fromMs,
  hours,
  seed,
  perHour = 2_000,
  buying = () => 1,
  coming = () => 1,
}: {
  fromMs: number;
  hours: number;
  seed: number;
  perHour?: number;
  buying?: (atMs: number) => number;
  coming?: (atMs: number) => number;
}): TrafficBucket[] {
  const random = randomOf(seed);
  let mood = 0;
  return Array.from({ length: hours }, (_, i) => {
    const atMs = fromMs + i * HOUR_MS;
    const hour = Math.floor(atMs / HOUR_MS) % 24;
    const weekday = Math.floor(atMs / (24 * HOUR_MS)) % 7;
    if (hour === 0) mood = 0.5 * mood + 0.05 * (random() + random() + random() - 1.5);
    const rhythm = (1 + 0.7 * Math.sin(((hour - 9) / 24) * 2 * Math.PI)) * (weekday >= 5 ? 0.7 : 1);
    const sessions = poisson(perHour * rhythm * Math.exp(mood) * coming(atMs), random);
    const conversions = Math.min(sessions, poisson(sessions * 0.2 * buying(atMs), random));
    const bounces = Math.min(sessions - conversions, poisson(sessions * 0.3, random));
    return {
      at: new Date(atMs).toISOString(),
      measured: true,
      source: 'import',
      sessions,
      pageViews: sessions * 3 - bounces * 2,
      bounces,
      durationSeconds: (sessions - bounces) * 60,
      conversions,
      conversionValue: conversions * 25,
    };
  });
}

/** Rows as the import takes them. */
export const importRows = (buckets: readonly TrafficBucket[]) =>
  buckets.map(({ measured: _, source: __, ...row }) => row);
