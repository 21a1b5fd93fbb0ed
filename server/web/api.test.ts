/** The API's manners: validation, problems, idempotency, edits, what it shows and what it hides. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { Problem } from '#lib/problem.ts';
import { type Api, requireMatch, tagged, withForms } from './index.ts';
import { createTestWeb, PASSWORD, type TestWeb } from './testing.ts';

let effects = 0;
let thing = { name: 'one' };
let hold: { began: () => void; until: Promise<void> } | null = null;

const trialRoutes = (api: Api) => {
  const Body = z.strictObject({
    name: z.string().min(1).max(10),
    inner: z.strictObject({ list: z.array(z.number().int()) }).optional(),
  });
  api.post(
    '/api/v1/things',
    {
      config: { access: 'tell:write' },
      schema: { body: Body, response: { 201: z.object({ effect: z.number() }) } },
    },
    async (_request, reply) => {
      hold?.began();
      await hold?.until;
      effects += 1;
      return reply.code(201).send({ effect: effects });
    },
  );
  api.get('/api/v1/things/one', { config: { access: 'tell:read' } }, async (_request, reply) =>
    tagged(reply, thing),
  );
  api.put(
    '/api/v1/things/one',
    { config: { access: 'tell:write' }, schema: { body: z.strictObject({ name: z.string() }) } },
    async (request, reply) => {
      requireMatch(request, thing);
      thing = request.body;
      return tagged(reply, thing);
    },
  );
  api.post('/api/v1/things/broken', { config: { access: 'tell:write' } }, async () => {
    effects += 1;
    throw new Error('the password is hunter2');
  });
  api.post('/api/v1/things/refused', { config: { access: 'tell:write' } }, async () => {
    effects += 1;
    throw new Problem('state.conflict', 'Not now.', { extra: { hint: 'later' } });
  });
  api.get(
    '/api/v1/things/lying',
    { config: { access: 'public' }, schema: { response: { 200: z.object({ n: z.number() }) } } },
    // @ts-expect-error: a handler that breaks its own promise.
    async () => ({ n: 'secret text' }),
  );
  api.post('/api/v1/beacon', { config: { access: 'public', cors: true } }, async () => ({ ok: true }));
  withForms(api, (forms) => forms.post('/subscribe', async (request) => ({ got: request.body })));
};

describe('the API', () => {
  let world: TestWeb;
  before(async () => {
    world = await createTestWeb({ routes: [trialRoutes] });
  });
  after(() => world.close());
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    world.ask('POST', path, { as: 'owner', body, headers });

  it('says which fields are wrong and why', async () => {
    const { status, json, headers } = await post('/api/v1/things', {
      name: '',
      inner: { list: [1, 'x'] },
      more: 1,
    });
    assert.equal(status, 400);
    assert.equal(headers['content-type'], 'application/problem+json; charset=utf-8');
    assert.equal(json.code, 'request.invalid');
    assert.equal(json.status, 400);
    assert.match(json.type, /problems#request\.invalid$/);
    assert.deepEqual(json.errors.map((error: { path: string }) => error.path).sort(), [
      '',
      'inner.list.1',
      'name',
    ]);
    for (const error of json.errors) assert.ok(error.message.length > 3);
  });

  it('refuses bodies that are malformed, hostile, too large or of another type, and changes nothing', async () => {
    const was = effects;
    const cases: [body: string, type: string, code: string][] = [
      ['{"name":', 'application/json', 'request.invalid'],
      ['', 'application/json', 'request.invalid'],
      ['[]', 'application/json', 'request.invalid'],
      ['null', 'application/json', 'request.invalid'],
      ['{"name":"a","__proto__":{"admin":true}}', 'application/json', 'request.invalid'],
      ['{"name":"a"}', 'text/plain', 'request.unsupported-media-type'],
      ['name=a', 'application/x-www-form-urlencoded', 'request.unsupported-media-type'],
      ['<a/>', 'application/xml', 'request.unsupported-media-type'],
      [JSON.stringify({ name: 'a'.repeat(2_000_000) }), 'application/json', 'request.too-large'],
    ];
    for (const [body, type, code] of cases) {
      const { json } = await post('/api/v1/things', body, { 'content-type': type });
      assert.equal(json?.code, code, `${type} ${body.slice(0, 40)}`);
    }
    assert.equal(effects, was);
  });

  it('takes forms only where a route asks for them', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const { json } = await world.ask('POST', '/subscribe', { body: 'email=a%40b.example&x=1&x=2', headers });
    assert.deepEqual(json.got, { email: 'a@b.example', x: ['1', '2'] });
  });

  it('shows an expected error whole and an unexpected one not at all', async () => {
    const refused = await post('/api/v1/things/refused', {});
    assert.equal(refused.status, 409);
    assert.equal(refused.json.hint, 'later');
    const broken = await post('/api/v1/things/broken', {});
    assert.equal(broken.status, 500);
    assert.equal(broken.json.code, 'internal');
    assert.ok(!broken.text.includes('hunter2'));
    assert.match(world.logged(), new RegExp(broken.json.requestId));
    const lying = await world.ask('GET', '/api/v1/things/lying');
    assert.equal(lying.json.code, 'internal');
    assert.ok(!lying.text.includes('secret text'));
  });

  it('answers a lost address with a problem', async () => {
    for (const path of ['/api/v1/nowhere', '/nowhere', '/api/v1/../../etc/passwd', '/%00', '/%ff']) {
      const { status, json } = await world.ask('GET', path);
      assert.ok(status === 404 || status === 400, `${path} ${status}`);
      assert.ok(json.code, path);
    }
  });

  it('answers a repeated key with the first answer, without a second effect', async () => {
    const was = effects;
    const headers = { 'idempotency-key': 'order-1' };
    const first = await post('/api/v1/things', { name: 'a' }, headers);
    const again = await post('/api/v1/things', { name: 'a' }, headers);
    assert.equal(first.status, 201);
    assert.equal(again.status, 201);
    assert.equal(again.text, first.text);
    assert.equal(again.headers['idempotency-replayed'], 'true');
    assert.equal(again.headers['content-type'], first.headers['content-type']);
    assert.equal(effects, was + 1);
    const other = await post('/api/v1/things', { name: 'b' }, headers);
    assert.equal(other.status, 422);
    assert.equal(other.json.code, 'idempotency.reused');
    const elsewhere = await post('/api/v1/things/refused', { name: 'a' }, headers);
    assert.equal(elsewhere.json.code, 'idempotency.reused');
    // Keys belong to whoever sends them.
    const colleague = await world.ask('POST', '/api/v1/things', {
      as: 'admin',
      body: { name: 'b' },
      headers,
    });
    assert.equal(colleague.status, 201);
    assert.equal(effects, was + 2);
  });

  it('keeps an expected refusal, and forgets a failure of its own so that it can be tried again', async () => {
    const was = effects;
    for (let n = 0; n < 2; n++) {
      const { status } = await post('/api/v1/things/refused', {}, { 'idempotency-key': 'refused' });
      assert.equal(status, 409);
    }
    assert.equal(effects, was + 1);
    for (let n = 0; n < 2; n++) {
      const { status } = await post('/api/v1/things/broken', {}, { 'idempotency-key': 'broken' });
      assert.equal(status, 500);
    }
    assert.equal(effects, was + 3);
  });

  it('lets one of two requests with the same key work at a time', async () => {
    const was = effects;
    const { promise: until, resolve: release } = Promise.withResolvers<void>();
    const { promise: atWork, resolve: began } = Promise.withResolvers<void>();
    hold = { began, until };
    const headers = { 'idempotency-key': 'twice' };
    const first = post('/api/v1/things', { name: 'a' }, headers);
    await atWork;
    let second = await post('/api/v1/things', { name: 'a' }, headers);
    assert.equal(second.json.code, 'state.conflict');
    release();
    hold = null;
    assert.equal((await first).status, 201);
    second = await post('/api/v1/things', { name: 'a' }, headers);
    assert.equal(second.headers['idempotency-replayed'], 'true');
    assert.equal(effects, was + 1);
  });

  it('forgets a key after a day', async () => {
    const was = effects;
    const headers = { 'idempotency-key': 'old' };
    await post('/api/v1/things', { name: 'a' }, headers);
    world.clock.jumpTo(world.clock.nowMs() + 86_400_001);
    await post('/api/v1/things', { name: 'a' }, headers);
    assert.equal(effects, was + 2);
  });

  it('refuses a key that is none', async () => {
    for (const key of ['', ' ', 'a b', 'x'.repeat(256)]) {
      const { json } = await post('/api/v1/things', { name: 'a' }, { 'idempotency-key': key });
      assert.equal(json.code, 'request.invalid', JSON.stringify(key));
    }
  });

  it('lets nobody overwrite what they have not read', async () => {
    const read = await world.ask('GET', '/api/v1/things/one', { as: 'owner' });
    const etag = read.headers.etag!;
    const put = (name: string, headers: Record<string, string>) =>
      world.ask('PUT', '/api/v1/things/one', { as: 'owner', body: { name }, headers });
    const mine = await put('two', { 'if-match': etag });
    assert.equal(mine.status, 200);
    const late = await put('three', { 'if-match': etag });
    assert.equal(late.status, 412);
    assert.equal(late.json.code, 'edit.conflict');
    assert.equal((await put('four', { 'if-match': `"x", ${mine.headers.etag}` })).status, 200);
    assert.equal((await put('five', {})).status, 200);
  });

  it('sends every answer with the headers that keep it where it belongs', async () => {
    for (const path of ['/api/v1/session', '/api/v1/nowhere', '/api/openapi.json']) {
      const { headers } = await world.ask('GET', path);
      assert.equal(headers['x-content-type-options'], 'nosniff', path);
      assert.match(String(headers['content-security-policy']), /default-src 'none'/);
      assert.equal(headers['cache-control'], 'no-store');
      assert.ok(headers['x-request-id']);
      assert.equal(headers['access-control-allow-origin'], undefined);
      assert.equal(headers['x-powered-by'], undefined);
    }
  });

  it('opens to other sites only what says so', async () => {
    const cross = { origin: 'https://shop.example', 'sec-fetch-site': 'cross-site' };
    const preflight = await world.ask('OPTIONS', '/api/v1/beacon', { headers: cross });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers['access-control-allow-origin'], '*');
    const sent = await world.ask('POST', '/api/v1/beacon', { body: {}, headers: cross });
    assert.equal(sent.status, 200);
    assert.equal(sent.headers['access-control-allow-origin'], '*');
    assert.equal((await world.ask('OPTIONS', '/api/v1/things', { headers: cross })).status, 404);
  });

  it('describes itself in OpenAPI 3.1 with access and schemas', async () => {
    const { json, status } = await world.ask('GET', '/api/openapi.json');
    assert.equal(status, 200);
    assert.equal(json.openapi, '3.1.0');
    const operation = json.paths['/api/v1/things'].post;
    assert.equal(operation['x-access'], 'tell:write');
    assert.deepEqual(operation.security, [{ token: [] }, { session: [] }]);
    assert.equal(operation.requestBody.content['application/json'].schema.properties.name.maxLength, 10);
    assert.deepEqual(json.paths['/api/v1/session'].post.security, []);
    assert.equal(json.paths['/subscribe'], undefined);
  });

  it('logs neither secrets nor addresses', async () => {
    await world.ask('POST', '/api/v1/session', { body: { email: 'owner@example.org', password: PASSWORD } });
    await world.ask('POST', '/api/v1/session', {
      body: { email: 'owner@example.org', password: 'wrong-password-1' },
    });
    const text = world.logged();
    assert.match(text, /"route":"\/api\/v1\/session"/);
    for (const secret of [
      PASSWORD,
      'wrong-password-1',
      world.cookieOf('owner').split('=')[1]!,
      '127.0.0.1',
      'owner@',
    ])
      assert.ok(!text.includes(secret), secret);
  });
});
