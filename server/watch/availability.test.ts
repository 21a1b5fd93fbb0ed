import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Verdict } from '@candor/protocol/watch.ts';
import fc from 'fast-check';
import { DAY_MS, HOUR_MS } from '#lib/duration.ts';
import { availabilityOf } from './availability.ts';
import { START, target, world } from './testing.ts';

const DAY = Date.parse('2026-03-01T00:00:00.000Z');
const trouble = (
  startMs: number,
  endMs: number,
  status: 'major_outage' | 'degraded_performance',
  open = false,
) => ({
  monitorId: 'mon_1',
  status,
  startMs,
  endMs,
  open,
});

test('overlapping failures are a union, and worse hides better', () => {
  const result = availabilityOf(
    'cmp_1',
    [
      trouble(DAY + HOUR_MS, DAY + 3 * HOUR_MS, 'major_outage'),
      trouble(DAY + 2 * HOUR_MS, DAY + 4 * HOUR_MS, 'major_outage'),
      trouble(DAY, DAY + 5 * HOUR_MS, 'degraded_performance'),
    ],
    [],
    { startMs: DAY, endMs: DAY + DAY_MS },
  );
  assert.deepEqual(result.days, [
    { date: '2026-03-01', downMs: 3 * HOUR_MS, degradedMs: 2 * HOUR_MS, unknownMs: 0 },
  ]);
});

test('a failure across midnight counts on both days, and one that lasts has no end', () => {
  const result = availabilityOf(
    'cmp_1',
    [trouble(DAY + 23 * HOUR_MS, DAY + 26 * HOUR_MS, 'major_outage', true)],
    [],
    { startMs: DAY, endMs: DAY + 26 * HOUR_MS },
  );
  assert.deepEqual(
    result.days.map(({ downMs }) => downMs / HOUR_MS),
    [1, 2],
  );
  assert.equal(result.troubles[0]?.endAt, null);
});

test('property: a day is never more than a day, and the days add up to the whole', () => {
  const span = fc.record({
    start: fc.integer({ min: -50, max: 100 }),
    length: fc.integer({ min: 1, max: 60 }),
  });
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          at: span,
          status: fc.constantFrom('major_outage' as const, 'degraded_performance' as const),
        }),
      ),
      fc.array(span),
      (troubles, unknown) => {
        const ms = ({ start, length }: { start: number; length: number }) => ({
          startMs: DAY + start * HOUR_MS,
          endMs: DAY + (start + length) * HOUR_MS,
        });
        const result = availabilityOf(
          'cmp_1',
          troubles.map(({ at, status }) => ({ ...trouble(0, 0, status), ...ms(at) })),
          unknown.map(ms),
          { startMs: DAY, endMs: DAY + 3 * DAY_MS },
        );
        for (const { downMs, degradedMs, unknownMs } of result.days)
          assert.ok(downMs + degradedMs + unknownMs <= DAY_MS);
        const sum = (name: 'downMs' | 'degradedMs' | 'unknownMs') =>
          result.days.reduce((total, day) => total + day[name], 0);
        assert.deepEqual(
          [sum('downMs'), sum('degradedMs'), sum('unknownMs')],
          [result.downMs, result.degradedMs, result.unknownMs],
        );
      },
    ),
  );
});

test('from live checks: downtime is exact, and what nobody watched is unknown', async (t) => {
  const [it, site] = [await world(t), await target(t)];
  await it.start();
  await it.http(site.url);
  await it.pass(60_000);
  site.set('bad');
  await it.pass(10 * 60_000);
  site.set('good');
  await it.pass(20 * 60_000);
  const from = new Date(Date.parse(START) - 10 * HOUR_MS).toISOString();
  const [result] = await it.watch.availability([it.componentId], from, it.clock.now());
  const [failed, recovered] = await it.facts();
  assert.ok(failed?.kind === 'monitor.failed' && recovered?.kind === 'monitor.recovered');
  assert.equal(result?.downMs, Date.parse(recovered.firstGoodAt) - Date.parse(failed.firstFailedAt));
  assert.equal(result?.unknownMs, 10 * HOUR_MS);
  assert.equal(result?.troubles.length, 1);
});

test('an import of the past shows on the bars as if it had been watched, also when it is sent twice', async (t) => {
  const [it, site] = [await world(t), await target(t)];
  await it.start();
  const monitor = await it.http(site.url);
  const fromMs = Date.parse(START) - 90 * DAY_MS;
  // Every ten minutes for ninety days; on the thirtieth day it failed for two hours, once there was a hiccup.
  const rows = Array.from({ length: 90 * 144 }, (_, i) => {
    const bad = (i >= 30 * 144 && i < 30 * 144 + 12) || i === 50 * 144;
    const outcome: Verdict = bad ? 'down' : 'up';
    return { at: new Date(fromMs + i * 600_000).toISOString(), outcome, latencyMs: 40 };
  });
  for (let twice = 0; twice < 2; twice++)
    assert.deepEqual(await it.watch.importSamples(monitor.id, rows), { samples: rows.length, facts: 2 });
  await it.pass(60_000);
  const facts = await it.facts();
  assert.deepEqual(
    facts.map(({ kind }) => kind),
    ['monitor.failed', 'monitor.recovered'],
  );
  assert.ok(
    facts[0]?.kind === 'monitor.failed' && facts[0].opensIncident === null,
    'opens no incident today',
  );
  const [result] = await it.watch.availability([it.componentId], new Date(fromMs).toISOString(), START);
  assert.equal(result?.downMs, 2 * HOUR_MS);
  assert.equal(result?.unknownMs, 0);
  const days = await it.watch.series(monitor.id, new Date(fromMs).toISOString(), START, 86_400);
  assert.equal(
    days.reduce((sum, { up, down }) => sum + up + down, 0),
    rows.length,
  );
  await assert.rejects(
    it.watch.importSamples(monitor.id, [{ at: '2999-01-01T00:00:00.000Z', outcome: 'up' }]),
    {
      code: 'import.invalid',
    },
  );
});
