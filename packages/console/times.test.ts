/** How the console writes times and reads the fields in which people type them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { absoluteText, countdown, relativeText, spanText } from './src/lib/times.ts';
import { fromField, toField } from './src/rooms/maintenance/localTime.ts';

const MINUTE = 60_000;
const at = Date.parse('2026-03-01T14:30:05.000Z');

describe('times in the console', () => {
  it('writes spans in two parts at most', () => {
    assert.equal(spanText(45_000), '45 s');
    assert.equal(spanText(12 * MINUTE), '12 min');
    assert.equal(spanText(200 * MINUTE), '3 h 20 min');
    assert.equal(spanText(26 * 60 * MINUTE), '1 day');
    assert.equal(spanText(50 * 60 * MINUTE), '2 days');
  });

  it('says how long ago or ahead, and "just now" for what a slow display cannot tell', () => {
    assert.equal(relativeText(at - 12 * MINUTE, at), '12 min ago');
    assert.equal(relativeText(at + 12 * MINUTE, at), 'in 12 min');
    assert.equal(relativeText(at + 4_000, at), 'just now');
  });

  it('counts down and, late, up', () => {
    assert.equal(countdown(299_000), '04:59');
    assert.equal(countdown(-61_000), '01:01');
    assert.equal(countdown(3_661_000), '1:01:01');
  });

  it('gives the zone always, the day when it is another one, the year when that is', () => {
    assert.equal(absoluteText(at, 'UTC', at), '14:30 UTC');
    assert.equal(absoluteText(at, 'Europe/Berlin', at), '15:30 CET');
    assert.equal(absoluteText(at - 86_400_000, 'UTC', at), '28 Feb, 14:30 UTC');
    assert.equal(absoluteText(at - 366 * 86_400_000, 'UTC', at), '28 Feb 2025, 14:30 UTC');
  });

  it('reads a field in the zone that is shown, also across a change of the clocks', () => {
    assert.equal(fromField('2026-03-29T01:30', 'Europe/Berlin'), '2026-03-29T00:30:00.000Z');
    assert.equal(fromField('2026-03-29T03:30', 'Europe/Berlin'), '2026-03-29T01:30:00.000Z');
    assert.equal(fromField('2026-06-', 'Europe/Berlin'), null);
    assert.equal(toField('2026-07-01T10:00:00.000Z', 'Asia/Kolkata'), '2026-07-01T15:30');
  });

  it('gives back every minute that it shows, but for the hour that a zone has twice', () => {
    const zones = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kolkata', 'Pacific/Apia'];
    const minutes = fc.integer({ min: 0, max: 5 * 525_600 });
    fc.assert(
      fc.property(minutes, fc.constantFrom(...zones), (minute, zone) => {
        const instant = new Date(Date.parse('2024-01-01T00:00:00.000Z') + minute * MINUTE).toISOString();
        const shown = toField(instant, zone);
        const read = fromField(shown, zone);
        // An hour that comes twice reads as one of the two: the field shows the same again.
        assert.equal(toField(read!, zone), shown);
        assert.ok(Math.abs(Date.parse(read!) - Date.parse(instant)) <= 60 * MINUTE);
      }),
    );
  });
});
