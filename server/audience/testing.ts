/** An audience of its own behind a real web, with a real mail server and a phone that takes text messages, for tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Carrier } from '#carriers';
import { createCarriers, processIdentity } from '#carriers';
import { createCatalog } from '#catalog';
import { createIds } from '#lib/id.ts';
import { silentLog } from '#lib/log.ts';
import { createOutbound } from '#lib/outbound/index.ts';
import { createTimeline, temporarySigningKey } from '#timeline';
import { startMailServer } from '../../mocks/mail-server.ts';
import { createTestWeb } from '../web/testing.ts';
import { createAudience } from './index.ts';
import { audienceRoutes } from './routes.ts';

const CSP = "default-src 'none'; form-action 'self'";
const PHONE = /^\+[1-9]\d{6,14}$/;

/** Takes the place of a provider of text messages: what a phone would show stays in `texts`. */
function phones(): Carrier & { texts: { to: string; text: string }[] } {
  const texts: { to: string; text: string }[] = [];
  return {
    texts,
    name: 'sms',
    title: 'Text messages',
    summary: 'Texts to phones.',
    receiptMeaning: 'It is on the list of the test.',
    audience: 'reader',
    address: {
      label: 'Phone number',
      help: 'With + and the country.',
      example: '+15550001111',
      secret: false,
      parse(text) {
        const address = text.replace(/[\s()-]/g, '');
        return PHONE.test(address) ? { address } : { fault: 'This is not a phone number.' };
      },
    },
    forms: ['short'],
    limits: { inFlight: 5, perEndpoint: 5, timeoutMs: 1_000 },
    endpointOf: () => 'phones',
    providers: [],
    show: () => ({ texts: [] }),
    async send({ address }, { form }) {
      texts.push({ to: address, text: form.short ?? form.text });
      return { outcome: 'accepted', receipt: { id: String(texts.length) } };
    },
  };
}

export async function openAudience({
  env = {},
  allow = '',
}: {
  env?: Record<string, string>;
  /** Addresses of the inside that may be called. */
  allow?: string;
} = {}) {
  const world = await createTestWeb({ open: false, env });
  const { store, clock, loops, people } = world;
  const mail = await startMailServer();
  const log = silentLog();
  const ids = createIds(clock);
  const outbound = createOutbound({ allow, clock });
  const timeline = createTimeline({ store, clock, ids, log, loops, key: temporarySigningKey() });
  const catalog = createCatalog({ store, clock, ids });
  const audience = createAudience({ store, clock, ids, linkKey: Buffer.alloc(32, 7) });
  const publicUrl = () => world.url;
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
  const phone = phones();
  carriers.register(phone);
  const dataFolder = mkdtempSync(join(tmpdir(), 'candor-audience-'));
  const own = { audience, carriers, catalog, timeline, people, store, clock, ids, log, dataFolder };
  audienceRoutes({ ...own, track: loops.track, publicUrl, csp: CSP, web: world.web })(world.web.api);
  await world.web.open({ store, people });
  const group = await catalog.groups.create({ name: { en: 'Shop' } });
  const checkout = await catalog.components.create({
    slug: 'checkout',
    name: { en: 'Checkout' },
    groupId: group.id,
  });
  const search = await catalog.components.create({ slug: 'search', name: { en: 'Search' } });
  timeline.start();
  await carriers.start();
  await loops.settled();

  return {
    ...world,
    mail,
    phone,
    timeline,
    catalog,
    audience,
    carriers,
    group,
    checkout,
    search,
    dataFolder,
    settled: () => loops.settled(),
    /** Time passes; what would have rung on the way does not matter here. */
    jump: (ms: number) => clock.jumpTo(clock.nowMs() + ms),
    /** As a browser without script sends a form. */
    post: (path: string, fields: string | Record<string, string>, headers: Record<string, string> = {}) =>
      world.ask('POST', path, {
        body: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', ...headers },
      }),
    async openIncident(componentId = checkout.id) {
      const id = ids.next('inc');
      await store.transaction((tx) =>
        timeline.record(tx, [
          {
            subject: `incident:${id}`,
            by: 'system:test',
            at: clock.now(),
            body: {
              kind: 'incident.opened',
              title: { en: 'Checkout is down' },
              severity: 1,
              components: [{ componentId, status: 'major_outage' }],
              startedAt: clock.now(),
              detectedAt: clock.now(),
              detectedBy: 'person',
              impact: null,
              automaticFirstWord: false,
            },
          },
        ]),
      );
      return id;
    },
    async close() {
      await carriers.close(100);
      await world.close();
      await mail.close();
      await outbound.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

export type TestAudience = Awaited<ReturnType<typeof openAudience>>;

/** The fields that a form of this page holds hidden, as its browser would send them. */
export const hiddenIn = (page: string): Record<string, string> =>
  Object.fromEntries(
    [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      value!,
    ]),
  );
