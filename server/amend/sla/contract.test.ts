import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Contract, type ContractInput } from './contract.ts';

const good: ContractInput = {
  id: 'ctr_1',
  name: 'Standard',
  target: '99.9',
  period: 'month',
  timeZone: 'Europe/Berlin',
  counting: { method: 'wall-minutes' },
  tiers: [
    { below: '99.9', atLeast: '99', creditPct: '10' },
    { below: '99', atLeast: null, creditPct: '25' },
  ],
  components: ['cmp_api'],
  currency: 'EUR',
};
const problems = (changes: Partial<ContractInput>) => {
  const parsed = Contract.safeParse({ ...good, ...changes });
  return parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
};

test('a contract has sensible defaults', () => {
  const contract = Contract.parse(good);
  assert.equal(contract.comparison, 'below');
  assert.deepEqual(contract.exclusions, { announcedMaintenance: true, noticeHours: 0 });
  assert.deepEqual(contract.downStatuses, ['major_outage']);
  assert.equal(contract.capPct, '100');
  assert.deepEqual(Contract.parse(contract), contract, 'what was parsed parses to itself');
});

test('what makes no sense is refused with where and why', () => {
  const cases: [Partial<ContractInput>, RegExp][] = [
    [{ target: '99,9' }, /target: a decimal number/],
    [{ target: '101' }, /target: has to be from 0 to 100/],
    [{ timeZone: 'Mars/Olympus' }, /timeZone: a time zone looks like/],
    [{ currency: 'EURO' }, /currency: /],
    [{ tiers: [] }, /tiers: give tiers, or a multiplier/],
    [{ multiplier: '10' }, /multiplier: tiers and a multiplier exclude/],
    [{ tiers: [{ below: '99', atLeast: '99.5', creditPct: '10' }] }, /atLeast: has to be lower/],
    [{ tiers: [{ below: '99.99', atLeast: null, creditPct: '10' }] }, /tiers.0.below: has to be no higher/],
    [{ tiers: [{ below: '99', atLeast: null }] }, /either creditPct or creditDays/],
    [
      {
        tiers: [
          { below: '99.9', atLeast: '99', creditPct: '10' },
          { below: '98', atLeast: null, creditPct: '25' },
        ],
      },
      /tiers.1.below: has to continue/,
    ],
    [
      {
        tiers: [
          { below: '99.9', atLeast: '99', creditPct: '25' },
          { below: '99', atLeast: null, creditPct: '10' },
        ],
      },
      /tiers.1: has to pay no less/,
    ],
    [
      {
        tiers: [
          { below: '99.9', atLeast: '99', creditPct: '25' },
          { below: '99', atLeast: null, creditDays: '30' },
        ],
      },
      /tiers.1: all tiers have to pay in the same way/,
    ],
  ];
  for (const [changes, expected] of cases) assert.match(problems(changes).join('\n'), expected);
  assert.deepEqual(problems({}), []);
});
