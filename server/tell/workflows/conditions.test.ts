/** Each condition holds or says why it does not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WorkflowConditions } from '@candor/protocol/workflows.ts';
import type { Incident } from '#timeline';
import { unmet } from './conditions.ts';

const incident = {
  kind: 'incident',
  phase: 'identified',
  severity: 2,
  title: { en: 'Checkout is failing' },
  components: [
    { componentId: 'cmp_checkout', status: 'partial_outage' },
    { componentId: 'cmp_search', status: 'major_outage' },
  ],
  openedComponents: [],
  startedAt: '2026-03-01T10:00:00.000Z',
  detectedBy: 'monitor',
  acknowledgedAt: '2026-03-01T10:05:00.000Z',
  promises: [{ outcome: 'missed' }, { outcome: 'kept' }],
} as unknown as Incident;
const groupOf = new Map([['cmp_checkout', 'grp_shop']]);
const why = (given: object) =>
  unmet(WorkflowConditions.parse(given), incident, { at: '2026-03-01T10:30:00.000Z', groupOf });

test('every condition is met at its border and explains itself beyond it', () => {
  const cases: [met: object, not: object, why: RegExp][] = [
    [
      { componentStatus: 'major_outage' },
      { componentStatus: 'major_outage', groupIds: ['grp_shop'] },
      /none of its components is not working/,
    ],
    [
      { phases: ['investigating', 'identified'] },
      { phases: ['in_progress'] },
      /is identified, .* in progress/,
    ],
    [{ detectedBy: 'monitor' }, { detectedBy: 'person' }, /a monitor noticed it, .* a person/],
    [{ lastsSeconds: 1_800 }, { lastsSeconds: 1_801 }, /had lasted 1800 s, .* 1801 s/],
    [{ promisesMissed: 1 }, { promisesMissed: 2 }, /^1 of its promises/],
    [{ unacknowledged: false }, { unacknowledged: true }, /somebody had taken it/],
    [{ severity: 2 }, { severity: 1 }, /its severity is major/],
    [{ componentIds: ['cmp_search'] }, { componentIds: ['cmp_other'] }, /none of the components/],
    [{ titleWords: ['CHECKOUT'] }, { titleWords: ['login'] }, /its title/],
  ];
  assert.equal(why({}), null);
  for (const [met, not, said] of cases) {
    assert.equal(why(met), null, JSON.stringify(met));
    assert.match(why(not) ?? '', said);
  }
  assert.equal(why({ componentStatus: 'partial_outage', componentIds: ['cmp_checkout'] }), null);
});
