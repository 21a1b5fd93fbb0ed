import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { HOUR_MS, MINUTE_MS } from '#lib/duration.ts';
import { Contract, type ContractInput } from './contract.ts';
import { type Customer, creditStatement, explain, recompute } from './credit.ts';
import { periodNamed } from './period.ts';
import type { DownSpan, Evidence, MaintenanceSpan } from './uptime.ts';

type Schedule = {
  id: string;
  target: string;
  period: string;
  tiers: ContractInput['tiers'] | null;
  multiplier?: string;
};
type Vector = {
  case: string;
  days: number;
  downMin: number;
  uptimePct: number;
  schedule: string;
  credit: string;
};
const fixture = JSON.parse(readFileSync(new URL('./fixtures/schedules.json', import.meta.url), 'utf8')) as {
  schedules: Schedule[];
  testVectors: Vector[];
};

const contractWith = (changes: Partial<ContractInput> = {}) =>
  Contract.parse({
    id: 'ctr_1',
    name: 'Standard',
    target: '99.9',
    period: 'month',
    timeZone: 'UTC',
    counting: { method: 'wall-minutes' },
    tiers: [
      { below: '99.9', atLeast: '99', creditPct: '10' },
      { below: '99', atLeast: '95', creditPct: '25' },
      { below: '95', atLeast: null, creditPct: '100' },
    ],
    components: ['api'],
    currency: 'EUR',
    ...changes,
  } satisfies ContractInput);

const customer = (changes: Partial<Customer> = {}): Customer => ({
  id: 'cus_1',
  feeMinor: 100_000,
  fromMs: null,
  untilMs: null,
  ...changes,
});
const down = (start: string, minutes: number, changes: Partial<DownSpan> = {}): DownSpan => ({
  incidentId: 'inc_1',
  componentId: 'api',
  status: 'major_outage',
  startMs: Date.parse(start),
  endMs: Date.parse(start) + minutes * MINUTE_MS,
  ...changes,
});
const maintenance = (start: string, minutes: number, noticeHours: number): MaintenanceSpan => ({
  maintenanceId: 'mnt_1',
  componentIds: ['api'],
  announcedMs: Date.parse(start) - noticeHours * HOUR_MS,
  startMs: Date.parse(start),
  endMs: Date.parse(start) + minutes * MINUTE_MS,
});
const evidence = (downtime: DownSpan[], rest: Partial<Evidence> = {}): Evidence => ({
  downtime,
  maintenance: [],
  ...rest,
});

test('published schedules and worked examples come out as their sources say', async (t) => {
  const months: Record<string, [label: string, start: string]> = {
    "Atlassian's own example": ['2024-09', '2024-09-10T10:00:00Z'],
    'google-identity-2020-12-14': ['2020-12', '2020-12-14T11:46:00Z'],
    'aws-s3-2017-02-28': ['2017-02', '2017-02-28T17:37:00Z'],
    'slack-2021-01-04, 10x rule': ['2021-Q1', '2021-01-04T14:57:00Z'],
  };
  assert.equal(fixture.testVectors.length, 4);
  for (const vector of fixture.testVectors) {
    await t.test(vector.case, () => {
      const schedule = fixture.schedules.find(({ id }) => id === vector.schedule)!;
      const [label, start] = months[vector.case]!;
      const contract = contractWith({
        target: schedule.target,
        period: schedule.period.includes('quarter') ? 'quarter' : 'month',
        tiers: (schedule.tiers ?? []).map((tier) => ({ ...tier, atLeast: tier.atLeast ?? null })),
        multiplier: schedule.multiplier ?? null,
      });
      assert.equal(periodNamed(contract, label)?.days, vector.days);
      const statement = creditStatement(contract, label, customer(), evidence([down(start, vector.downMin)]));
      assert.equal(statement.uptimePct, vector.uptimePct.toFixed(4));
      assert.equal(statement.targetMet, false);
      if (vector.credit.endsWith('%') && vector.credit.length < 5)
        assert.equal(statement.tier?.creditPct, vector.credit.slice(0, -1));
      if (vector.credit.endsWith('days')) assert.equal(`${statement.tier?.creditDays} days`, vector.credit);
      assert.equal(recompute(statement).same, true);
    });
  }
});

test("ten times what was paid while down: 10 × 220 / 44,640 of one month's fee", () => {
  const contract = contractWith({ tiers: [], multiplier: '10' });
  const statement = creditStatement(
    contract,
    '2021-01',
    customer(),
    evidence([down('2021-01-04T14:57:00Z', 220)]),
  );
  assert.equal(statement.credit.amountMinor, 4_928, '4.928 % of 1,000.00');
});

