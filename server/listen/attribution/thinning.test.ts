import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { poisson, randomOf } from './testing.ts';
import { effectInterval } from './thinning.ts';

const SCATTER = { low: 0.9, middle: 1, high: 1.1 };

test('where there is plenty, the placebos alone decide', () => {
  const { low, high } = effectInterval({ ratio: 0.5, ...SCATTER, events: 1e9 });
  assert.ok(Math.abs(low - (0.5 / 1.1 - 1)) < 1e-6);
  assert.ok(Math.abs(high - (0.5 / 0.9 - 1)) < 1e-6);
});

test('what rose is judged by the placebos alone', () => {
  const { low, high } = effectInterval({ ratio: 1.5, ...SCATTER, events: 50 });
  assert.ok(Math.abs(low - (1.5 / 1.1 - 1)) < 1e-9);
  assert.ok(Math.abs(high - (1.5 / 0.9 - 1)) < 1e-9);
});

test('the interval holds its own estimate, and excludes zero just when the ratio lies outside the placebos', () => {
  const ratio = fc.double({ min: 0.01, max: 3, noNaN: true });
  const half = fc.double({ min: 0.01, max: 0.6, noNaN: true });
  fc.assert(
    fc.property(ratio, half, half, fc.integer({ min: 5, max: 1e6 }), (observed, below, above, events) => {
      const scatter = { low: 1 - below, middle: 1, high: 1 + above };
      const { low, high } = effectInterval({ ratio: observed, ...scatter, events });
      assert.ok(low > -1 && low <= observed - 1 && observed - 1 <= high);
      const slack = 1e-9;
      if (observed < scatter.low - slack) assert.ok(high < slack);
      if (observed > scatter.low + slack && observed < 1) assert.ok(high > -slack);
    }),
  );
});

test('of a count that lost most of its events the interval still holds the truth', () => {
  const random = randomOf(5);
  const [events, share] = [200, 0.3];
  // What nothing looks like at 200 events: the placebos' quantiles are those of the count itself.
  const ratios = Array.from({ length: 2_000 }, () => poisson(events, random) / events).sort((a, b) => a - b);
  const scatter = { low: ratios[49]!, middle: ratios[999]!, high: ratios[1_949]! };
  let [covered, naive] = [0, 0];
  const trials = 1_000;
  for (let i = 0; i < trials; i++) {
    const ratio = poisson(events * share, random) / events;
    const { low, high } = effectInterval({ ratio, ...scatter, events });
    if (low <= share - 1 && share - 1 <= high) covered += 1;
    if (ratio / scatter.high <= share && share <= ratio / scatter.low) naive += 1;
  }
  assert.ok(covered / trials > 0.93 && covered / trials < 0.99, `${covered} of ${trials}`);
  assert.ok(naive / trials < 0.85, `the placebos alone: ${naive} of ${trials}`);
});
