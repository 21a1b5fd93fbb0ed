import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { mean, median, quantile, wilson } from './rates.ts';
import { surveyScore } from './survey-score.ts';

const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 5e-5, `${actual} is not ${expected}`);

test('Wilson’s interval as published', () => {
  // Newcombe 1998, table I, method 3 (score without continuity correction).
  const published: [number, number, number, number][] = [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ];
  for (const [successes, of, low, high] of published) {
    const interval = wilson(successes, of)!;
    near(interval.low, low);
    near(interval.high, high);
  }
});

test('no share of nothing, and no share above one', () => {
  assert.equal(wilson(0, 0), null);
  assert.throws(() => wilson(3, 2), RangeError);
  assert.throws(() => wilson(0.5, 2), RangeError);
});

test('the interval holds the share and stays a share', () => {
  fc.assert(
    fc.property(fc.nat(1_000), fc.nat(1_000), (a, b) => {
      const { share, low, high } = wilson(Math.min(a, b), Math.max(a, b, 1))!;
      assert.ok(0 <= low && low <= share && share <= high && high <= 1);
    }),
  );
});

test('quantiles as R counts them by default', () => {
  assert.equal(quantile([1, 2, 3, 4], 0.25), 1.75);
  assert.equal(quantile([5], 0.9), 5);
  assert.equal(quantile([3, 1, 2], 1), 3);
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.equal(median([]), null);
  assert.equal(mean([1, 2, 6]), 3);
  assert.equal(mean([]), null);
});

test('a survey gives the top two with their interval, and always the response rate', () => {
  const score = surveyScore([5, 5, 4, 4, 4, 3, 2, 1, 5, 4, 4, 5], { invited: 40 });
  assert.equal(score.answered, 12);
  near(score.responseRate!.share, 0.3);
  assert.equal(score.topTwo!.successes, 9);
  near(score.topTwo!.share, 0.75);
  assert.ok(score.topTwo!.low < 0.5 && score.topTwo!.high > 0.9);
  assert.deepEqual(score.counts, [1, 1, 1, 5, 4]);
  assert.equal(score.tooFew, false);
});

test('a survey that nobody answered claims nothing', () => {
  const score = surveyScore([], { invited: 40 });
  assert.equal(score.topTwo, null);
  assert.equal(score.mean, null);
  assert.equal(score.responseRate!.share, 0);
  assert.equal(score.tooFew, true);
  assert.equal(surveyScore([], { invited: 0 }).responseRate, null);
});

test('answers off the scale, and more answers than invitations, are refused', () => {
  assert.throws(() => surveyScore([6], { invited: 2 }), RangeError);
  assert.throws(() => surveyScore([0], { invited: 2 }), RangeError);
  assert.throws(() => surveyScore([5, 5], { invited: 1 }), RangeError);
  assert.equal(surveyScore([7, 6, 1], { invited: 3, highest: 7 }).topTwo!.successes, 2);
});
