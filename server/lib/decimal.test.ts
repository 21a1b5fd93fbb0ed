import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  compare,
  isDecimal,
  parseDecimal,
  plus,
  type Ratio,
  ratio,
  round,
  times,
  toDecimal,
} from './decimal.ts';

test('decimals are read exactly', () => {
  assert.deepEqual(parseDecimal('99.95'), { n: 1999n, d: 20n });
  assert.deepEqual(parseDecimal('-0.10'), { n: -1n, d: 10n });
  assert.equal(compare(parseDecimal('0.1'), ratio(1, 10)), 0);
  assert.equal(compare(plus(parseDecimal('0.1'), parseDecimal('0.2')), parseDecimal('0.3')), 0);
});

test('what is no plain decimal is refused', () => {
  for (const text of ['', ' 1', '1e3', '1,5', '.5', '5.', 'NaN', '0x10', '9'.repeat(41)]) {
    assert.equal(isDecimal(text), false, text);
    assert.throws(() => parseDecimal(text), RangeError);
  }
});

test('ties go to the even neighbour, or away from zero', () => {
  const cases: [string, bigint, bigint][] = [
    ['0.5', 0n, 1n],
    ['1.5', 2n, 2n],
    ['2.5', 2n, 3n],
    ['-2.5', -2n, -3n],
    ['2.4999', 2n, 2n],
    ['2.5001', 3n, 3n],
  ];
  for (const [text, even, up] of cases) {
    assert.equal(round(parseDecimal(text), 'half-even'), even, text);
    assert.equal(round(parseDecimal(text), 'half-up'), up, text);
  }
});

test('a fraction is written with the digits asked for', () => {
  assert.equal(toDecimal(ratio(1, 3), 4), '0.3333');
  assert.equal(toDecimal(ratio(-1, 200), 1), '0.0');
  assert.equal(toDecimal(ratio(-7, 2), 2), '-3.50');
  assert.equal(toDecimal(ratio(12345), 0), '12345');
});

test('arithmetic keeps its laws', () => {
  const minus = (a: Ratio, b: Ratio) => plus(a, ratio(-b.n, b.d));
  const whole = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
  const fraction = fc.tuple(whole, fc.bigInt({ min: 1n, max: 10n ** 12n })).map(([n, d]) => ratio(n, d));
  fc.assert(
    fc.property(fraction, fraction, fraction, (a, b, c) => {
      assert.deepEqual(minus(plus(a, b), b), a);
      assert.deepEqual(times(a, plus(b, c)), plus(times(a, b), times(a, c)));
      const distance = minus(a, ratio(round(a)));
      assert.ok(compare(times(distance, distance), ratio(1, 4)) <= 0);
    }),
    { numRuns: 200 },
  );
});
