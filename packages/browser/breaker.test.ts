import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  admits,
  type BreakerEvent,
  CLOSED,
  DEFAULT_POLICY,
  placeOf,
  settle,
  share,
  step,
} from './breaker.ts';

const failed: BreakerEvent = { kind: 'failed' };
const opened = () => [1, 2, 3].reduce((state) => step(state, failed, 0), CLOSED);

test('opens after three failures in a row, and a success in between starts the count again', () => {
  const two = step(step(CLOSED, failed, 0), failed, 0);
  assert.equal(two.phase, 'closed');
  assert.equal(step(step(two, { kind: 'succeeded' }, 0), failed, 0).phase, 'closed');
  assert.equal(opened().phase, 'open');
  assert.equal(admits(opened(), 0, 4_999), false);
});

test('lets the crowd back in by 1 %, 10 %, 100 %', () => {
  const state = opened();
  assert.deepEqual(
    [4_999, 5_000, 10_000, 15_000, 99_000].map((at) => share(state, at)),
    [0, 0.01, 0.1, 1, 1],
  );
  assert.equal(admits(state, 0.005, 5_000), true);
  assert.equal(admits(state, 0.5, 14_999), false);
  assert.equal(admits(state, 0.5, 15_000), true);
});

test('a failed probe waits twice as long, a good one closes', () => {
  const probing = step(opened(), { kind: 'asked', probeMs: 1_000 }, 15_000);
  assert.equal(admits(probing, 0, 15_500), false, 'one probe at a time');
  assert.equal(admits(probing, 0, 16_001), true, 'a lost probe does not lock the breaker');
  const again = step(probing, failed, 15_500);
  assert.equal(again.untilMs, 15_500 + 10_000);
  assert.deepEqual(step(probing, { kind: 'succeeded' }, 15_500), CLOSED);
});

test('a declared outage stops every call until it is withdrawn, and then ramps up', () => {
  const down = step(CLOSED, { kind: 'declared', status: 'major_outage' }, 0);
  assert.equal(admits(down, 0, 1e9), false);
  assert.equal(step(down, { kind: 'succeeded' }, 10).phase, 'open');
  const back = step(down, { kind: 'declared', status: 'operational' }, 60_000);
  assert.equal(share(back, 60_000), 0.01);
  assert.equal(share(back, 70_000), 1);
  assert.equal(step(CLOSED, { kind: 'declared', status: 'partial_outage' }, 0).phase, 'closed');
});

test('places are even over the crowd', () => {
  const low = Array.from({ length: 20_000 }, (_, n) => placeOf(`client-${n}`, 'api')).filter((p) => p < 0.1);
  assert.ok(Math.abs(low.length / 20_000 - 0.1) < 0.015, `${low.length}`);
});

test('whatever happens, it comes back by itself unless an outage is declared', () => {
  const event = fc.oneof(
    fc.constantFrom<BreakerEvent>(failed, { kind: 'succeeded' }, { kind: 'asked', probeMs: 5_000 }),
    fc
      .constantFrom('major_outage', 'operational', 'unknown')
      .map((status) => ({ kind: 'declared', status }) as const),
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(event, fc.nat(20_000))),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (story, place) => {
        let state = CLOSED;
        let now = 0;
        for (const [happening, laterMs] of story) {
          now += laterMs;
          state = step(state, happening, now);
          if (state.phase === 'open')
            assert.equal(share(state, now), settle(state, now).phase === 'open' ? 0 : 0.01);
          assert.ok(state.untilMs <= now + DEFAULT_POLICY.openMaxMs);
        }
        const later = now + DEFAULT_POLICY.openMaxMs + 3 * DEFAULT_POLICY.stepMs;
        assert.equal(admits(state, place, later), !state.declaredDown);
      },
    ),
  );
});
