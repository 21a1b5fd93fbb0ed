/**
 * Before the outage: what is watched, who answers for it, whom it concerns, what they were promised, and how calm
 * days look.
 */
import type { Candor } from '../candor.ts';
import type { Sighting } from '../reader.ts';
import { reachElsewhere } from './everywhere.ts';
import { DEMO_WEBHOOK_SECRET, eventually, pause, type Telling } from './world.ts';

/** So short that a demo sees several promises; a real one is twenty or thirty minutes. */
const CADENCE_SECONDS = 12;
const HISTORY_DAYS = 30;
const DAY_MS = 86_400_000;

export type Prepared = {
  ownerId: string;
  componentId: string;
  calm: Sighting;
  checklist: { done: number; of: number };
};

export async function prepare(telling: Telling): Promise<Prepared> {
  const { candor, shop, webhooks, reader, traffic, mailTo, prove, say } = telling;
  say('\nPrepare');
  const startDate = new Date(Date.now() - HISTORY_DAYS * DAY_MS).toISOString().slice(0, 10);
  const components = {
    checkout: await candor.ok<{ id: string }>('POST', '/api/v1/components', {
      slug: 'shop-api',
      startDate,
      name: { en: 'Shop API', de: 'Shop-API' },
      position: 1,
    }),
    web: await candor.ok<{ id: string }>('POST', '/api/v1/components', {
      slug: 'website',
      startDate,
      name: { en: 'Website', de: 'Website' },
      position: 2,
    }),
  };
  shop.isComponent(components.checkout.id);
  const [page] = (await candor.ok<{ items: { id: string }[] }>('GET', '/api/v1/pages')).items;
  await candor.ok('PATCH', `/api/v1/pages/${page!.id}`, {
    name: 'Demo Shop',
    supportUrl: 'https://shop.example/help',
  });
  await candor.ok('PUT', '/api/v1/tell/settings', {
    cadenceSeconds: { 1: CADENCE_SECONDS, 2: CADENCE_SECONDS, 3: CADENCE_SECONDS, 4: CADENCE_SECONDS },
    firstWordHoldSeconds: 1,
    undoHoldSeconds: 1,
  });
  const [owner] = (await candor.ok<{ items: { id: string }[] }>('GET', '/api/v1/persons')).items;
  const [policy] = (await candor.ok<{ items: { id: string }[] }>('GET', '/api/v1/escalation-policies')).items;
  await candor.ok('PUT', `/api/v1/escalation-policies/${policy!.id}`, {
    name: 'Default',
    ownerId: owner!.id,
    acknowledgeSeconds: { 1: 4, 2: 4, 3: 4, 4: 4 },
    steps: [
      {
        afterSeconds: 4,
        personIds: [owner!.id],
        webhooks: [{ url: `${webhooks.url}/escalation`, secret: DEMO_WEBHOOK_SECRET }],
      },
    ],
  });
  const monitorOf = (name: string, componentId: string, url: string, contains: string) =>
    candor.ok<{ id: string }>('POST', '/api/v1/monitors', {
      name,
      componentId,
      target: {
        kind: 'http',
        url,
        assertions: [
          { type: 'status', oneOf: ['2xx'] },
          { type: 'body', operator: 'contains', text: contains },
          { type: 'responseTime', belowMs: 1_500 },
        ],
      },
      intervalSeconds: 1,
      timeoutMs: 1_800,
      recheckMs: 400,
      opensIncident: 1,
    });
  const monitor = await monitorOf(
    'Shop API lists products',
    components.checkout.id,
    `${shop.apiUrl}/products`,
    'products',
  );
  await monitorOf('Website answers', components.web.id, `${shop.url}/`, 'Demo Shop');
  await candor.ok('POST', '/api/v1/customers/imports', {
    csv: `external_id,name,email,plan,fee_minor,currency,started_on\ncus-1,Demo Customer One,one@customer.example,business,50000,EUR,2024-01-01\ncus-2,Demo Customer Two,two@customer.example,business,12900,EUR,2024-01-01\n`,
  });
  const webhookSubscriber = await candor.ok<{ id: string; secret: string }>('POST', '/api/v1/subscribers', {
    carrier: 'webhook',
    address: `${webhooks.url}/status`,
    secret: DEMO_WEBHOOK_SECRET,
  });
  prove(
    `two components, two monitors, an escalation policy, two customers and a webhook (${webhookSubscriber.id}) set up through the API`,
  );

  for (const [email, locale] of [
    ['reader@example.com', 'en'],
    ['leser@example.com', 'de'],
  ] as const) {
    const answer = await fetch(`${candor.url}/subscribers`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ email, locale }),
    });
    if (answer.status !== 202) throw new Error(`Signing up answered ${answer.status}`);
    const letter = await eventually(`the confirmation mail to ${email}`, () =>
      mailTo(email, (found) => /confirm|bestätigen/i.test(found.subject)),
    );
    const link = /http\S+\/confirm/.exec(letter.text)![0];
    await fetch(link);
    const counts = await candor.ok<{ pending: number }>('GET', '/api/v1/subscribers/counts');
    if (counts.pending < 1) throw new Error('A GET alone confirmed the subscription.');
    const confirmed = await fetch(link, { method: 'POST' });
    if (!confirmed.ok) throw new Error(`Confirming answered ${confirmed.status}`);
  }
  prove('two readers signed up on the page and confirmed by mail; following the link alone changed nothing');
  await reachElsewhere(telling);
  await traffic.importHistory(candor);
  traffic.start(candor.url);
  prove(`${traffic.historyBuckets()} buckets of backdated traffic imported; visitors come`);
  const samples = await importChecks(candor, monitor.id);
  prove(`${samples} backdated checks imported, with their own times`);
  const checklist = await doChecklist(candor);
  prove(
    `the outage policy is public, and an end user did the checklist: ${checklist.done} of ${checklist.of}; a wrong answer did not count`,
  );
  const calm = await eventually('the page saying that everything works', async () => {
    const sighting = await reader.look();
    return sighting.headline === 'Everything works.' && sighting.statuspage === 'All Systems Operational'
      ? sighting
      : null;
  });
  prove(`an outside reader sees: "${calm.headline}"`);
  telling.saw.push({ phase: 'calm', saw: calm });
  await pause(6_000);

  return { ownerId: owner!.id, componentId: components.checkout.id, calm, checklist };
}

