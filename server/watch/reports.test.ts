/** Readers report without a name; staff see how many; many at once stand out; old and too many ones go. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { ReportsView } from '@candor/protocol/watch.ts';
import { sql } from 'kysely';
import { createCatalog } from '#catalog';
import { DAY_MS, MINUTE_MS } from '#lib/duration.ts';
import { createTestWeb } from '../web/testing.ts';
import { reportRoutes } from './index.ts';
import { world } from './testing.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

async function site(t: TestContext) {
  const it = await world(t);
  const catalog = createCatalog(it);
  const { id: componentId } = await catalog.components.create({ slug: 'checkout', name: { en: 'Checkout' } });
  const web = await createTestWeb({
    routes: [
      reportRoutes(it.watch.reports, { catalog, csp: "default-src 'none'", web: { pageOf: () => null } }),
    ],
  });
  t.after(() => web.close());
  const send = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${web.url}/reports`, {
      method: 'POST',
      headers: { ...FORM, ...headers },
      body: new URLSearchParams(fields).toString(),
    });
  return { ...it, componentId, web, send };
}

test('a form without script is thanked in the language of the page, told what happens, and kept', async (t) => {
  const { web, send, componentId } = await site(t);
  const answer = await send({ componentId, text: ' No receipt ', locale: 'pl', website: '' });
  assert.equal(answer.status, 202);
  const page = await answer.text();
  assert.match(page, /<html lang="pl"/);
  assert.match(page, /Zgłoszenie zostało policzone/);
  assert.match(page, /action="\/subscribers"/, 'offers to be told');
  assert.match(answer.headers.get('cache-control') ?? '', /no-store/);
  assert.equal((await send({ componentId: '', text: '', locale: 'en' })).status, 202, 'both are optional');
  const below = await fetch(`${web.url}/p/acme/reports`, {
    method: 'POST',
    headers: FORM,
    body: 'locale=en',
  });
  assert.equal(below.status, 202, 'also of a page that lives below a path');
  assert.equal((await web.ask('GET', '/api/v1/reports')).status, 401);
  const { json } = await web.ask('GET', '/api/v1/reports', { as: 'viewer' });
  const view = json as ReportsView;
  assert.deepEqual(
    view.items.map(({ text, componentId: about }) => [about, text]),
    [
      [null, null],
      [null, null],
      [componentId, 'No receipt'],
    ],
  );
  assert.equal(view.counts.find((each) => each.componentId === componentId)?.lastHour, 1);
});

test('bad input, other sites, machines and floods are turned away and change nothing', async (t) => {
  const { watch, send } = await site(t);
  assert.equal((await send({ text: 'x'.repeat(1_001) })).status, 400);
  assert.equal((await send({ componentId: 'cmp_nowhere' })).status, 400);
  assert.equal((await send({ locale: '../x' })).status, 400);
  assert.equal((await send({ text: 'hi' }, { 'sec-fetch-site': 'cross-site' })).status, 403);
  assert.equal((await send({ text: 'buy', website: 'https://spam.example' })).status, 202, 'thanked …');
  assert.equal((await watch.reports.list({ limit: 10 })).items.length, 0, '… and forgotten');
  const statuses = await Promise.all(Array.from({ length: 12 }, async () => (await send({})).status));
  assert.ok(statuses.includes(429));
});

test('many reports at once stand out and are told of once, a steady trickle is not', async (t) => {
  const { watch, clock, componentId } = await world(t);
  const told: number[] = [];
  watch.reports.onChange((surges) => told.push(surges.length));
  const report = (id: string | null) => watch.reports.add({ componentId: id, text: null, locale: 'en' });
  for (let i = 0; i < 4; i++) await report(componentId);
  assert.deepEqual((await watch.reports.list({ limit: 1 })).surges, []);
  await report(componentId);
  await report(componentId);
  const { surges } = await watch.reports.list({ limit: 1 });
  assert.deepEqual(surges, [{ componentId, count: 6, since: clock.now(), usualPerHour: 0 }]);
  assert.deepEqual(told, [0, 1], 'at the first report, and at once when it became a surge');
  await clock.moveTo(clock.nowMs() + 11 * MINUTE_MS, async () => {});
  assert.deepEqual((await watch.reports.list({ limit: 1 })).surges, []);
});

test('words go after thirty days, and the table has a bound', async (t) => {
  const { watch, store, clock } = await world(t);
  await watch.reports.add({ componentId: null, text: 'old', locale: 'en' });
  await clock.moveTo(clock.nowMs() + 30 * DAY_MS + MINUTE_MS, async () => {});
  await sql`insert into watch_report (id, at, locale)
    select 'rpt_9' || lpad(n::text, 25, '0'), ${clock.now()}::timestamptz, 'en' from generate_series(1, 20010) n`.execute(
    store.db,
  );
  await watch.reports.sweep();
  const { rows } = await sql<{ count: number; old: number }>`
    select count(*)::integer as count, count(text)::integer as old from watch_report`.execute(store.db);
  assert.deepEqual(rows[0], { count: 20_000, old: 0 });
});
