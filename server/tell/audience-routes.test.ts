/** Who is told, over the API: preview, exposure, what was held back; and clear refusals. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fastify from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { Problem } from '#lib/problem.ts';
import type { Api } from '#web';
import { exposureRoutes } from '../audience/exposure/routes.ts';
import { tellAudienceRoutes } from './audience-routes.ts';
import { createWorld, identified } from './testing.ts';

test('preview, exposure and what was held back are read and written over the API', async (t) => {
  const w = await createWorld(t);
  const api = fastify();
  t.after(() => api.close());
  api.setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler);
  api.setErrorHandler((error, _request, reply) =>
    reply.status(error instanceof Problem ? error.status : 400).send({ message: (error as Error).message }),
  );
  tellAudienceRoutes({ tell: w.tell, audience: w.audience })(api as unknown as Api);
  exposureRoutes({ exposure: w.audience.exposure, catalog: w.catalog })(api as unknown as Api);
  const send = async (method: 'GET' | 'POST', url: string, payload?: object) => {
    const answer = await api.inject({ method, url, ...(payload ? { payload } : {}) });
    return { status: answer.statusCode, body: answer.json() };
  };

  const daily = await w.reader('daily', { digest: 'daily', every_note: true });
  const id = await w.open({ severity: 2 });
  const ask = (body: object) => send('POST', `/api/v1/incidents/${id}/audience-previews`, body);
  const seen = await ask({ address: 'daily@example.org' });
  assert.equal(seen.status, 200);
  assert.deepEqual(seen.body.held, [{ name: 'digest', count: 1 }]);
  assert.match(seen.body.asked[0].sentence, /next digest/);
  assert.doesNotMatch(JSON.stringify(seen.body.examples), /daily@/);

  const record = (items: object[]) => send('POST', '/api/v1/exposures', { items });
  const exposure = { componentId: w.component.id, kind: 'subscriber', value: daily, weight: 0.25 };
  assert.deepEqual((await record([exposure])).body, { recorded: 1 });
  assert.equal((await ask({})).body.told, 1, 'who is hit hears at once');
  assert.equal(
    (await send('GET', `/api/v1/exposures?componentId=${w.component.id}`)).body.items[0].weight,
    0.25,
  );
  assert.equal((await record([{ ...exposure, weight: 0 }])).status, 200);
  assert.equal((await ask({})).body.told, 0);

  const { startedAt } = await w.get(id);
  await w.tell.update(
    id,
    { phase: 'identified', text: identified(startedAt), holdSeconds: 0 },
    'system:test',
  );
  assert.deepEqual((await send('GET', `/api/v1/incidents/${id}/held-back`)).body.items, [
    { reason: 'digest', outcome: null, count: 1 },
  ]);
  const [held] = (await send('GET', `/api/v1/subscribers/${daily}/held-back`)).body.items;
  assert.equal(held.dueAt, '2026-03-02T08:00:00.000Z');
  assert.deepEqual(held.why, { everything: true });

  for (const [answer, status, words] of [
    [await ask({ severity: 7 }), 400, /severity/],
    [await ask({ audience: {} }), 400, /says nobody/],
    [await ask({ audience: { plans: ['gold'] } }), 400, /known are none/],
    [await record([{ ...exposure, weight: 2 }]), 400, /weight/],
    [await record([{ ...exposure, componentId: 'cmp_no' }]), 400, /There is no component cmp_no/],
    [await record([exposure, { ...exposure, value: 'sub_no' }]), 400, /does not exist; nothing was recorded/],
    [await send('GET', '/api/v1/subscribers/sub_no/held-back'), 404, /no subscriber sub_no/],
    [await send('POST', '/api/v1/incidents/inc_no/audience-previews', {}), 404, /inc_no/],
  ] as const) {
    assert.equal(answer.status, status, JSON.stringify(answer.body));
    assert.match(answer.body.message, words);
  }
  assert.deepEqual((await send('GET', `/api/v1/exposures?componentId=${w.component.id}`)).body.items, []);
});