test('days of the fee: three of thirty-one', () => {
  const contract = contractWith({ tiers: [{ below: '99.9', atLeast: null, creditDays: '3' }] });
  const month = creditStatement(
    contract,
    '2020-12',
    customer(),
    evidence([down('2020-12-14T11:46:00Z', 47)]),
  );
  assert.equal(month.credit.amountMinor, 9_677);
  const half = customer({ fromMs: Date.parse('2020-12-11T00:00:00Z') });
  const part = creditStatement(contract, '2020-12', half, evidence([down('2020-12-14T11:46:00Z', 47)]));
  assert.equal(part.credit.amountMinor, 9_677, 'a day costs the same in part of the month');
});

test('exactly 99.9 is not below 99.9, and is at or below it', () => {
  // 43.2 of the 43,200 minutes of a 30-day month.
  const exactly = evidence([down('2026-04-10T00:00:00Z', 43.2)]);
  const strict = creditStatement(contractWith(), '2026-04', customer(), exactly);
  assert.equal(strict.uptimePct, '99.9000');
  assert.equal(strict.tier, null);
  assert.equal(strict.credit.amountMinor, 0);
  assert.equal(strict.targetMet, true);
  const inclusive = creditStatement(
    contractWith({ comparison: 'at-or-below' }),
    '2026-04',
    customer(),
    exactly,
  );
  assert.equal(inclusive.credit.amountMinor, 10_000);
});

test('one millisecond more is below, and is not shown as 99.9000', () => {
  const statement = creditStatement(
    contractWith(),
    '2026-04',
    customer(),
    evidence([{ ...down('2026-04-10T00:00:00Z', 43.2), endMs: Date.parse('2026-04-10T00:43:12.001Z') }]),
  );
  assert.equal(statement.tier?.creditPct, '10');
  assert.equal(statement.uptimePct, '99.89999996');
});

test('a tier ends where the next begins: exactly 99 is still the first', () => {
  const hours = creditStatement(
    contractWith(),
    '2026-04',
    customer(),
    evidence([down('2026-04-01T00:00:00Z', 432)]),
  );
  assert.equal(hours.uptimePct, '99.0000');
  assert.equal(hours.tier?.creditPct, '10');
});

test('months have their own length: 28 days, leap years, quarters', () => {
  const lengths = ['2026-02', '2028-02', '2026-04', '2026-12'].map(
    (label) => periodNamed({ period: 'month', timeZone: 'UTC' }, label)?.days,
  );
  assert.deepEqual(lengths, [28, 29, 30, 31]);
  assert.equal(periodNamed({ period: 'quarter', timeZone: 'UTC' }, '2026-Q1')?.days, 90);
  assert.equal(periodNamed({ period: 'month', timeZone: 'UTC' }, '2026-13'), null);
  assert.equal(periodNamed({ period: 'month', timeZone: 'UTC' }, '2026-Q1'), null);
  // 41 minutes break 99.9 % in February and keep it in March.
  const contract = contractWith();
  const at = (label: string, day: string) =>
    creditStatement(contract, label, customer(), evidence([down(day, 41)]));
  assert.equal(at('2026-02', '2026-02-10T00:00:00Z').targetMet, false);
  assert.equal(at('2026-03', '2026-03-10T00:00:00Z').targetMet, true);
});

test('the clocks of the contract’s zone make March an hour shorter and October an hour longer', () => {
  const hours = (label: string) => {
    const period = periodNamed({ period: 'month', timeZone: 'Europe/Berlin' }, label)!;
    return (period.endMs - period.startMs) / HOUR_MS;
  };
  assert.equal(hours('2026-03'), 31 * 24 - 1);
  assert.equal(hours('2026-10'), 31 * 24 + 1);
  assert.equal(hours('2026-07'), 31 * 24);
  const contract = contractWith({ timeZone: 'Europe/Berlin' });
  // 23:30 UTC on 31 March is already April in Berlin.
  const late = evidence([down('2026-03-31T23:30:00Z', 60)]);
  assert.equal(creditStatement(contract, '2026-03', customer(), late).downMinutes, '0');
  assert.equal(creditStatement(contract, '2026-04', customer(), late).downMinutes, '60');
});

test('an incident across the end of a period counts in each, its part', () => {
  const across = evidence([down('2026-01-31T23:00:00Z', 180)]);
  assert.equal(creditStatement(contractWith(), '2026-01', customer(), across).downMinutes, '60');
  assert.equal(creditStatement(contractWith(), '2026-02', customer(), across).downMinutes, '120');
});

