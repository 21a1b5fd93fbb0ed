import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handClock } from '#lib/clock.ts';
import { type Checked, checkUntilSettled } from './check.ts';
import type { ProbeResult } from './probes/index.ts';

const START = Date.parse('2026-01-01T00:00:00.000Z');
const result = (outcome: 'up' | 'down'): ProbeResult => ({
  outcome,
  failure: outcome === 'down' ? 'timeout' : null,
  detail: 'words',
  latencyMs: 1,
  phases: {},
  httpStatus: null,
  certificateExpiresAt: null,
});
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Answers come after the given milliseconds, check by check. */
function stage(answers: [afterMs: number, outcome: 'up' | 'down'][], confirmations = 3) {
  const clock = handClock('2026-01-01T00:00:00.000Z');
  const concluded: { startedAfterMs: number; endedAfterMs: number; outcome: string }[] = [];
  let started = 0;
  let failures = 0;
  const run = () =>
    new Promise<ProbeResult>((resolve) => {
      const [afterMs, outcome] = answers[started++]!;
      clock.at(clock.nowMs() + afterMs, () => resolve(result(outcome)));
    });
  const conclude = ({ startedMs, endedMs, result: { outcome } }: Checked) => {
    concluded.push({ startedAfterMs: startedMs - START, endedAfterMs: endedMs - START, outcome });
    failures = outcome === 'down' ? failures + 1 : 0;
    return failures > 0 && failures < confirmations ? confirmations - failures : 0;
  };
  const settled = checkUntilSettled(
    { clock, recheckMs: 2_000, run, mayOverlap: () => true, conclude },
    confirmations,
  );
  return { clock, concluded, settled, started: () => started };
}

test('a quick good answer settles the matter with one check', async () => {
  const { clock, concluded, settled, started } = stage([[30, 'up']]);
  await clock.moveTo(START + 5_000, settle);
  assert.equal(await settled, null);
  assert.equal(started(), 1);
  assert.equal(concluded.length, 1);
});

test('a quick failure asks for a re-check two seconds after it started', async () => {
  const { clock, settled } = stage([[30, 'down']]);
  await clock.moveTo(START + 30, settle);
  assert.equal(await settled, START + 2_000);
});

test('a target that hangs is settled one timeout after the last re-check began, not three timeouts later', async () => {
  const { clock, concluded, settled } = stage([
    [10_000, 'down'],
    [10_000, 'down'],
    [10_000, 'down'],
  ]);
  await clock.moveTo(START + 14_000, settle);
  assert.equal(await settled, null);
  assert.deepEqual(
    concluded.map((c) => [c.startedAfterMs, c.endedAfterMs]),
    [
      [0, 10_000],
      [2_000, 12_000],
      [4_000, 14_000],
    ],
  );
});

test('an answer that is slow and good makes the checks beside it meaningless', async () => {
  const { clock, concluded, settled, started } = stage([
    [3_000, 'up'],
    [10_000, 'down'],
  ]);
  await clock.moveTo(START + 20_000, settle);
  assert.equal(await settled, null);
  assert.equal(started(), 2);
  assert.deepEqual(
    concluded.map((c) => c.outcome),
    ['up'],
  );
});

test('results are judged in the order of their starts, also when a later one is quicker', async () => {
  const { clock, concluded, settled } = stage([
    [10_000, 'down'],
    [50, 'up'],
    [9_000, 'down'],
  ]);
  await clock.moveTo(START + 20_000, settle);
  assert.equal(await settled, null);
  assert.deepEqual(
    concluded.map((c) => c.outcome),
    ['down', 'up'],
  );
});
