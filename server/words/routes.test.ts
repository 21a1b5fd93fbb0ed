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