test('overlapping incidents are a union, never a sum', () => {
  const both = evidence([
    down('2026-01-10T10:00:00Z', 60),
    down('2026-01-10T10:30:00Z', 60, { incidentId: 'inc_2' }),
    down('2026-01-10T10:15:00Z', 15, { incidentId: 'inc_3' }),
  ]);
  assert.equal(creditStatement(contractWith(), '2026-01', customer(), both).downMinutes, '90');
});

test('only covered components and down statuses count', () => {
  const contract = contractWith();
  const other = evidence([
    down('2026-01-10T10:00:00Z', 600, { componentId: 'blog' }),
    down('2026-01-10T10:00:00Z', 600, { status: 'degraded_performance' }),
  ]);
  assert.equal(creditStatement(contract, '2026-01', customer(), other).downMinutes, '0');
  const wide = contractWith({ downStatuses: ['major_outage', 'degraded_performance'] });
  assert.equal(creditStatement(wide, '2026-01', customer(), other).downMinutes, '600');
});

test('announced maintenance leaves both parts of the fraction; unannounced does not', () => {
  const contract = contractWith({ exclusions: { noticeHours: 48 } });
  const during = [down('2026-04-05T01:00:00Z', 120)];
  const told = creditStatement(contract, '2026-04', customer(), {
    downtime: during,
    maintenance: [maintenance('2026-04-05T01:00:00Z', 60, 72)],
  });
  assert.equal(told.downMinutes, '60');
  assert.equal(told.uptimePct, (100 * (1 - 60 / (43_200 - 60))).toFixed(4));
  const late = creditStatement(contract, '2026-04', customer(), {
    downtime: during,
    maintenance: [maintenance('2026-04-05T01:00:00Z', 60, 24)],
  });
  assert.equal(late.downMinutes, '120');
  const elsewhere = creditStatement(contract, '2026-04', customer(), {
    downtime: during,
    maintenance: [{ ...maintenance('2026-04-05T01:00:00Z', 60, 72), componentIds: ['blog'] }],
  });
  assert.equal(elsewhere.downMinutes, '120');
});

test('a month of nothing but maintenance has nothing to measure and owes nothing', () => {
  const statement = creditStatement(contractWith(), '2026-04', customer(), {
    downtime: [down('2026-04-05T01:00:00Z', 120)],
    maintenance: [maintenance('2026-04-01T00:00:00Z', 43_200, 100)],
  });
  assert.equal(statement.uptimePct, null);
  assert.equal(statement.credit.amountMinor, 0);
  assert.equal(recompute(statement).same, true);
});

test('a customer of part of the month is measured, charged and credited for that part', () => {
  const joined = customer({ fromMs: Date.parse('2026-04-21T00:00:00Z') });
  const before = creditStatement(
    contractWith(),
    '2026-04',
    joined,
    evidence([down('2026-04-10T00:00:00Z', 600)]),
  );
  assert.equal(before.downMinutes, '0', 'was not a customer yet');
  const after = creditStatement(
    contractWith(),
    '2026-04',
    joined,
    evidence([down('2026-04-25T00:00:00Z', 20)]),
  );
  assert.equal(after.uptimePct, (100 * (1 - 20 / 14_400)).toFixed(4), 'ten days of 1,440 minutes');
  assert.equal(after.credit.amountMinor, 3_333, '10 % of a third of 1,000.00');
  const whole = contractWith({ prorate: false });
  assert.equal(
    creditStatement(whole, '2026-04', joined, evidence([down('2026-04-25T00:00:00Z', 20)])).credit
      .amountMinor,
    10_000,
  );
  const gone = customer({ untilMs: Date.parse('2026-03-01T00:00:00Z') });
  assert.equal(creditStatement(contractWith(), '2026-04', gone, evidence([])).uptimePct, null);
});

test('trouble of one customer alone counts for that customer alone, and nobody learns who else was hit', () => {
  const some = evidence([down('2026-04-10T00:00:00Z', 120, { customerIds: ['cus_1', 'cus_2'] })]);
  const hit = creditStatement(contractWith(), '2026-04', customer(), some);
  assert.equal(hit.downMinutes, '120');
  assert.equal(JSON.stringify(hit).includes('cus_2'), false);
  const spared = creditStatement(contractWith(), '2026-04', customer({ id: 'cus_3' }), some);
  assert.equal(spared.downMinutes, '0');
  assert.equal(JSON.stringify(spared).includes('cus_1'), false);
});

