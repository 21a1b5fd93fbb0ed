/** A credit says the same amount, period, day and contract in every language. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SHIPPED_LOCALES } from '#words';
import type { Statement } from '../sla/credit.ts';
import { creditWords } from './words.ts';

const statement = {
  contract: { name: 'Business 2026', target: '99.95', multiplier: null },
  period: { label: '2026-03' },
  uptimePct: '99.7685',
  tier: { below: '99.95', atLeast: '99', creditPct: '12.5' },
} as unknown as Statement;

test('every shipped language tells amount, contract and booking with its own numbers', () => {
  for (const locale of SHIPPED_LOCALES) {
    const words = creditWords(locale);
    assert.equal(words.locale, locale);
    const term = words.term(statement).replaceAll(',', '.');
    for (const part of ['Business 2026', '99.95', '99.7685', '12.5'])
      assert.ok(term.includes(part), `${locale}: ${term}`);
    assert.match(words.amountOf({ amountMinor: 123_450, currency: 'EUR' }), /1.?.?234[.,]50/);
    assert.match(
      words.amountOf({ amountMinor: 1_234, currency: 'JPY' }),
      /1.?234(?![.,]\d)/,
      'yen have no cents',
    );
    assert.match(
      words.amountOf({ amountMinor: 1_234, currency: 'KWD' }),
      /1[.,]234/,
      'dinars have thousandths',
    );
    assert.match(words.booking('2026-04-02'), /2026/);
    assert.doesNotMatch(words.booking(null), /\d|null|undefined/);
    assert.match(words.periodOf('2026-03'), /2026/);
    assert.equal(words.periodOf('2026-Q1'), '2026-Q1');
  }
});

test('days and multiples are granted in words too, and an unknown language reads English', () => {
  const paid = (more: object) => creditWords('xx').term({ ...statement, ...more } as Statement);
  assert.match(paid({ tier: { creditDays: '3' } }), /fee of this many days: 3\./);
  assert.match(
    paid({ tier: null, contract: { ...statement.contract, multiplier: '10' } }),
    /10 times the fee of the time that was lost/,
  );
  assert.doesNotMatch(paid({ uptimePct: null, tier: null }), /null|undefined/);
});
