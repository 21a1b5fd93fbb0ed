/** Export, import, versions, and what speaks while the database is away: against a real one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TemplateInput } from '@candor/protocol/words.ts';
import fc from 'fast-check';
import { handClock } from '#lib/clock.ts';
import { createIds } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import { createTestStore } from '../../store/testing.ts';
import { createWords } from '../index.ts';
import { sampleFacts } from '../render/variables.ts';
import { changesIn } from './compare.ts';
import { readDocument, writeDocument } from './document.ts';

const BY = 'person:usr_1';
const note = {
  kind: 'no_change' as const,
  locale: 'en',
  subject: '{{ title }}',
  body: 'No change since {{ unchangedSince }}. {{ whatUsersSee }} {{ whoIsAffected }} {{ action }} {{ workaround }}\n\nNext word by {{ nextUpdateBy }}.',
  short: '{{ title }}',
  banner: '{{ title }}',
};

async function world(t: { after(run: () => Promise<void>): void }) {
  const store = await createTestStore();
  t.after(() => store.close());
  const clock = handClock('2026-03-03T13:00:00.000Z');
  return { store, clock, words: createWords({ store, ids: createIds(clock), clock }) };
}

const faultsOf = async (work: Promise<unknown>) => {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof Problem, String(error));
    return error.extra['faults'] as { line: number; pointer: string; message: string }[];
  }
  return assert.fail('nothing was refused');
};

test('what is exported is imported exactly, elsewhere too, and a second time changes nothing', async (t) => {
  const [here, there] = [await world(t), await world(t)];
  await here.words.templates.save(note, BY);
  await here.words.templates.save({ ...note, segment: 'partners', tone: 'warm' }, BY);
  const file = await here.words.transfer.export();
  assert.match(file, /^candorTemplates: 1\ntemplates:\n {2}- kind: no_change\n/);
  const take = (options = {}) =>
    there.words.transfer.import(file, { by: BY, replace: false, dryRun: false, ...options });
  const planned = await take({ dryRun: true });
  assert.equal(planned.applied, false);
  assert.deepEqual(
    planned.changes.map(({ does }) => does),
    ['add', 'add'],
  );
  assert.deepEqual(await there.words.templates.list(), []);
  assert.equal((await take()).applied, true);
  assert.equal(await there.words.transfer.export(), file);
  assert.deepEqual(
    (await take()).changes.map(({ does }) => does),
    ['keep', 'keep'],
  );
  assert.deepEqual(
    (await there.words.templates.list()).map(({ version }) => version),
    [1, 1],
  );
});

test('an import says which texts change; with replace it removes what the file lacks', async (t) => {
  const { words } = await world(t);
  const kept = await words.templates.save(note, BY);
  const gone = await words.templates.save({ ...note, tone: 'warm' }, BY);
  const file = writeDocument([{ ...note, banner: 'Now: {{ title }}' }]);
  const plan = await words.transfer.import(file, { by: BY, replace: true, dryRun: false });
  assert.deepEqual(plan.changes, [
    { does: 'change', key: 'no_change / plain / en', id: kept.id, parts: ['banner'] },
    { does: 'remove', key: 'no_change / warm / en', id: gone.id, parts: [] },
  ]);
  assert.deepEqual(
    (await words.templates.list()).map(({ id, version }) => [id, version]),
    [[kept.id, 2]],
  );
  assert.equal((await words.templates.versions(gone.id))[0]!.removed, true);
});

test('one bad template in a file refuses all of it, with line, place and reason', async (t) => {
  const { words } = await world(t);
  const take = (text: string) => words.transfer.import(text, { by: BY, replace: true, dryRun: false });
  const good = writeDocument([note]);
  const bad = good.replace('banner: "{{ title }}"', 'banner: "{{ titel }}"');
  const [fault] = await faultsOf(take(bad));
  assert.equal(fault!.pointer, '/templates/0/banner');
  assert.match(fault!.message, /banner: Line 1, column 4: there is no variable "titel"/);
  assert.match(
    (await faultsOf(take(good.replace('kind: no_change', 'kind: nothing'))))[0]!.message,
    /Invalid option/,
  );
  assert.match(
    (await faultsOf(take(writeDocument([note, note]))))[0]!.message,
    /stands in the file twice; the first is in line 3/,
  );
  assert.match((await faultsOf(take('candorTemplates: 2\ntemplates: []')))[0]!.pointer, /candorTemplates/);
  assert.match((await faultsOf(take('a: [')))[0]!.message, /./);
  assert.match((await faultsOf(take('candorTemplates: 1\ntemplates: &a [*a]')))[0]!.message, /Aliases/);
  const vague = writeDocument([note, { ...note, tone: 'warm', body: 'Back soon!' }]);
  const blocked = await faultsOf(take(vague));
  assert.ok(blocked.every(({ pointer, line }) => pointer.startsWith('/templates/1/') && line > 5));
  assert.ok(blocked.some(({ message }) => message.includes('H03')));
  assert.deepEqual(await words.templates.list(), []);
});

test('any text survives the file', () => {
  const text = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 80 })
    .filter((each) => each.trim() !== '');
  fc.assert(
    fc.property(text, text, (body, subject) => {
      const input = TemplateInput.parse({ ...note, body, subject });
      const [read] = readDocument(writeDocument([input]));
      assert.deepEqual(read!.input, input);
    }),
    { numRuns: 200 },
  );
  // JSON is read too.
  assert.equal(readDocument(JSON.stringify({ candorTemplates: 1, templates: [note] })).length, 1);
});

test('a version is compared with another, restored, and brought back after it was removed', async (t) => {
  const { words } = await world(t);
  const { id } = await words.templates.save(note, BY);
  await words.templates.save({ ...note, banner: 'Now: {{ title }}' }, BY);
  const restored = await words.templates.restore(id, 1, BY);
  assert.deepEqual([restored.version, restored.banner], [3, note.banner]);
  await words.templates.remove(id, BY);
  const again = await words.templates.restore(id, 2, BY);
  assert.deepEqual([again.id, again.version, again.banner], [id, 5, 'Now: {{ title }}']);
  assert.deepEqual(
    (await words.templates.versions(id)).map(({ removed }) => removed),
    [false, true, false, false, false],
  );
  await assert.rejects(words.templates.restore(id, 9, BY), /has no version 9/);
  assert.deepEqual(changesIn('We are on it.', 'We are still on it.'), [
    { does: 'keep', text: 'We are ' },
    { does: 'add', text: 'still ' },
    { does: 'keep', text: 'on it.' },
  ]);
});

test('the comparison of two texts leads from one to the other', () => {
  const words = fc
    .array(fc.constantFrom('a', 'b', ' ', '\n', 'cc', '.'), { maxLength: 30 })
    .map((each) => each.join(''));
  fc.assert(
    fc.property(words, words, (before, after) => {
      const changes = changesIn(before, after);
      const side = (left: string) =>
        changes
          .filter(({ does }) => does !== left)
          .map(({ text }) => text)
          .join('');
      assert.equal(side('add'), before);
      assert.equal(side('remove'), after);
    }),
  );
});

test('while the database is away the site’s own words speak on, as last read', async (t) => {
  const { store, words } = await world(t);
  const saved = await words.templates.save(note, BY);
  const facts = sampleFacts('en', Date.parse('2026-03-03T13:00:00.000Z'));
  const render = () => words.render({ kind: 'no_change', phase: 'identified', facts });
  assert.equal((await render()).source, `site:${saved.id}`);
  await store.takeAway();
  assert.equal((await render()).source, `site:${saved.id}`);
  const up = new Promise<void>((resolve) => store.onState((state) => state === 'up' && resolve()));
  await store.takeBack();
  await up;
  await words.templates.remove(saved.id, BY);
  assert.equal((await render()).source, 'shipped:en/plain');
});
