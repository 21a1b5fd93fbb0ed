import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PostmortemDocument } from '@candor/protocol/postmortem.ts';
import { type CheckContext, checkPostmortem, mayBePublished, RULES } from './check.ts';
import { reviewDeadline } from './structure.ts';
import { byPerson, finished } from './testing.ts';

const rulesOf = (doc: PostmortemDocument, context?: CheckContext) =>
  checkPostmortem(doc, context).map(({ rule }) => rule);
/** Asserts that the change breaks exactly this rule, and gives its findings. */
function breaks(rule: string, change: (doc: PostmortemDocument) => void, context?: CheckContext) {
  const findings = checkPostmortem(finished(change), context);
  assert.deepEqual([...new Set(findings.map((finding) => finding.rule))], [rule], JSON.stringify(findings));
  return findings;
}

test('a finished postmortem has no findings', () => {
  assert.deepEqual(
    checkPostmortem(finished(), { names: ['Ada Lovelace'], at: '2027-01-01T00:00:00.000Z' }),
    [],
  );
  assert.equal(mayBePublished([]), true);
  assert.equal(Object.keys(RULES).length, 15);
});

test('PM01 a row without evidence; a link is evidence too', () => {
  const [finding] = breaks('PM01', (doc) => {
    doc.sections.timeline[2]!.evidence = [];
  });
  assert.equal(finding!.path, 'sections.timeline[2]');
  assert.equal(mayBePublished([finding!]), false);
  const linked = finished((doc) => {
    doc.sections.timeline[2]!.evidence = [];
    doc.sections.timeline[2]!.link = 'https://git.example.com/commit/1';
  });
  assert.deepEqual(rulesOf(linked), []);
});

test('PM02 rows and marks run forward', () => {
  breaks('PM02', (doc) => {
    doc.sections.timeline.reverse();
  });
  const [finding] = breaks('PM02', (doc) => {
    doc.detectedAt = '2026-03-02T09:00:00.000Z';
  });
  assert.match(finding!.message, /detectedAt .* is before startedAt/);
});

test('PM03 a number for each component; the digit of its name is none', () => {
  const [finding] = breaks('PM03', (doc) => {
    doc.sections.impact = [byPerson('Checkout failed for 95 minutes.'), byPerson('API v2 was slow.')];
  });
  assert.match(finding!.message, /API v2/);
});

test('PM04 nobody is blamed, by role or by name, in active or passive', () => {
  for (const text of [
    'An engineer had accidentally deleted the table.',
    'The on-call engineer ignored the alarm.',
    'Ada Lovelace misconfigured the limit.',
    'It was the mistake of an operator.',
    'The DBA did not check the limit.',
  ]) {
    const [finding] = breaks('PM04', (doc) => doc.sections.mitigation.push(byPerson(text)), {
      names: ['Ada Lovelace'],
    });
    assert.ok(finding!.end! > finding!.start!, text);
  }
  for (const text of [
    'The command deleted the table.',
    'An engineer found the setting.',
    'The deploy removed the limit.',
  ])
    assert.deepEqual(rulesOf(finished((doc) => doc.sections.mitigation.push(byPerson(text)))), [], text);
});

test('PM05 no talk of what did not happen, except in quotations and in what went badly', () => {
  for (const text of [
    'This was human error.',
    'The check should have fired.',
    'The job failed to stop.',
    'If only it had.',
  ]) {
    const [finding] = breaks('PM05', (doc) => doc.sections.detection.push(byPerson(text)));
    assert.equal(finding!.section, 'detection');
  }
  const allowed = finished((doc) => {
    doc.sections.detection.push(byPerson('The log said “failed to connect”.'));
    doc.sections.reflection.wentBadly.push(byPerson('The alarm should have fired.'));
  });
  assert.deepEqual(rulesOf(allowed), []);
});

test('PM05 points at the words', () => {
  const text = 'The log said “it failed to open”, and the job failed to stop.';
  const [finding] = breaks('PM05', (doc) => doc.sections.detection.push(byPerson(text)));
  assert.equal(text.slice(finding!.start, finding!.end), 'failed to');
  assert.equal(finding!.start, text.lastIndexOf('failed to'));
});

test('PM06 asks for factors', () => {
  const [finding] = breaks('PM06', (doc) =>
    doc.sections.summary.push(byPerson('The root cause was a limit.')),
  );
  assert.equal(finding!.level, 'warn');
  assert.equal(mayBePublished([finding!]), true);
});

test('PM07 each factor is answered, and there is one', () => {
  const [finding] = breaks('PM07', (doc) => {
    doc.sections.actions[1]!.factorIds = [];
  });
  assert.match(finding!.message, /averages/);
  breaks('PM07', (doc) => {
    doc.sections.factors.factors = [];
  });
});

test('PM08 owner, due date, verb, completion test, at most eight', () => {
  const first = (change: (action: PostmortemDocument['sections']['actions'][number]) => void) =>
    breaks('PM08', (doc) => change(doc.sections.actions[0]!)).map(({ path }) => path);
  assert.deepEqual(
    first((action) => {
      action.owner = null;
    }),
    ['sections.actions[0].owner'],
  );
  assert.deepEqual(
    first((action) => {
      action.dueOn = null;
    }),
    ['sections.actions[0].dueOn'],
  );
  assert.deepEqual(
    first((action) => {
      action.completionTest = null;
    }),
    ['sections.actions[0].completionTest'],
  );
  assert.deepEqual(
    first((action) => {
      action.title = 'More care';
    }),
    ['sections.actions[0].title'],
  );
  assert.deepEqual(
    first((action) => {
      action.title = 'Consider a load test';
    }),
    ['sections.actions[0].title'],
  );
  breaks('PM08', (doc) => {
    const [action] = doc.sections.actions;
    for (let i = 0; i < 7; i++) doc.sections.actions.push({ ...action!, id: `act_${i + 3}` });
  });
});

