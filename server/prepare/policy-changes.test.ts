import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PolicyDocument } from '@candor/protocol/prepare.ts';
import { changesBetween } from './policy-changes.ts';
import { SHIPPED_POLICY } from './shipped-policy.ts';

const target = (id: string, percent: string) => ({
  id,
  name: { en: `The ${id}` },
  percent,
  period: 'month' as const,
  note: null,
});

test('a version differs from itself in nothing, and the first from nothing in everything', () => {
  assert.deepEqual(changesBetween(SHIPPED_POLICY, structuredClone(SHIPPED_POLICY)), []);
  assert.ok(changesBetween(null, SHIPPED_POLICY).every(({ was, is }) => was === null && is !== null));
});

test('entries are told apart by what they are, not by where they stand', () => {
  const was = { ...SHIPPED_POLICY, targets: [target('api', '99.9'), target('shop', '99.5')] };
  const is = { ...SHIPPED_POLICY, targets: [target('shop', '99.5'), target('api', '99.95')] };
  assert.deepEqual(changesBetween(was, is), [
    { path: 'targets.api.percent', locale: null, was: '99.9', is: '99.95' },
  ]);
  const gone = changesBetween(was, { ...SHIPPED_POLICY, targets: [target('api', '99.9')] });
  assert.deepEqual(
    gone.map(({ path, locale, is: now }) => [path, locale, now]),
    [
      ['targets.shop.name', 'en', null],
      ['targets.shop.percent', null, null],
      ['targets.shop.period', null, null],
    ],
  );
});

test('a cadence that is no longer promised is a change to nothing', () => {
  const [first, ...rest] = SHIPPED_POLICY.handling.cadence;
  const is = PolicyDocument.parse({
    ...SHIPPED_POLICY,
    handling: { ...SHIPPED_POLICY.handling, cadence: [{ ...first, everyMinutes: null }, ...rest] },
  });
  assert.deepEqual(changesBetween(SHIPPED_POLICY, is), [
    { path: 'handling.cadence.1.everyMinutes', locale: null, was: '20', is: null },
  ]);
});
