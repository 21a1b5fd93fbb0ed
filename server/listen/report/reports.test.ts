/** Trust reports through the real store and the web: measured, told, measured again by themselves, published. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, WEEK_MS } from '#lib/duration.ts';
import { type Interval, includes } from '#lib/interval.ts';
import { importRows, openListen, shopTraffic } from '../testing.ts';

const PAGE = { id: 'pag_x', name: 'Demo Shop', supportUrl: null, timeZone: 'UTC', locales: ['en', 'de'] };
const HISTORY_WEEKS = 12;

describe('the trust report of an outage', () => {
  let w: Awaited<ReturnType<typeof openListen>>;
  let id = '';
  let down: Interval = { startMs: 0, endMs: 0 };
  const kinds = async () =>
    (await w.timeline.read({ subject: `incident:${id}`, kinds: ['trust.measured'] })).map(({ body }) => body);
  const ask = (method: string, path = '', as: 'owner' | 'viewer' = 'owner') =>
    w.ask(method, `/api/v1/incidents/${id}/trust${path}`, { as });
  const documents = () => w.listen.publicDocuments({ page: PAGE } as unknown as Snapshot);

  before(async () => {
    w = await openListen({ start: ['timeline', 'listen'] });
    const nowMs = w.clock.nowMs();
    down = { startMs: nowMs - 8 * HOUR_MS, endMs: nowMs - 2 * HOUR_MS };
    const buckets = shopTraffic({
      seed: 21,
      fromMs: nowMs - HISTORY_WEEKS * WEEK_MS,
      hours: (HISTORY_WEEKS * WEEK_MS) / HOUR_MS,
      buying: (atMs) => (includes(down, atMs) ? 0.7 : 1),
    });
    assert.equal((await w.listen.traffic.import(importRows(buckets))).imported, buckets.length);
    id = await w.outage(down.startMs, down.endMs);
  });
  after(() => w.close());

  it('is not there before it is measured, and not for what does not exist', async () => {
    assert.equal((await ask('GET')).status, 404);
    assert.equal((await ask('PUT', '/publication')).status, 404);
    assert.equal(
      (await w.ask('POST', '/api/v1/incidents/inc_none/trust', { as: 'owner', body: {} })).status,
      404,
    );
    assert.equal((await ask('POST', '', 'viewer')).status, 403);
    assert.equal((await w.ask('POST', `/api/v1/incidents/${id}/trust`)).status, 401);
    assert.deepEqual(await kinds(), []);
  });

  it('measures the dip, with an interval that covers the truth, and tells the timeline', async () => {
    const answer = await ask('POST');
    assert.equal(answer.status, 200);
    const { metrics, cost, recovery, publishedAt } = answer.json;
    const rate = metrics.find(({ metric }: { metric: string }) => metric === 'conversionRate').whileDown;
    assert.equal(rate.verdict, 'fell');
    assert.ok(rate.effect.low <= -0.3 && rate.effect.high >= -0.3, JSON.stringify(rate.effect));
    assert.ok(rate.falseFlags.of > 0 && rate.power.share >= 0.5);
    assert.ok(cost.conversions.lost.low > 0);
    assert.equal(recovery.answer, 'not yet');
    assert.equal(publishedAt, null);
    assert.deepEqual((await ask('GET', '', 'viewer')).json, answer.json);
    const facts = await kinds();
    assert.equal(facts.length, 5);
    const fact = facts.find((body) => body.kind === 'trust.measured' && body.metric === 'conversionRate')!;
    assert.equal(fact.kind === 'trust.measured' && fact.verdict, 'fell');
  });

  it('measured again, the same claims are no new facts', async () => {
    await w.forward(1_000);
    const again = await ask('POST');
    assert.equal(again.json.measuredAt, w.clock.now());
    assert.equal((await kinds()).length, 5);
  });

  it('is shown to the public only when staff says so, in every language of the page', async () => {
    assert.deepEqual([...(await documents()).keys()], []);
    assert.deepEqual(await w.listen.publicLinks(), []);
    let changes = 0;
    w.listen.onChange(() => {
      changes += 1;
    });
    const published = await ask('PUT', '/publication');
    assert.equal(published.json.publishedAt, w.clock.now());
    assert.equal(changes, 1);
    assert.deepEqual(await w.listen.publicLinks(), [{ kind: 'trust', url: '/trust' }]);
    const shown = await documents();
    assert.deepEqual(
      [...shown.keys()].sort(),
      [
        `/de/incidents/${id}/trust`,
        '/de/trust',
        `/incidents/${id}/trust`,
        `/incidents/${id}/trust.json`,
        '/trust',
      ].sort(),
    );
    const english = String(shown.get(`/incidents/${id}/trust`)!.body);
    assert.match(english, /Conversions per visit<\/th><td>−\d\d% \(−\d\d% to −\d\d%\)/);
    assert.match(english, /no effect seen/);
    assert.match(english, /sees something in \d+% of \d+ windows in which nothing happened/);
    assert.match(english, /not back yet/);
    assert.match(String(shown.get(`/de/incidents/${id}/trust`)!.body), /Abschlüsse je Besuch[\s\S]*zu 95\s%/);
    const twin = JSON.parse(String(shown.get(`/incidents/${id}/trust.json`)!.body));
    assert.equal(twin.incidentId, id);
    assert.ok(!JSON.stringify(twin).includes('usr_'), 'who measured is nobody’s business');
    await ask('DELETE', '/publication');
    assert.equal((await documents()).size, 0);
  });

  it('measures itself after a while, until trust is back', async () => {
    const from = Math.ceil(w.clock.nowMs() / HOUR_MS) * HOUR_MS;
    const traffic = shopTraffic({ seed: 22, fromMs: from, hours: 12 * 24 });
    w.clock.jumpTo(from + DAY_MS);
    await w.forward(MINUTE_MS);
    const first = (await ask('GET')).json;
    assert.ok(Date.parse(first.measuredAt) > from + 20 * HOUR_MS, first.measuredAt);
    w.clock.jumpTo(from + 12 * DAY_MS);
    await w.listen.traffic.import(importRows(traffic));
    await w.forward(MINUTE_MS);
    const later = (await ask('GET')).json;
    assert.ok(Date.parse(later.measuredAt) >= from + 12 * DAY_MS);
    const rate = later.metrics.find(({ metric }: { metric: string }) => metric === 'conversionRate');
    assert.equal(rate.whileDown.verdict, 'fell');
    assert.notEqual(rate.lasting, null);
    assert.ok((await kinds()).length >= 10, 'what stayed is told too');
  });

  it('waits until the service has recovered', async () => {
    const nowMs = w.clock.nowMs();
    const open = await w.outage(nowMs - HOUR_MS, nowMs - HOUR_MS / 2, { resolved: false });
    const answer = await w.ask('POST', `/api/v1/incidents/${open}/trust`, { as: 'owner', body: {} });
    assert.equal(answer.status, 200, 'recovered is enough');
    const list = await w.ask('GET', '/api/v1/trust-reports?limit=1', { as: 'viewer' });
    assert.deepEqual(
      list.json.items.map(({ incidentId }: { incidentId: string }) => incidentId),
      [open],
    );
    const rest = await w.ask('GET', `/api/v1/trust-reports?after=${list.json.next}`, { as: 'viewer' });
    assert.deepEqual(
      [rest.json.items.map(({ incidentId }: { incidentId: string }) => incidentId), rest.json.next],
      [[id], null],
    );
  });
});
