/** The same simulation as the bench, small, with deliveries planned: nothing hidden, and no silence too long. */
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { GRACE_MS } from './judge.ts';
import { NIGHTS, simulate } from './simulate.ts';

const seed = Number(process.env['CANDOR_BENCH_SEED'] ?? randomInt(2 ** 31));

for (const [i, night] of NIGHTS.entries())
  test(`${night.name}, 120 incidents, CANDOR_BENCH_SEED=${seed}`, { timeout: 900_000 }, async () => {
    const { incidents, notes, crashes, jumps, outages, verdict } = await simulate({
      incidents: 120,
      seed: seed + i,
      night,
      reaches: true,
    });
    assert.deepEqual(verdict.faults, []);
    assert.ok(verdict.worstOverMs <= GRACE_MS);
    assert.equal(incidents, 120);
    // A run in which nothing happened would prove nothing.
    assert.ok(
      Math.min(crashes, jumps, outages) > 0 && notes > 100 && verdict.missed > 0 && verdict.kept > 100,
    );
  });