test('PM09 a late first word leads to an action on detecting and one on telling', () => {
  const findings = breaks('PM09', (doc) => {
    doc.firstWordTargetMinutes = 1;
    doc.figures.push({
      name: 'target',
      label: 'target',
      value: 60_000,
      unit: 'ms',
      componentId: null,
      evidence: [],
    });
  });
  assert.deepEqual(
    findings.map(({ message }) => /“(\w+)”/.exec(message)![1]),
    ['communicate'],
  );
  const never = finished((doc) => {
    doc.firstWordAt = null;
    doc.sections.actions.pop();
    doc.sections.factors.factors.pop();
  });
  assert.deepEqual(rulesOf(never), ['PM09', 'PM09']);
});

test('PM10 four parts, an apology that says sorry', () => {
  for (const part of ['apology', 'whatHappened', 'whatWeDo', 'credits'] as const)
    assert.equal(
      breaks('PM10', (doc) => {
        doc.sections.publicVersion[part] = [];
      })[0]!.path,
      `sections.publicVersion.${part}`,
    );
  breaks('PM10', (doc) => {
    doc.sections.publicVersion.apology = [byPerson('We regret any inconvenience.')];
  });
});

test('PM10 nothing internal in public', () => {
  for (const text of [
    'Fixed on db-prod.internal.',
    'See OPS-77.',
    'The pod web-03 was full.',
    'Address 10.0.0.1.',
    'Ask ada@example.com.',
    'Ada Lovelace mended it.',
  ])
    assert.ok(
      checkPostmortem(
        finished((doc) => doc.sections.publicVersion.whatHappened.push(byPerson(text))),
        { names: ['Ada Lovelace'] },
      ).some(({ rule }) => rule === 'PM10'),
      text,
    );
  const fine = finished((doc) =>
    doc.sections.publicVersion.whatHappened.push(byPerson('Texts in UTF-8 were not changed.')),
  );
  assert.deepEqual(rulesOf(fine), []);
});

test('PM11 numbers of the public text are those of the record', () => {
  const says = (text: string) => (doc: PostmortemDocument) =>
    void doc.sections.publicVersion.whatHappened.push(byPerson(text));
  for (const text of [
    'It lasted 1 h 35 min.',
    'It lasted 95 minutes.',
    'It lasted 1 hour and 35 minutes.',
    'It lasted about 2 hours.',
    'It began at 10:00 UTC on 2 March 2026.',
    '1,234 payments failed.',
    'API v2 was slow.',
  ])
    assert.deepEqual(rulesOf(finished(says(text))), [], text);
  for (const [text, wrong] of [
    ['It lasted 30 minutes.', '30 minutes'],
    ['It began at 09:59 UTC.', '09:59'],
    ['It happened on 3 March 2026.', '3 March 2026'],
    ['It happened on 2026-03-03.', '2026-03-03'],
    ['1,235 payments failed.', '1,235'],
    ['5 % of payments failed.', '5'],
  ] as const) {
    const [finding] = breaks('PM11', says(text));
    assert.equal(text.slice(finding!.start, finding!.end), wrong);
  }
});

test('PM12 an outage only if all of a component was down', () => {
  const partly = (doc: PostmortemDocument) => {
    for (const component of doc.components) component.allDown = false;
    doc.sections.summary.push(byPerson('The outage began at ten.'));
  };
  assert.equal(breaks('PM12', partly)[0]!.section, 'summary');
  assert.deepEqual(
    rulesOf(finished((doc) => doc.sections.summary.push(byPerson('The outage began at ten.')))),
    [],
  );
});

test('PM13 reviewed in time: three days, or five business days', () => {
  assert.equal(reviewDeadline(1, '2026-03-06T12:00:00.000Z'), '2026-03-09T12:00:00.000Z');
  assert.equal(reviewDeadline(2, '2026-03-06T12:00:00.000Z'), '2026-03-13T12:00:00.000Z', 'Friday to Friday');
  assert.equal(reviewDeadline(3, '2026-03-06T12:00:00.000Z'), null);
  const [late] = breaks('PM13', (doc) => {
    doc.reviewedAt = '2026-03-20T09:00:00.000Z';
  });
  assert.equal(late!.level, 'warn');
  const open = finished((doc) => {
    doc.reviewedAt = null;
  });
  assert.deepEqual(rulesOf(open), []);
  assert.deepEqual(rulesOf(open, { at: '2026-03-05T00:00:00.000Z' }), []);
  assert.deepEqual(rulesOf(open, { at: '2026-03-20T00:00:00.000Z' }), ['PM13']);
});

test('PM14 unknowns are said or signed off', () => {
  breaks('PM14', (doc) => {
    doc.sections.unknowns.items = [];
  });
  const signed = finished((doc) => {
    doc.sections.unknowns = { items: [], signedOffBy: 'usr_ada' };
  });
  assert.deepEqual(rulesOf(signed), []);
});

test('PM15 a change after publication is logged', () => {
  const edited = (doc: PostmortemDocument) => {
    doc.publishedAt = '2026-03-05T00:00:00.000Z';
    doc.editedAt = '2026-03-06T00:00:00.000Z';
  };
  breaks('PM15', edited);
  const logged = finished((doc) => {
    edited(doc);
    doc.sections.corrections.push({
      at: '2026-03-06T00:00:00.000Z',
      by: 'usr_ada',
      what: 'The duration was wrong.',
      version: 2,
    });
  });
  assert.deepEqual(rulesOf(logged), []);
});
