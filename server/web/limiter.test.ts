import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { handClock } from '#lib/clock.ts';
import { createLimiter } from './limiter.ts';

describe('the limiter', () => {
  it('gives a burst of a minute’s worth, then one at a time, and says when', () => {
    const clock = handClock('2026-03-01T12:00:00.000Z');
    const limiter = createLimiter({ clock });
    for (let n = 0; n < 6; n++) assert.deepEqual(limiter.take('a', 6), { ok: true });
    assert.deepEqual(limiter.take('a', 6), { ok: false, retryAfterSeconds: 10 });
    assert.deepEqual(limiter.take('b', 6), { ok: true });
    clock.jumpTo(clock.nowMs() + 10_000);
    assert.deepEqual(limiter.take('a', 6), { ok: true });
    assert.equal(limiter.take('a', 6).ok, false);
  });
  it('never gives more than a burst and the refill of the time that passed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(20_000), { maxLength: 200 }),
        fc.integer({ min: 1, max: 60 }),
        (waits, perMinute) => {
          const clock = handClock('2026-03-01T12:00:00.000Z');
          const limiter = createLimiter({ clock });
          const start = clock.nowMs();
          let given = 0;
          for (const wait of waits) {
            clock.jumpTo(clock.nowMs() + wait);
            if (limiter.take('a', perMinute).ok) given += 1;
          }
          return given <= perMinute + ((clock.nowMs() - start) * perMinute) / 60_000 + 1e-6;
        },
      ),
    );
  });
  it('remembers no more than it may, whatever strangers send', () => {
    const limiter = createLimiter({ clock: handClock('2026-03-01T12:00:00.000Z'), remembered: 100 });
    for (let n = 0; n < 1_000; n++) limiter.take(`reader ${n}`, 5);
    assert.equal(limiter.size(), 100);
  });
});