test('a minimum run counts whole runs only, judged before the period’s end cuts them', () => {
  const contract = contractWith({ counting: { method: 'minimum-run', leastMinutes: 10 } });
  const runs = evidence([down('2026-04-10T00:00:00Z', 9), down('2026-04-11T00:00:00Z', 10)]);
  assert.equal(creditStatement(contract, '2026-04', customer(), runs).downMinutes, '10');
  const joined = evidence([down('2026-03-31T23:50:00Z', 10), down('2026-04-01T00:00:00Z', 5)]);
  const statement = creditStatement(contract, '2026-04', customer(), joined);
  assert.equal(statement.downMinutes, '5', 'fifteen minutes in a row, five of them in April');
  assert.equal(recompute(statement).same, true);
});

test('by error rate: above the threshold is down, at it is not, and no requests is not down but is printed', () => {
  const contract = contractWith({ counting: { method: 'error-rate', abovePct: '5' } });
  const start = Date.parse('2026-04-10T00:00:00Z');
  const traffic = [
    { requests: 100, errors: 5 },
    { requests: 100, errors: 6 },
    { requests: 0, errors: 0 },
    { requests: 1, errors: 1 },
  ].map((minute, i) => ({ atMs: start + i * MINUTE_MS, ...minute }));
  const statement = creditStatement(contract, '2026-04', customer(), evidence([], { traffic }));
  assert.equal(statement.downMinutes, '2');
  assert.equal(statement.steps[0]?.values['minutes without requests, counted as up'], String(43_200 - 3));
  assert.equal(recompute(statement).same, true);
});

test('share-weighted: each moment weighs the widest share that was down in it', () => {
  const contract = contractWith({ counting: { method: 'share-weighted' } });
  const statement = creditStatement(
    contract,
    '2026-04',
    customer(),
    evidence([
      down('2026-04-10T00:00:00Z', 60, { sharePct: '50' }),
      down('2026-04-10T00:30:00Z', 60, { sharePct: '12.5', incidentId: 'inc_2' }),
    ]),
  );
  assert.equal(statement.downMinutes, '33.75', '60 × 50 % and 30 × 12.5 %');
});

test('a cap limits what one period pays back', () => {
  const contract = contractWith({ capPct: '50' });
  const statement = creditStatement(
    contract,
    '2026-04',
    customer(),
    evidence([down('2026-04-01T00:00:00Z', 10_000)]),
  );
  assert.equal(statement.tier?.creditPct, '100');
  assert.equal(statement.credit.amountMinor, 50_000);
});

test('money is rounded once, in the contract’s mode and the currency’s unit', () => {
  const hit = evidence([down('2026-04-10T00:00:00Z', 60)]);
  const pay = (changes: Partial<ContractInput>, feeMinor: number) =>
    creditStatement(contractWith(changes), '2026-04', customer({ feeMinor }), hit).credit;
  assert.equal(pay({}, 985).amountMinor, 98);
  assert.equal(pay({ rounding: 'half-up' }, 985).amountMinor, 99);
  assert.deepEqual(pay({ currency: 'JPY' }, 12_345), { amountMinor: 1_234, currency: 'JPY' });
});

test('a statement that was touched does not recompute', () => {
  const statement = creditStatement(
    contractWith(),
    '2026-04',
    customer(),
    evidence([down('2026-04-10T00:00:00Z', 60)]),
  );
  const throughJson = JSON.parse(JSON.stringify(statement)) as typeof statement;
  assert.deepEqual(recompute(throughJson).statement, statement);
  const raised = { ...throughJson, credit: { amountMinor: 99_999, currency: 'EUR' } };
  assert.deepEqual(recompute(raised).differs, ['credit']);
  const shortened = structuredClone(throughJson) as {
    evidence: { downtime: { endMs: number }[] };
  } & typeof statement;
  shortened.evidence.downtime[0]!.endMs -= 30 * MINUTE_MS;
  assert.ok(recompute(shortened).differs.includes('uptimePct'));
  assert.ok(recompute(shortened).differs.includes('digest'));
});

test('the statement explains itself', () => {
  const statement = creditStatement(contractWith(), '2026-04', customer(), {
    downtime: [down('2026-04-10T00:00:00Z', 60)],
    maintenance: [maintenance('2026-04-05T01:00:00Z', 60, 72)],
  });
  assert.deepEqual(explain(statement), [
    'Period 2026-04 (UTC): 30 days.',
    'Down for 60 minutes: uptime 99.8609 %, promised 99.9 %.',
    '60.0 minutes of announced maintenance were left out of both sides.',
    'That uptime earns 10 % of the fee.',
    'Credit: €100.00, without a claim.',
  ]);
});
