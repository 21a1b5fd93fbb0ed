import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRate, type Rate } from './rate.ts';

/** How many leave in `seconds` when somebody asks every millisecond. */
function passed(rate: Rate, fromMs: number, seconds: number): number {
  let count = 0;
  for (let ms = fromMs; ms < fromMs + seconds * 1_000; ms++) if (rate.take(ms) === 0) count += 1;
  return count;
}

test('what an account may send at most is kept, without bursts', () => {
  const rate = createRate({ most: 10 });
  const count = passed(rate, 0, 10);
  assert.ok(count >= 98 && count <= 103, `${count} in ten seconds`);
});

test('too fast: silence for as long as was asked, then half, then up again until nothing limits it', () => {
  const rate = createRate();
  assert.equal(passed(rate, 0, 1), 1_000, 'free');
  rate.throttled(1_000, 5_000);
  rate.throttled(1_001, 5_000);
  assert.equal(passed(rate, 1_001, 4.9), 0, 'Retry-After is honoured');
  assert.equal(rate.state(6_100).perSecond, 500, 'half, once, though two were refused together');
  const half = passed(rate, 6_100, 1);
  assert.ok(half > 400 && half <= 640, `${half} in a second`);
  let ms = 7_100;
  let seconds = 0;
  while (rate.state(ms).perSecond !== null && seconds < 60) {
    ms += 1_000;
    seconds += 1;
    rate.worked(ms);
  }
  assert.ok(seconds > 10 && seconds < 40, `free again after ${seconds} s`);
});

test('a limit of the settings is never left, and those who wait get different times', () => {
  const rate = createRate({ most: 2 });
  assert.equal(rate.take(0), 0);
  const waits = [rate.take(0), rate.take(0), rate.take(0)];
  assert.deepEqual(waits, [500, 1_000, 1_500]);
  rate.throttled(10_000);
  for (let ms = 12_000; ms < 120_000; ms += 1_000) rate.worked(ms);
  assert.equal(rate.state(120_000).perSecond, 2);
});