/** Thirty calm days, a check every half hour, by the ordinary import. */
async function importChecks(candor: Candor, monitorId: string): Promise<number> {
  const stepMs = 1_800_000;
  const count = (HISTORY_DAYS * DAY_MS) / stepMs;
  const endMs = Math.floor(Date.now() / stepMs) * stepMs - stepMs;
  const samples = Array.from({ length: count }, (_, i) => ({
    at: new Date(endMs - (count - i) * stepMs).toISOString(),
    outcome: 'up',
    latencyMs: 40 + 15 * Math.sin(i / 230) + (i % 7),
    httpStatus: 200,
  }));
  await candor.ok('POST', `/api/v1/monitors/${monitorId}/samples`, { samples });
  return samples.length;
}

type Item = { id: string; kind?: string; options?: { id: string; right?: boolean }[] };

async function doChecklist(candor: Candor): Promise<{ done: number; of: number }> {
  const policy = await candor.ok<{ document: unknown }>('GET', '/api/v1/policy');
  await candor.ok('POST', '/api/v1/policy/versions', {});
  await eventually('the policy on the page', async () => (await fetch(`${candor.url}/policy`)).ok);
  if (!policy.document) throw new Error('There is no draft of the policy.');
  const { items } = await candor.ok<{ items: { slug: string; items: Item[] }[] }>(
    'GET',
    '/api/v1/checklists',
  );
  const list = items[0]!;
  const reader = 'demo-reader-0001';
  const address = `${candor.url}/api/v1/embed/checklists/${list.slug}`;
  type Seen = { items: { id: string; done: boolean }[] };
  const tick = async (item: Item, answer: string | undefined) => {
    const response = await fetch(`${address}/items/${item.id}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ reader, done: true, ...(answer ? { answer } : {}) }),
    });
    if (!response.ok) throw new Error(`The checklist refused ${item.id}: ${await response.text()}`);
    return ((await response.json()) as Seen).items.find(({ id }) => id === item.id)!.done;
  };
  for (const item of list.items) {
    const wrong = item.options?.find(({ right }) => !right);
    if (wrong && (await tick(item, wrong.id))) throw new Error('A wrong answer counted.');
    if (!(await tick(item, item.options?.find(({ right }) => right)?.id)))
      throw new Error(`${item.id} was not taken.`);
  }
  const seen = (await (await fetch(`${address}?reader=${reader}`)).json()) as Seen;
  return { done: seen.items.filter(({ done }) => done).length, of: seen.items.length };
}
