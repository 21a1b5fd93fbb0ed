/** Who may do what, seen from outside: every role, a token and nobody, on a route of each kind. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Role, type Scope } from '@candor/protocol/people.ts';
import { SCOPE_ROOMS, scopesOf } from '#people';
import type { Api } from './api.ts';
import { actorOf } from './api.ts';
import { createTestWeb, PASSWORD, type TestWeb } from './testing.ts';

const scopes: Scope[] = SCOPE_ROOMS.flatMap((room): Scope[] => [`${room}:read`, `${room}:write`]);

const oneRoutePerScope = (api: Api) => {
  for (const access of scopes)
    api.route({
      method: access.endsWith(':write') ? 'POST' : 'GET',
      url: `/api/v1/trial/${access.replace(':', '-')}`,
      config: { access },
      handler: async (request) => ({ by: actorOf(request).by }),
    });
  api.get('/api/v1/trial/public', { config: { access: 'public' } }, async (request) => ({
    actor: request.actor,
  }));
  api.post('/api/v1/trial/public', { config: { access: 'public', perMinute: 5 } }, async () => ({}));
};

describe('access', () => {
  let world: TestWeb;
  before(async () => {
    world = await createTestWeb({ routes: [oneRoutePerScope] });
  });
  after(() => world.close());
  const on = (access: Scope) =>
    [access.endsWith(':write') ? 'POST' : 'GET', `/api/v1/trial/${access.replace(':', '-')}`] as const;

  for (const role of Role.options)
    it(`lets ${role} do what the table says and nothing else`, async () => {
      for (const access of scopes) {
        const { status, json } = await world.ask(...on(access), { as: role });
        if (scopesOf(role).has(access)) {
          assert.equal(status, 200, access);
          assert.match(json.by, /^person:usr_/);
        } else {
          assert.equal(status, 403, access);
          assert.equal(json.code, 'auth.forbidden');
        }
      }
    });

  it('lets nobody in without a session or a token', async () => {
    for (const access of scopes) {
      const { status, json, headers } = await world.ask(...on(access));
      assert.equal(status, 401, access);
      assert.equal(json.code, 'auth.required');
      assert.match(headers['www-authenticate']!, /^Bearer/);
    }
    assert.equal((await world.ask('GET', '/api/v1/trial/public')).status, 200);
  });

  it('lets a token do exactly what its scopes say', async () => {
    const made = await world.ask('POST', '/api/v1/tokens', {
      as: 'owner',
      body: { name: 'ci', scopes: ['watch:write', 'tell:read'] },
    });
    assert.equal(made.status, 201);
    const secret = made.json.secret;
    for (const access of scopes) {
      const { status } = await world.ask(...on(access), { as: secret });
      assert.equal(status, ['watch:write', 'tell:read'].includes(access) ? 200 : 403, access);
    }
    await world.ask('DELETE', `/api/v1/tokens/${made.json.id}`, { as: 'owner' });
    assert.equal((await world.ask(...on('tell:read'), { as: secret })).status, 401);
  });

  it('takes no credential that only looks like one', async () => {
    const hostile = [
      { authorization: 'Bearer' },
      { authorization: 'Bearer cnd_short' },
      { authorization: `Bearer cnd_${'A'.repeat(43)}` },
      { authorization: 'Basic b3duZXI6cGFzcw==' },
      { authorization: `Bearer ${"' or 1=1 --".repeat(5)}` },
      { cookie: 'candor_session=' },
      { cookie: `candor_session=${'A'.repeat(43)}` },
      { cookie: 'candor_session=null; candor_session=undefined' },
    ];
    for (const headers of hostile)
      assert.equal(
        (await world.ask(...on('self:read'), { headers: headers as Record<string, string> })).status,
        401,
      );
  });

  it('believes a bad token over a good cookie: what a client says of itself counts', async () => {
    const headers = { authorization: `Bearer cnd_${'A'.repeat(43)}` };
    assert.equal((await world.ask(...on('self:read'), { as: 'owner', headers })).status, 401);
  });

  it('refuses a change that a browser sends from another site, and takes it from a token', async () => {
    const cross = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    const refused = await world.ask(...on('watch:write'), { as: 'owner', headers: cross });
    assert.equal(refused.status, 403);
    assert.equal(refused.json.code, 'auth.cross-site');
    const old = await world.ask(...on('watch:write'), {
      as: 'owner',
      headers: { origin: 'https://evil.example' },
    });
    assert.equal(old.json.code, 'auth.cross-site');
    const own = await world.ask(...on('watch:write'), {
      as: 'owner',
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    assert.equal(own.status, 200);
    const { json } = await world.ask('POST', '/api/v1/tokens', {
      as: 'owner',
      body: { name: 'ci', scopes: ['watch:write'] },
    });
    assert.equal((await world.ask(...on('watch:write'), { as: json.secret, headers: cross })).status, 200);
    const signIn = await world.ask('POST', '/api/v1/session', {
      body: { email: 'owner@example.org', password: PASSWORD },
      headers: cross,
    });
    assert.equal(signIn.json.code, 'auth.cross-site');
  });

  it('limits what strangers may post, and says when to come back', async () => {
    for (let n = 0; n < 5; n++) assert.equal((await world.ask('POST', '/api/v1/trial/public')).status, 200);
    const refused = await world.ask('POST', '/api/v1/trial/public');
    assert.equal(refused.status, 429);
    assert.equal(refused.json.code, 'request.rate-limited');
    assert.equal(refused.headers['retry-after'], '12');
    world.clock.jumpTo(world.clock.nowMs() + 12_000);
    assert.equal((await world.ask('POST', '/api/v1/trial/public')).status, 200);
  });

  it('never registers a route that does not say whom it is for', async () => {
    const { createWeb } = await import('./web.ts');
    const { readConfig } = await import('#config');
    const { log, loops } = { log: (await import('#lib/log.ts')).silentLog(), loops: world.loops };
    const web = await createWeb({ config: readConfig({ PORT: '0' }), clock: world.clock, log, loops });
    assert.throws(() => web.api.get('/api/v1/forgotten', async () => 'x'), /has to state config.access/);
    assert.throws(
      () => web.api.get('/api/v1/typo', { config: { access: 'wach:read' } }, async () => 'x'),
      /has to state config.access/,
    );
    assert.doesNotThrow(() => web.api.get('/subscribe', async () => 'x'));
    await web.close();
  });
});
