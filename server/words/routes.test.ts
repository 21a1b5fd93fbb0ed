import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Template } from '@candor/protocol/words.ts';
import Fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { handClock } from '#lib/clock.ts';
import { createIds } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import { createTestStore } from '../store/testing.ts';
import { createWords, wordsRoutes } from './index.ts';

async function world(t: { after(run: () => Promise<void>): void }) {
  const store = await createTestStore();
  const clock = handClock('2026-03-03T13:00:00.000Z');
  const app = Fastify();
  t.after(async () => {
    await app.close();
    await store.close();
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorateRequest('actor', null);
  app.addHook('onRequest', async (request) => {
    Object.assign(request, { actor: { by: 'person:usr_1' } });
  });
  app.setErrorHandler((error, _request, reply) =>
    error instanceof Problem
      ? reply.status(error.status).send(error.toJSON())
      : reply.status(400).send({ code: 'request.invalid' }),
  );
  wordsRoutes(createWords({ store, ids: createIds(clock), clock }))(app.withTypeProvider<ZodTypeProvider>());
  const ask = (
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    payload?: object,
    headers: Record<string, string> = {},
  ) => app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
  return { ask };
}

const template = {
  kind: 'no_change',
  locale: 'en',
  subject: '{{ title }}',
  body: 'No change since {{ unchangedSince }}. {{ whatUsersSee }} {{ whoIsAffected }} {{ action }} {{ workaround }} Next word by {{ nextUpdateBy }}.',
  short: '{{ title }}',
  banner: '{{ title }}',
};

test('templates are saved, read with an ETag, guarded by If-Match, and removed', async (t) => {
  const { ask } = await world(t);
  const made = await ask('POST', '/api/v1/templates', template);
  assert.equal(made.statusCode, 201, made.body);
  const saved = Template.parse(made.json());
  assert.equal(saved.updatedBy, 'person:usr_1');
  assert.equal((await ask('GET', `/api/v1/templates/${saved.id}`)).headers['etag'], '"v1"');
  assert.equal((await ask('POST', '/api/v1/templates', template, { 'if-match': '"v1"' })).json().version, 2);
  assert.equal((await ask('POST', '/api/v1/templates', template, { 'if-match': '"v1"' })).statusCode, 412);
  assert.equal((await ask('GET', '/api/v1/templates?kind=no_change')).json().items.length, 1);
  assert.equal((await ask('GET', `/api/v1/templates/${saved.id}/versions`)).json().items.length, 2);
  assert.equal((await ask('DELETE', `/api/v1/templates/${saved.id}`)).statusCode, 204);
  assert.equal((await ask('GET', `/api/v1/templates/${saved.id}`)).statusCode, 404);
});

test('a template that breaks the rules is refused with its findings', async (t) => {
  const { ask } = await world(t);
  const blocked = await ask('POST', '/api/v1/templates', { ...template, body: 'Back soon!' });
  assert.equal(blocked.statusCode, 422);
  assert.equal(blocked.json().code, 'words.blocked');
  assert.ok(blocked.json().findings.length > 0);
  const unknown = await ask('POST', '/api/v1/templates', { ...template, body: '{{ nope }}' });
  assert.equal(unknown.statusCode, 400);
  assert.equal(unknown.json().line, 1);
});

test('lint, preview and the list of variables answer without saving anything', async (t) => {
  const { ask } = await world(t);
  const lint = await ask('POST', '/api/v1/words/lint', {
    text: 'Back soon.',
    phase: 'identified',
    severity: 2,
  });
  assert.equal(lint.statusCode, 200, lint.body);
  assert.equal(lint.json().ok, false);
  assert.ok(lint.json().findings.some((each: { rule: string }) => each.rule === 'H03'));
  const preview = await ask('POST', '/api/v1/words/preview', {
    kind: 'update',
    phase: 'resolved',
    tone: 'warm',
    locale: 'de',
  });
  assert.equal(preview.statusCode, 200, preview.body);
  assert.equal(preview.json().source, 'shipped:de/warm');
  assert.ok((await ask('GET', '/api/v1/words/variables')).json().items.length > 20);
  assert.equal((await ask('POST', '/api/v1/words/lint', { text: 'x', phase: 'nowhere' })).statusCode, 400);
});

test('versions are compared and restored by address', async (t) => {
  const { ask } = await world(t);
  const { id } = (await ask('POST', '/api/v1/templates', template)).json();
  await ask('POST', '/api/v1/templates', { ...template, banner: 'Now: {{ title }}' });
  const compared = (await ask('GET', `/api/v1/templates/${id}/versions/2/comparison`)).json();
  assert.deepEqual(compared, {
    from: 1,
    to: 2,
    parts: [
      {
        part: 'banner',
        changes: [
          { does: 'add', text: 'Now: ' },
          { does: 'keep', text: '{{ title }}' },
        ],
      },
    ],
  });
  const restored = await ask('POST', `/api/v1/templates/${id}/versions/1/restoration`);
  assert.equal(restored.statusCode, 201, restored.body);
  assert.equal(restored.headers['etag'], '"v3"');
  assert.equal((await ask('GET', `/api/v1/templates/${id}/versions/9/comparison`)).statusCode, 404);
  assert.equal((await ask('GET', `/api/v1/templates/${id}/versions/x/comparison`)).statusCode, 400);
});

test('all templates leave and come back as one file', async (t) => {
  const { ask } = await world(t);
  await ask('POST', '/api/v1/templates', template);
  const file = await ask('GET', '/api/v1/templates/export');
  assert.match(String(file.headers['content-type']), /^application\/yaml/);
  const text = file.body.replace('banner: "{{ title }}"', 'banner: "Now: {{ title }}"');
  const planned = await ask('POST', '/api/v1/templates/import', { text, dryRun: true });
  assert.equal(planned.statusCode, 200, planned.body);
  assert.deepEqual(planned.json().changes[0].parts, ['banner']);
  assert.equal(planned.json().applied, false);
  assert.equal((await ask('POST', '/api/v1/templates/import', { text })).json().applied, true);
  const refused = await ask('POST', '/api/v1/templates/import', {
    text: text.replace('{{ title }}', '{{ x }}'),
  });
  assert.equal(refused.statusCode, 400);
  assert.match(refused.json().faults[0].pointer, /^\/templates\/0\//);
});

test('one call shows every form with its counts, and the path to it', async (t) => {
  const { ask } = await world(t);
  const preview = await ask('POST', '/api/v1/words/preview', {
    kind: 'update',
    phase: 'investigating',
    tone: 'technical',
    segment: 'developer',
    locale: 'de',
  });
  assert.equal(preview.statusCode, 200, preview.body);
  const shown = preview.json();
  assert.deepEqual(
    shown.counts.map(({ form }: { form: string }) => form),
    ['subject', 'text', 'html', 'sms', 'post', 'x', 'mastodon', 'push', 'banner', 'page'],
  );
  assert.match(shown.page.html, /Idempotenzschlüssel/);
  assert.equal(shown.path.because, 'The shipped words speak.');
  assert.equal(shown.path.answered.segment, 'developer');
  assert.ok(shown.push.title && shown.push.body);
});

test('the matrix shows for each cell whose words speak', async (t) => {
  const { ask } = await world(t);
  const { id } = (await ask('POST', '/api/v1/templates', template)).json();
  const matrix = (await ask('GET', '/api/v1/words/matrix?locale=en-GB&segment=developer')).json();
  assert.equal(matrix.items.length, 84);
  const cell = (tone: string) =>
    matrix.items.find(
      (each: { kind: string; tone: string }) => each.kind === 'no_change' && each.tone === tone,
    );
  assert.equal(cell('warm').source, `site:${id}`);
  assert.equal(cell('warm').templateId, null);
  assert.match(cell('warm').because, /in plain, because there is nothing in warm/);
  const exact = (await ask('GET', '/api/v1/words/matrix')).json();
  assert.ok(exact.items.some((each: { templateId: string | null }) => each.templateId === id));
  assert.ok(matrix.segments.includes('support') && matrix.locales.includes('de'));
  const shipped = await ask('GET', '/api/v1/words/shipped?kind=relapse&phase=identified&segment=developer');
  assert.match(shipped.json().segmentNote, /idempotency key/);
});

test('a language that nobody here speaks falls back, however it is written', async (t) => {
  const { ask } = await world(t);
  const locales = [
    ['tlh', 'en'],
    ['zh-Hans-CN', 'en'],
    ['DE_at', 'de-AT'],
    ['pt_BR', 'pt-BR'],
  ];
  for (const [locale, spoken] of locales) {
    const shown = await ask('POST', '/api/v1/words/preview', {
      kind: 'relapse',
      phase: 'identified',
      locale,
    });
    assert.equal(shown.statusCode, 200, shown.body);
    assert.equal(shown.json().locale, spoken);
  }
  const odd = await ask('POST', '/api/v1/words/preview', {
    kind: 'relapse',
    phase: 'identified',
    locale: '!',
  });
  assert.equal(odd.statusCode, 400);
});

test('a preview of a faulty template says in which text the fault lies', async (t) => {
  const { ask } = await world(t);
  const { subject, body, short, banner } = template;
  const shown = await ask('POST', '/api/v1/words/preview', {
    kind: 'no_change',
    phase: 'identified',
    template: { subject, body, short, banner: `${banner} {{ x }}` },
  });
  assert.equal(shown.statusCode, 400);
  assert.deepEqual([shown.json().pointer, shown.json().line, shown.json().column], ['/banner', 1, 16]);
});

test('a time that no clock shows is refused, and one with fewer digits is understood', async (t) => {
  const { ask } = await world(t);
  const facts = { title: 'Sign-in fails', startedAt: '2026-02-30T10:00:00.000Z' };
  const preview = (startedAt: string) =>
    ask('POST', '/api/v1/words/preview', {
      kind: 'update',
      phase: 'investigating',
      facts: { ...facts, startedAt },
    });
  for (const wrong of ['2026-02-30T10:00:00.000Z', '2026-13-45T99:99:99.999Z']) {
    const refused = await preview(wrong);
    assert.equal(refused.statusCode, 400);
    const lint = await ask('POST', '/api/v1/words/lint', {
      text: 'x',
      phase: 'investigating',
      facts: { startedAt: wrong },
    });
    assert.equal(lint.statusCode, 400);
  }
  const shown = await preview('2026-03-01T14:02Z');
  assert.match(shown.json().mail.text, /14:02 UTC/);
});
