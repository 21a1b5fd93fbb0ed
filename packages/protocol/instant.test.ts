import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { Instant } from './words-of-state.ts';

test('an instant is one moment, however many digits and whichever offset it came with', () => {
  for (const [given, instant] of [
    ['2026-01-02T03:04:05.678Z', '2026-01-02T03:04:05.678Z'],
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.000Z'],
    ['2026-01-02T03:04Z', '2026-01-02T03:04:00.000Z'],
    ['2026-01-02T03:04:05.678901Z', '2026-01-02T03:04:05.678Z'],
    ['2026-01-02T08:49:05+05:45', '2026-01-02T03:04:05.000Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
  ] as const)
    assert.equal(Instant.parse(given), instant);
});

test('a time that no clock shows, or without a zone, is refused with what is wrong', () => {
  for (const wrong of [
    '2026-13-45T99:99:99.999Z',
    '2027-02-30T10:00:00.000Z',
    '2027-02-30T10:00:00+01:00',
    '2026-02-29T00:00Z',
    '2026-01-02T03:04:60.000Z',
    '2026-01-02T03:04:05',
    '2026-01-02',
    'tomorrow',
    '',
  ]) {
    const { error } = Instant.safeParse(wrong);
    assert.match(error?.issues[0]?.message ?? '', /an instant looks like|there is no such time/, wrong);
    assert.equal(error?.issues.length, 1, wrong);
  }
});

test('it is a string to whoever reads the description of the API', () => {
  for (const io of ['input', 'output'] as const)
    assert.equal(z.toJSONSchema(Instant, { io })['type'], 'string');
});
