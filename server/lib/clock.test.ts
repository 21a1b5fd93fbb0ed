/** A clock that is set while somebody waits: forward rings soon, back makes nobody wait longer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handClock, systemClock } from './clock.ts';

type Timers = {
  mock: { timers: { enable(options: { apis: ['setTimeout'] }): void; tick(ms: number): void } };
};

/** The system's clock on timers moved by the test, with a wall that can be set. */
function world(t: unknown) {
  const { timers } = (t as Timers).mock;
  timers.enable({ apis: ['setTimeout'] });
  let wallMs = 1_000_000;
  let monotonicMs = 0;
  const clock = systemClock({ nowMs: () => wallMs, monotonicMs: () => monotonicMs });
  return {
    clock,
    pass(ms: number) {
      for (let i = 0; i < ms; i += 100) {
        wallMs += 100;
        monotonicMs += 100;
        timers.tick(100);
      }
    },
    set: (byMs: number) => {
      wallMs += byMs;
    },
  };
}

test('a wait ends at its time, once', (t) => {
  const { clock, pass } = world(t);
  let rings = 0;
  clock.at(clock.nowMs() + 5_000, () => void rings++);
  pass(4_900);
  assert.equal(rings, 0);
  pass(100);
  assert.equal(rings, 1);
  pass(10_000);
  assert.equal(rings, 1);
});

test('a clock that jumps forward rings what became due within a second or so', (t) => {
  const { clock, pass, set } = world(t);
  let rings = 0;
  clock.at(clock.nowMs() + 3_600_000, () => void rings++);
  pass(2_000);
  set(7_200_000);
  pass(1_100);
  assert.equal(rings, 1);
});

test('a clock that is set back makes nobody wait longer than was asked for', (t) => {
  const { clock, pass, set } = world(t);
  let rings = 0;
  clock.at(clock.nowMs() + 5_000, () => void rings++);
  pass(1_000);
  set(-600_000);
  pass(3_900);
  assert.equal(rings, 0);
  pass(1_000);
  assert.equal(rings, 1);
});

test('what was cancelled never rings', (t) => {
  const { clock, pass } = world(t);
  const cancel = clock.at(clock.nowMs() + 1_000, () => assert.fail('it rang'));
  cancel();
  pass(5_000);
});

test('the hand-moved clock rings in order, and does the same when it is set back', async () => {
  const clock = handClock('2026-03-01T12:00:00.000Z');
  const rung: string[] = [];
  const at = (name: string, ms: number) => clock.at(clock.nowMs() + ms, () => void rung.push(name));
  at('second', 2_000);
  at('first', 1_000);
  at('later', 5_000);
  await clock.moveTo(clock.nowMs() + 3_000);
  assert.deepEqual(rung, ['first', 'second']);
  clock.jumpTo(clock.nowMs() - 600_000);
  await clock.moveTo(clock.nowMs() + 1_900);
  assert.deepEqual(rung, ['first', 'second']);
  await clock.moveTo(clock.nowMs() + 200);
  assert.deepEqual(rung, ['first', 'second', 'later']);
});
