import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ratio } from './decimal.ts';
import {
  add,
  currencyExponent,
  formatMoney,
  isCurrency,
  money,
  moneyToDecimal,
  parseMoney,
  percentOf,
  shareOf,
} from './money.ts';

test('each currency has the minor unit of ISO 4217', () => {
  assert.deepEqual(
    ['EUR', 'USD', 'JPY', 'KWD', 'CLF', 'IQD', 'ISK', 'HUF'].map(currencyExponent),
    [2, 2, 0, 3, 4, 3, 0, 2],
  );
  assert.equal(isCurrency('EURO'), false);
  assert.throws(() => currencyExponent('eur'), RangeError);
});

test('a percent of an amount is exact and rounded once', () => {
  assert.equal(percentOf(money(995, 'EUR'), '10').amountMinor, 100, '99.5 goes to the even 100');
  assert.equal(percentOf(money(985, 'EUR'), '10').amountMinor, 98, '98.5 goes to the even 98');
  assert.equal(percentOf(money(985, 'EUR'), '10', 'half-up').amountMinor, 99);
  assert.equal(percentOf(money(110, 'EUR'), '1.15').amountMinor, 1);
  assert.equal(percentOf(money(9_007_199_254_740_991, 'EUR'), '100').amountMinor, 9_007_199_254_740_991);
  assert.equal(percentOf(money(-985, 'EUR'), '10', 'half-up').amountMinor, -99);
});

test('a share never loses a unit to a binary float', () => {
  // 1.005 × 1000 is 1004.9999999999999 in binary.
  assert.equal(percentOf(money(1000, 'EUR'), '100.5', 'half-up').amountMinor, 1005);
  assert.equal(shareOf(money(100, 'EUR'), ratio(1, 3)).amountMinor, 33);
});

test('text becomes minor units, or is refused', () => {
  assert.equal(parseMoney('12.34', 'EUR').amountMinor, 1234);
  assert.equal(parseMoney('12.340', 'EUR').amountMinor, 1234);
  assert.equal(parseMoney('12', 'JPY').amountMinor, 12);
  assert.throws(() => parseMoney('12.345', 'EUR'), /more than 2 digits/);
  assert.throws(() => parseMoney('1.5', 'JPY'), /more than 0 digits/);
});

test('amounts of different currencies are never added', () => {
  assert.equal(add(money(1, 'EUR'), money(2, 'EUR')).amountMinor, 3);
  assert.throws(() => add(money(1, 'EUR'), money(2, 'USD')), RangeError);
  assert.throws(() => money(1.5, 'EUR'), RangeError);
  assert.throws(() => add(money(Number.MAX_SAFE_INTEGER, 'EUR'), money(1, 'EUR')), RangeError);
});

test('people read amounts as their locale writes them', () => {
  assert.equal(formatMoney(money(123456, 'EUR')), '€1,234.56');
  assert.equal(formatMoney(money(123456, 'EUR'), 'de').replaceAll('\u00a0', ' '), '1.234,56 €');
  assert.equal(formatMoney(money(500, 'JPY')), '¥500');
  assert.equal(formatMoney(money(1, 'KWD')).replaceAll('\u00a0', ' '), 'KWD 0.001');
  assert.equal(formatMoney(money(9_007_199_254_740_991, 'EUR')), '€90,071,992,547,409.91');
});

test('text and minor units are inverse', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF'), (minor, code) => {
      const amount = money(minor, code);
      assert.deepEqual(parseMoney(moneyToDecimal(amount), code), amount);
    }),
  );
});
