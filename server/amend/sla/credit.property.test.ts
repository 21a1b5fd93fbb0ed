import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Contract } from './contract.ts';
import { creditStatement, recompute } from './credit.ts';
import { periodsOf } from './period.ts';
import type { DownSpan } from './uptime.ts';

const HOUR_MS = 3_600_000;
const START_MS = Date.parse('2026-02-25T00:00:00Z');

const contract = fc
  .record({
    period: fc.constantFrom('month' as const, 'quarter' as const),
    timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu'),
    comparison: fc.constantFrom('below' as const, 'at-or-below' as const),
    counting: fc.constantFrom(
      { method: 'wall-minutes' as const },
      { method: 'minimum-run' as const, leastMinutes: 10 },
      { method: 'share-weighted' as const },
    ),
    tiered: fc.boolean(),
  })
  .map(({ tiered, ...rest }) =>
    Contract.parse({
      ...rest,
      id: 'ctr_1',
      name: 'Any',
      target: '99.9',
      tiers: tiered
        ? [
            { below: '99.9', atLeast: '99', creditPct: '10' },
            { below: '99', atLeast: '95', creditPct: '25' },
            { below: '95', atLeast: null, creditPct: '100' },
          ]
        : [],
      multiplier: tiered ? null : '10',
      components: ['api', 'web'],
      currency: 'EUR',
    }),
  );

/** Spans around the end of February, the end of the quarter's second month, with ties and overlaps. */
const span: fc.Arbitrary<DownSpan> = fc
  .record({
    from: fc.nat(200_000),
    length: fc.integer({ min: 1, max: 30_000 }),
    componentId: fc.constantFrom('api', 'web', 'blog'),
  })
  .map(({ from, length, componentId }) => ({
    incidentId: 'inc_1',
    componentId,
    status: 'major_outage',
    startMs: START_MS + from * 7_000,
    endMs: START_MS + (from + length) * 7_000,
  }));
const spans = fc.array(span, { maxLength: 8 });
const maintenance = fc
  .array(fc.record({ from: fc.nat(300), hours: fc.integer({ min: 1, max: 20 }) }), { maxLength: 3 })
  .map((list) =>
    list.map(({ from, hours }) => ({
      maintenanceId: 'mnt_1',
      componentIds: ['api'],
      announcedMs: START_MS - 1_000 * HOUR_MS,
      startMs: START_MS + from * HOUR_MS,
      endMs: START_MS + (from + hours) * HOUR_MS,
    })),
  );
const customer = { id: 'cus_1', feeMinor: 98_765, fromMs: null, untilMs: null };

const creditsOf = (
  terms: Contract,
  downtime: DownSpan[],
  windows: Parameters<typeof creditStatement>[3]['maintenance'],
) =>
  periodsOf(terms, { startMs: START_MS, endMs: START_MS + 25 * 24 * HOUR_MS }).map((period) => {
    const statement = creditStatement(terms, period.label, customer, { downtime, maintenance: windows });
    assert.equal(recompute(JSON.parse(JSON.stringify(statement))).same, true);
    return statement;
  });

test('more downtime never earns less', () => {
  fc.assert(
    fc.property(contract, spans, span, maintenance, (terms, some, more, windows) => {
      const before = creditsOf(terms, some, windows);
      const after = creditsOf(terms, [...some, more], windows);
      after.forEach((statement, i) => {
        assert.ok(statement.credit.amountMinor >= before[i]!.credit.amountMinor);
        assert.ok(statement.credit.amountMinor >= 0);
        assert.ok(statement.credit.amountMinor <= customer.feeMinor);
      });
    }),
    { numRuns: 60 },
  );
});

test('an incident split in two, told twice or told in another order is the same downtime', () => {
  fc.assert(
    fc.property(
      contract,
      spans,
      maintenance,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (terms, some, windows, at) => {
        const pieces = some.flatMap((whole) => {
          const cut = Math.round(whole.startMs + (whole.endMs - whole.startMs) * at);
          return [
            { ...whole, startMs: cut },
            { ...whole, endMs: cut, incidentId: 'inc_2' },
          ].filter((part) => part.endMs > part.startMs);
        });
        const one = creditsOf(terms, some, windows);
        const two = creditsOf(terms, [...pieces.reverse(), ...some.slice(0, 1)], windows);
        two.forEach((statement, i) => {
          assert.equal(statement.uptimePct, one[i]!.uptimePct);
          assert.deepEqual(statement.credit, one[i]!.credit);
          assert.deepEqual(statement.steps, one[i]!.steps);
        });
      },
    ),
    { numRuns: 60 },
  );
});
