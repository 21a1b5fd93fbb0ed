import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { includes, intersect, interval, overlaps, subtract, totalMs, union } from './interval.ts';

const of = (...pairs: [number, number][]) => pairs.map(([a, b]) => interval(a, b));

test('overlaps and neighbours merge, the empty vanish', () => {
  assert.deepEqual(union(of([5, 9], [1, 3], [3, 4], [8, 12], [20, 20], [7, 2])), of([1, 4], [5, 12]));
  assert.equal(totalMs(of([0, 10], [5, 15])), 15);
});

test('neighbours meet without overlapping', () => {
  assert.equal(overlaps(interval(0, 5), interval(5, 9)), false);
  assert.deepEqual(intersect(of([0, 5]), of([5, 9])), []);
  assert.equal(includes(interval(0, 5), 0), true);
  assert.equal(includes(interval(0, 5), 5), false);
});

test('what is left after cutting holes', () => {
  assert.deepEqual(subtract(of([0, 10]), of([2, 3], [5, 20])), of([0, 2], [3, 5]));
  assert.deepEqual(subtract(of([0, 10]), of([0, 10])), []);
  assert.deepEqual(subtract(of([0, 10]), []), of([0, 10]));
});

test('the set operations agree with counting points', () => {
  const list = fc.array(
    fc.tuple(fc.nat(40), fc.nat(40)).map(([a, b]) => interval(a, b)),
    { maxLength: 8 },
  );
  const at = (parts: readonly { startMs: number; endMs: number }[], t: number) =>
    parts.some((part) => includes(part, t));
  fc.assert(
    fc.property(list, list, (a, b) => {
      const results = { u: union(a, b), i: intersect(a, b), s: subtract(a, b) };
      for (let t = 0; t < 41; t++) {
        assert.equal(at(results.u, t), at(a, t) || at(b, t));
        assert.equal(at(results.i, t), at(a, t) && at(b, t));
        assert.equal(at(results.s, t), at(a, t) && !at(b, t));
      }
      for (const result of Object.values(results))
        assert.deepEqual(result, union(result), 'sorted and disjoint');
      assert.equal(totalMs(results.i) + totalMs(results.s), totalMs(a));
    }),
    { numRuns: 300 },
  );
});
