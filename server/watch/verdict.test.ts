import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Verdict } from '@candor/protocol/watch.ts';
import fc from 'fast-check';
import { doubts, goodsToRecover, judge, newStanding, type Standing, type Transition } from './verdict.ts';

const RULES = { confirmations: 3, recoverConfirmations: 2 };
const STEP_MS = 30_000;

/** One letter per check: u good, d failing, ? could not be made; upper case inside a maintenance window. */
function run(letters: string, rules = RULES, stepMs = STEP_MS) {
  let standing: Standing = newStanding();
  const transitions: (Transition & { index: number })[] = [];
  [...letters].forEach((letter, index) => {
    const outcome: Verdict = { u: 'up', d: 'down', '?': 'unknown' }[letter.toLowerCase()] as Verdict;
    const startedMs = index * stepMs;
    const silenced = letter !== letter.toLowerCase();
    const next = judge(
      standing,
      { outcome, startedMs, endedMs: startedMs + 100 },
      rules,
      silenced ? 'window' : null,
    );
    standing = next.standing;
    if (next.transition) transitions.push({ ...next.transition, index });
  });
  return { standing, transitions };
}
const kinds = (letters: string) => run(letters).transitions.map((t) => `${t.kind}@${t.index}`);

test('the first good check makes unknown up, without a transition', () => {
  const { standing, transitions } = run('u');
  assert.equal(standing.verdict, 'up');
  assert.deepEqual(transitions, []);
});

test('three failures in a row are a failure that began with the first of them', () => {
  const { standing, transitions } = run('uuddd');
  assert.deepEqual(transitions, [
    { kind: 'failed', atMs: 4 * STEP_MS + 100, firstFailedMs: 2 * STEP_MS, index: 4 },
  ]);
  assert.equal(standing.downSinceMs, 2 * STEP_MS);
});

test('hiccups are no failure', () => {
  assert.deepEqual(kinds('uduudduddu'), []);
});

test('a monitor that never was up can fail', () => {
  assert.deepEqual(kinds('ddd'), ['failed@2']);
});

test('two good checks in a row are a recovery that began with the first of them', () => {
  const { transitions } = run('udddduu');
  assert.deepEqual(transitions[1], {
    kind: 'recovered',
    atMs: 6 * STEP_MS + 100,
    firstGoodMs: 5 * STEP_MS,
    downSinceMs: STEP_MS,
    index: 6,
  });
});

test('one good check among failures is no recovery', () => {
  assert.deepEqual(kinds('udddudud'), ['failed@3']);
});

test('a check that could not be made is neither good nor bad', () => {
  assert.deepEqual(kinds('ud?d?d'), ['failed@5'], 'it does not interrupt failures');
  assert.deepEqual(kinds('uddd????'), ['failed@3'], 'it never ends an outage');
  assert.equal(run('uddd????').standing.verdict, 'down');
  assert.equal(run('u???').standing.verdict, 'unknown', 'without any news, up becomes unknown');
  assert.equal(run('u??u').standing.verdict, 'up');
});

test('in a maintenance window a failure is silenced, and a recovery inside it says nothing', () => {
  assert.deepEqual(kinds('uDDDDUUuu'), ['silenced@3']);
  assert.equal(run('uDDD').standing.silencedBy, 'window');
});

test('a failure that outlives its window is announced then, and counts from then', () => {
  const { transitions, standing } = run('uDDDDdd');
  assert.deepEqual(
    transitions.map((t) => `${t.kind}@${t.index}`),
    ['silenced@3', 'failed@5'],
  );
  assert.equal(standing.downSinceMs, 5 * STEP_MS);
  assert.equal(standing.announced, true);
});

test('a failure from before the window stays announced, and its recovery in the window is recorded', () => {
  assert.deepEqual(kinds('udddDDUU'), ['failed@3', 'recovered@7']);
});

test('a target that flaps has to stay good for longer', () => {
  assert.deepEqual(kinds('dddUuddduuuu'), ['failed@2', 'recovered@4', 'failed@7', 'recovered@11']);
  const { standing } = run('ddduuddduuuuddd');
  assert.equal(goodsToRecover(standing, RULES, 15 * STEP_MS), 8);
  assert.equal(goodsToRecover(standing, RULES, 15 * STEP_MS + 3_600_000), 2, 'a quiet half hour forgives');
});

test('doubts count the checks that speak against the verdict', () => {
  assert.equal(doubts(run('uu').standing), 0);
  assert.equal(doubts(run('uudd').standing), 2);
  assert.equal(doubts(run('uddd').standing), 0);
  assert.equal(doubts(run('udddu').standing), 1);
});

const history = fc.array(
  fc.record({
    outcome: fc.constantFrom<Verdict>('up', 'up', 'down', 'down', 'unknown'),
    silenced: fc.boolean(),
  }),
  { maxLength: 120 },
);
const rules = fc.record({
  confirmations: fc.integer({ min: 1, max: 5 }),
  recoverConfirmations: fc.integer({ min: 1, max: 4 }),
});

test('properties: transitions alternate, are earned, and never lie about their times', () => {
  fc.assert(
    fc.property(history, rules, (checks, rule) => {
      let standing = newStanding();
      let open = false;
      const seen: Verdict[] = [];
      checks.forEach(({ outcome, silenced }, i) => {
        const before = standing;
        seen.push(outcome);
        const next = judge(
          standing,
          { outcome, startedMs: i * 1_000, endedMs: i * 1_000 + 10 },
          rule,
          silenced ? 'w' : null,
        );
        standing = next.standing;
        const decided = seen.filter((o) => o !== 'unknown');
        const { transition } = next;
        if (before.verdict === 'down' && standing.verdict === 'up')
          assert.ok(decided.slice(-rule.recoverConfirmations).every((o) => o === 'up'));
        if (before.verdict !== 'down' && standing.verdict === 'down')
          assert.ok(decided.slice(-rule.confirmations).every((o) => o === 'down'));
        if (outcome === 'unknown') assert.equal(transition, null);
        if (transition?.kind === 'failed') {
          assert.equal(open, false);
          assert.equal(silenced, false);
          assert.ok(transition.firstFailedMs <= i * 1_000 && transition.atMs === i * 1_000 + 10);
          open = true;
        }
        if (transition?.kind === 'recovered') {
          assert.equal(open, true);
          assert.ok(transition.downSinceMs <= transition.firstGoodMs);
          open = false;
        }
        if (transition?.kind === 'silenced') assert.equal(silenced, true);
        assert.equal(open, standing.verdict === 'down' && standing.announced);
      });
    }),
    { numRuns: 500 },
  );
});

test('property: standing survives being written down and read back', () => {
  fc.assert(
    fc.property(history, rules, (checks, rule) => {
      let kept = newStanding();
      let reread = newStanding();
      checks.forEach(({ outcome }, i) => {
        const result = { outcome, startedMs: i * 1_000, endedMs: i * 1_000 };
        kept = judge(kept, result, rule).standing;
        reread = judge(JSON.parse(JSON.stringify(reread)) as Standing, result, rule).standing;
      });
      assert.deepEqual(reread, kept);
    }),
    { numRuns: 100 },
  );
});
