import assert from 'node:assert/strict';
import { it } from 'node:test';
import { handClock } from '#lib/clock.ts';
import { createAttempts } from './attempts.ts';

it('allows ten failures, then one more every thirty seconds, for each address alone', () => {
  const clock = handClock('2026-03-01T12:00:00.000Z');
  const attempts = createAttempts({ clock });
  for (let n = 0; n < 10; n++) {
    assert.ok(attempts.allowed('a@b.example'));
    attempts.failed('a@b.example');
  }
  assert.ok(!attempts.allowed('a@b.example'));
  assert.ok(attempts.allowed('c@d.example'));
  clock.jumpTo(clock.nowMs() + 30_000);
  assert.ok(attempts.allowed('a@b.example'));
  attempts.failed('a@b.example');
  assert.ok(!attempts.allowed('a@b.example'));
  attempts.forget('a@b.example');
  assert.ok(attempts.allowed('a@b.example'));
});
