import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tryNoteSequences } from './fixtures/note-sequences.ts';
import { similarity } from './lint/earlier.ts';
import { lint } from './lint/lint.ts';
import { noChangeNote } from './note.ts';
import { sinceLast } from './render/note-phrases.ts';

const START = Date.parse('2026-03-03T14:02:00.000Z');
const at = (ms: number) => new Date(START + ms).toISOString();

test('the note says what has not changed, what fails, what is being done, and when the next word comes', () => {
  const note = noChangeNote({
    facts: {
      title: 'Sign-in failing',
      components: [{ name: 'Sign-in', status: 'major_outage' }],
      startedAt: at(0),
      unchangedSince: at(480_000),
      nextUpdateBy: at(1_680_000),
      whatUsersSee: 'Sign-in still fails with an error',
      checksFailing: 3,
      checksTotal: 4,
    },
    previousTexts: ['Sign-in fails. We are rolling back the change of 13:58 UTC. We expect news soon.'],
    now: at(900_000),
  });
  assert.equal(
    note,
    'No change since 14:10 UTC. Sign-in still fails with an error. We do not know yet how many customers are affected. 3 of our 4 checks fail. This has lasted 15 minutes so far.\n\nWe are still rolling back the change of 13:58 UTC. There is no workaround yet. We are sorry that you still cannot use Sign-in as usual.\n\n**Next word by 14:30 UTC.**',
  );
});

test('the German note carries on what a person said, in the formal address', () => {
  const note = noChangeNote({
    locale: 'de',
    facts: {
      title: 'Anmeldung gestört',
      components: [{ name: 'Anmeldung', status: 'major_outage' }],
      startedAt: at(0),
      nextUpdateBy: at(1_680_000),
    },
    previousTexts: ['Die Anmeldung schlägt fehl. Wir prüfen die Anmeldeserver.'],
    now: at(900_000),
  });
  assert.match(note, /^Keine Änderung seit 14:02 Uhr UTC\. Sie können Anmeldung derzeit nicht nutzen\./);
  assert.match(note, /Wir prüfen weiterhin die Anmeldeserver\./);
  assert.match(note, /\*\*Nächste Meldung bis 14:30 Uhr UTC\.\*\*$/);
});

test('a note is not repeated where something stands below it that was published with it', () => {
  const input = {
    facts: { title: 'Shop', startedAt: at(0), nextUpdateBy: at(1_680_000) },
    since: { joined: 0, cleared: 0, reports: 0, tasksDone: 0, tasksOpen: 0, led: false },
    now: at(900_000),
  };
  const said = noChangeNote({ ...input, previousTexts: ['Shop fails.'] });
  const published = `${said}\n\nWe write about this during our business hours, so the next word comes later than usual.`;
  const again = noChangeNote({ ...input, previousTexts: ['Shop fails.', published] });
  assert.notEqual(again, said);
  assert.doesNotMatch(again, /business hours/);
});

test('an estimate or a "soon" of the last person is not carried on', () => {
  const note = noChangeNote({
    facts: { title: 'x', startedAt: at(0), nextUpdateBy: at(1_680_000) },
    previousTexts: ['We are fixing it as soon as possible.'],
    now: at(900_000),
  });
  assert.match(note, /We are still looking for the cause\./);
});

// A part in each run; `note.long.test.ts` draws more.
for (const locale of ['en', 'de'])
  test(`a sequence of ${locale} notes never repeats itself, passes the linter, and keeps every promise's time`, () =>
    tryNoteSequences(locale, 25));

test('what is on record since the last message is told in every language, and that nobody wrote it', () => {
  const counted = { joined: 2, cleared: 1, reports: 5, tasksDone: 1, tasksOpen: 3, led: true };
  const given = { facts: { title: 'x', startedAt: at(0), nextUpdateBy: at(60_000) }, now: at(30_000) };
  const note = noChangeNote({ ...given, previousTexts: [], since: counted, lookedAt: at(20_000) });
  assert.match(
    note,
    /We last looked at 14:02:20 UTC\. 2 more of our checks have failed since the last message\. One of our checks has passed since the last message\. We have received 5 reports from users since the last message\. Our team has finished one task since the last message; 3 are open\. An incident lead has taken charge of the work\. This is an automatic note/,
  );
  const silent = { joined: 0, cleared: 0, reports: 0, tasksDone: 0, tasksOpen: 3, led: false };
  const nothing = noChangeNote({ ...given, previousTexts: [], since: silent });
  assert.doesNotMatch(nothing, /last message|task|lead/, 'no work is invented');
  assert.match(nothing, /This is an automatic note/);
  for (const locale of ['en', 'de', 'fr', 'es', 'pt', 'ja', 'pt-BR', 'xx'])
    for (const n of [1, 4]) {
      const { happened, automatic } = sinceLast(
        { joined: n, cleared: n, reports: n, tasksDone: n, tasksOpen: n - 1, led: true },
        locale,
      );
      assert.equal(happened.length, 5);
      for (const said of [...happened, automatic]) {
        assert.match(said, /[.。]$/, said);
        assert.doesNotMatch(said, /undefined|\{| {2}/);
        const findings = lint(said, { phase: 'identified', position: 'followup', locale });
        assert.deepEqual(
          findings.filter(({ level }) => level === 'error'),
          [],
          said,
        );
      }
    }
});

test('the same moment asked twice gives two different notes, by a true count', () => {
  const given = { facts: { title: 'x', startedAt: at(0), nextUpdateBy: at(60_000) }, now: at(30_000) };
  const one = noChangeNote({ ...given, previousTexts: [] });
  const two = noChangeNote({ ...given, previousTexts: [one] });
  const three = noChangeNote({ ...given, previousTexts: [one, two] });
  assert.match(two, /This is message number 2 about it\./);
  assert.equal(new Set([one, two, three]).size, 3);
  assert.ok(similarity(one, two) < 1);
});

test('texts made to collide do not hold the note up', () => {
  const given = { facts: { title: 'x', startedAt: at(0), nextUpdateBy: at(60_000) }, now: at(30_000) };
  const previousTexts: string[] = [];
  for (let n = 0; n < 12; n++)
    previousTexts.push(noChangeNote({ ...given, previousTexts: [...previousTexts] }));
  assert.equal(new Set(previousTexts).size, 12);
});
