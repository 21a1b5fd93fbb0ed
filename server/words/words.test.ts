import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handClock } from '#lib/clock.ts';
import { createIds } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import { createTestStore } from '../store/testing.ts';
import { createWords } from './index.ts';

const clock = () => handClock('2026-03-03T13:00:00.000Z');

async function world(t: { after(run: () => Promise<void>): void }) {
  const store = await createTestStore();
  t.after(() => store.close());
  const time = clock();
  return { words: createWords({ store, ids: createIds(time), clock: time }), time };
}

const template = {
  kind: 'update' as const,
  phase: 'investigating' as const,
  tone: 'plain' as const,
  locale: 'en',
  subject: '[{{ phase }}] {{ title }}',
  body: 'Trouble with {{ components }}: {{ whatUsersSee }} It began at {{ startedAt }}. {{ action }} {{ workaround }} We are sorry that you cannot work. Next word by {{ nextUpdateBy }}.',
  short: '{{ title }}. Next word by {{ nextUpdateBy }}.',
  banner: '{{ title }}.',
};
const facts = {
  title: 'Sign-in fails',
  components: [{ name: 'Sign-in', status: 'major_outage' as const }],
  startedAt: '2026-03-03T12:50:00.000Z',
  nextUpdateBy: '2026-03-03T13:20:00.000Z',
};

test('the site’s own words come before the shipped ones, the nearest first, and versions are kept', async (t) => {
  const { words, time } = await world(t);
  const render = (more = {}) => words.render({ kind: 'update', phase: 'investigating', facts, ...more });
  assert.equal((await render()).source, 'shipped:en/plain');

  const saved = await words.templates.save(template, 'person:usr_1');
  assert.equal(saved.version, 1);
  assert.equal((await render()).source, `site:${saved.id}`);
  assert.match((await render()).body, /^Trouble with Sign-in: You cannot use Sign-in at the moment\./);
  assert.equal((await render({ locale: 'de' })).source, 'shipped:de/plain');
  // Plain words of the site come before shipped ones in another tone.
  assert.equal((await render({ tone: 'warm' })).source, `site:${saved.id}`);

  const segment = await words.templates.save({ ...template, segment: 'partners' }, 'person:usr_1');
  assert.notEqual(segment.id, saved.id);
  assert.equal((await render({ segment: 'partners' })).source, `site:${segment.id}`);
  assert.equal((await render()).source, `site:${saved.id}`);

  time.jumpTo(time.nowMs() + 60_000);
  const again = await words.templates.save({ ...template, banner: 'Now: {{ title }}.' }, 'person:usr_2');
  assert.equal(again.id, saved.id);
  assert.equal(again.version, 2);
  assert.deepEqual(
    (await words.templates.versions(saved.id)).map((each) => [each.version, each.updatedBy, each.updatedAt]),
    [
      [2, 'person:usr_2', '2026-03-03T13:01:00.000Z'],
      [1, 'person:usr_1', '2026-03-03T13:00:00.000Z'],
    ],
  );
  await assert.rejects(
    words.templates.save(template, 'person:usr_1', { ifVersion: 1 }),
    (error) => error instanceof Problem && error.code === 'edit.conflict',
  );

  await words.templates.remove(saved.id, 'person:usr_1');
  assert.equal((await render()).source, 'shipped:en/plain');
  await assert.rejects(
    words.templates.get(saved.id),
    (error) => error instanceof Problem && error.code === 'not-found',
  );
  assert.equal((await words.templates.versions(saved.id)).length, 3);
  assert.equal((await words.templates.list({ kind: 'update' })).length, 1);
});

test('a template that says what the linter blocks is not saved, nor one that cannot render', async (t) => {
  const { words } = await world(t);
  await assert.rejects(
    words.templates.save({ ...template, body: '{{ whatUsersSee }} We will be back soon!' }, 'person:usr_1'),
    (error) => {
      assert.ok(error instanceof Problem && error.code === 'words.blocked');
      const rules = (error.extra['findings'] as { rule: string }[]).map((each) => each.rule);
      for (const rule of ['U05', 'H03', 'T04', 'T01']) assert.ok(rules.includes(rule), rule);
      return true;
    },
  );
  await assert.rejects(
    words.templates.save({ ...template, short: '{{ titel }}' }, 'person:usr_1'),
    /Line 1, column \d+: there is no variable "titel"/,
  );
  await assert.rejects(words.templates.save({ ...template, body: '' }, 'person:usr_1'));
  assert.deepEqual(await words.templates.list(), []);
});

test('a preview shows each channel and what the linter says, of a template not saved yet too', async (t) => {
  const { words } = await world(t);
  const shipped = await words.preview({
    kind: 'maintenance',
    phase: 'scheduled',
    locale: 'de',
    tone: 'formal',
  });
  assert.equal(shipped.source, 'shipped:de/formal');
  assert.deepEqual(
    shipped.findings.filter((each) => each.level === 'error'),
    [],
  );
  assert.match(shipped.mail.html, /^<p>Vom \d+\. \p{L}+, /u);
  assert.ok(shipped.sms.length <= 160);

  const { subject, short, banner } = template;
  const draft = await words.preview({
    kind: 'update',
    phase: 'investigating',
    facts,
    template: { subject, short, banner, body: 'It is down.' },
  });
  assert.equal(draft.page.html, '<p>It is down.</p>');
  assert.ok(draft.findings.some((each) => each.rule === 'U05'));
});

test('two people saving the same new template at once leave two versions of one', async (t) => {
  const { words } = await world(t);
  const both = await Promise.allSettled([
    words.templates.save(template, 'person:usr_1'),
    words.templates.save(template, 'person:usr_2'),
  ]);
  const saved = both.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  assert.equal((await words.templates.list()).length, 1);
  assert.ok(saved.length >= 1);
  for (const each of both)
    if (each.status === 'rejected') assert.ok(each.reason instanceof Problem, String(each.reason));
});
