import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contradictions, type TruthInput } from './contradictions.ts';

const claims = (input: Partial<TruthInput> & { text: string }) =>
  contradictions({ phase: 'monitoring', ...input }).map((each) => each.claim);

test('no "resolved" while a monitor fails, whatever the text says', () => {
  assert.deepEqual(claims({ text: '', phase: 'resolved', failingMonitors: ['Sign-in EU'] }), [
    '"resolved", while Sign-in EU still fails.',
  ]);
  assert.deepEqual(claims({ text: '', phase: 'completed', failingMonitors: ['A', 'B'] }), [
    '"completed", while A and B still fail.',
  ]);
  assert.deepEqual(claims({ text: '', phase: 'resolved' }), []);
});

test('nothing is "normal" or "fixed" while something fails', () => {
  const failingMonitors = ['Sign-in EU'];
  for (const text of [
    'All systems are operational.',
    'Everything is back to normal.',
    'The outage is over.',
    'We have fixed the problem.',
    'Sign-in is **fully restored**.',
  ])
    assert.equal(claims({ text, failingMonitors }).length, 1, text);
  for (const text of [
    'Alle Systeme sind wieder verfügbar.',
    'Die Störung ist behoben.',
    'Alles funktioniert wieder.',
  ])
    assert.equal(claims({ text, failingMonitors, locale: 'de' }).length, 1, text);
});

test('what is only hoped, asked or denied claims nothing', () => {
  const failingMonitors = ['Sign-in EU'];
  for (const text of [
    'Once everything works again we will say so.',
    'We will write when the outage is over.',
    'It is not yet fully restored.',
    'We are checking whether everything is working normally.',
    'Sign-in is slow. Thank you for telling us.',
  ])
    assert.deepEqual(claims({ text, failingMonitors }), [], text);
  assert.deepEqual(
    claims({ text: 'Sobald alles funktioniert, melden wir uns.', failingMonitors, locale: 'de' }),
    [],
  );
});

test('a red component is not "not affected"; another one may be', () => {
  const components = [
    { name: 'Payments', status: 'major_outage' as const },
    { name: 'Sign-in', status: 'operational' as const },
  ];
  for (const text of [
    'Payments are not affected.',
    'Not affected: Sign-in, Payments.',
    'Payments work normally.',
  ]) {
    const [found] = contradictions({ text, phase: 'identified', components });
    assert.ok(found, text);
    assert.match(found.claim, /Payments is marked major_outage/);
    assert.ok(found.end > found.start);
  }
  for (const text of [
    'Payments fail, sign-in is not affected.',
    'Sign-in is not affected.',
    'Payments fail. Sign-in works as usual.',
    'While payments fail, sign-in is unaffected.',
  ])
    assert.deepEqual(claims({ text, components }), [], text);
  assert.equal(
    claims({
      text: 'Zahlungen sind nicht betroffen.',
      components: [{ name: 'Zahlungen', status: 'partial_outage' }],
      locale: 'de',
    }).length,
    1,
  );
});

test('without word of the monitors a status speaks against "it works again"', () => {
  const components = [
    { name: 'Sign-in', status: 'degraded_performance' as const },
    { name: 'Payments', status: 'major_outage' as const },
  ];
  const text = 'Payments work again.';
  assert.equal(claims({ text, components }).length, 1);
  assert.deepEqual(claims({ text, components, failingMonitors: [] }), [], 'the status may be older');
  // What is merely slow may be called good while it is watched, not at the end.
  assert.deepEqual(claims({ text: 'Sign-in works again.', components }), []);
  assert.equal(claims({ text: 'Sign-in works again.', components, phase: 'resolved' }).length, 1);
});
