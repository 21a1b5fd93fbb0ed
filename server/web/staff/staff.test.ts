/** The staff as a browser meets it: cookies, links, statuses, and what never shows. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createTestWeb, PASSWORD, type TestWeb } from '../testing.ts';

describe('the staff over http', () => {
  let world: TestWeb;
  before(async () => {
    world = await createTestWeb();
  });
  after(() => world.close());

  const signIn = (email: string, password = PASSWORD) =>
    world.ask('POST', '/api/v1/session', { body: { email, password } });

  it('signs in with a cookie that scripts cannot read, tells who it is, and signs out', async () => {
    const { status, headers, json } = await signIn('owner@example.org');
    assert.equal(status, 201);
    const [set] = headers['set-cookie']!;
    assert.match(set!, /^candor_session=[\w-]{43}; Path=\/; Expires=.*; HttpOnly; SameSite=Lax$/);
    assert.equal(json.person.role, 'owner');
    const cookie = { cookie: set!.split(';')[0]! };
    const who = await world.ask('GET', '/api/v1/session', { headers: cookie });
    assert.equal(who.json.person.email, 'owner@example.org');
    assert.ok(who.json.scopes.includes('people:write'));
    const out = await world.ask('DELETE', '/api/v1/session', { headers: cookie });
    assert.equal(out.status, 204);
    assert.match(out.headers['set-cookie']![0]!, /1970/);
    assert.equal((await world.ask('GET', '/api/v1/session', { headers: cookie })).status, 401);
  });

  it('answers wrong sign-ins alike, then asks to wait', async () => {
    world.clock.jumpTo(world.clock.nowMs() + 60_000);
    const wrong = await signIn('owner@example.org', 'not the password');
    const nobody = await signIn('nobody@example.org', 'not the password');
    assert.equal(wrong.status, 401);
    const { requestId: _one, ...first } = wrong.json;
    const { requestId: _two, ...second } = nobody.json;
    assert.deepEqual(first, second);
    assert.equal(wrong.headers['set-cookie'], undefined);
    let last = wrong;
    for (let n = 0; n < 10; n++) last = await signIn(`guess${n}@example.org`, 'x');
    assert.equal(last.status, 429);
    assert.ok(Number(last.headers['retry-after']) > 0);
    world.clock.jumpTo(world.clock.nowMs() + 60_000);
  });

  it('brings somebody in by a link', async () => {
    const invited = await world.ask('POST', '/api/v1/invitations', {
      as: 'admin',
      body: { role: 'communicator', email: 'Lin@Example.org' },
    });
    assert.equal(invited.status, 201);
    assert.ok(invited.json.link.startsWith(`${world.url}/console/welcome?token=`));
    const token = new URL(invited.json.link).searchParams.get('token');
    const offer = await world.ask('POST', '/api/v1/welcome/offer', { body: { token } });
    assert.deepEqual([offer.json.role, offer.json.email], ['communicator', 'lin@example.org']);
    const weak = await world.ask('POST', '/api/v1/welcome', {
      body: { token, name: 'Lin', email: 'lin@example.org', password: 'short' },
    });
    assert.deepEqual(
      weak.json.errors.map((error: { path: string }) => error.path),
      ['password'],
    );
    const body = {
      token,
      name: 'Lin',
      email: 'lin@example.org',
      password: PASSWORD,
      timeZone: 'Europe/Berlin',
    };
    const welcome = await world.ask('POST', '/api/v1/welcome', { body });
    assert.equal(welcome.status, 201);
    assert.ok(welcome.headers['set-cookie']);
    assert.equal(welcome.json.person.timeZone, 'Europe/Berlin');
    assert.equal((await world.ask('POST', '/api/v1/welcome', { body })).json.code, 'auth.failed');
    const listed = await world.ask('GET', '/api/v1/persons', { as: 'viewer' });
    assert.ok(listed.json.items.some((person: { name: string }) => person.name === 'Lin'));
    assert.ok(!/hash|scrypt/i.test(listed.text));
  });

  it('lets people change their own and not their own role', async () => {
    const read = await world.ask('GET', '/api/v1/profile', { as: 'viewer' });
    const changed = await world.ask('PATCH', '/api/v1/profile', {
      as: 'viewer',
      body: { locale: 'de', phone: '+4930123456' },
      headers: { 'if-match': read.headers.etag! },
    });
    assert.equal(changed.status, 200);
    assert.equal(changed.json.locale, 'de');
    const stale = await world.ask('PATCH', '/api/v1/profile', {
      as: 'viewer',
      body: { locale: 'en' },
      headers: { 'if-match': read.headers.etag! },
    });
    assert.equal(stale.status, 412);
    for (const body of [
      { role: 'owner' },
      { email: 'x@y.example' },
      { timeZone: 'Mars/Base' },
      { phone: '12' },
    ])
      assert.equal((await world.ask('PATCH', '/api/v1/profile', { as: 'viewer', body })).status, 400);
  });

  it('manages persons, with the rules of who may', async () => {
    const { json } = await world.ask('GET', '/api/v1/persons', { as: 'owner' });
    const of = (role: string) => json.items.find((person: { role: string }) => person.role === role).id;
    const edit = (as: 'owner' | 'admin' | 'responder', id: string, body: unknown) =>
      world.ask('PATCH', `/api/v1/persons/${id}`, { as, body });
    assert.equal((await edit('responder', of('viewer'), { name: 'X' })).status, 403);
    assert.equal((await edit('admin', of('owner'), { name: 'X' })).status, 403);
    assert.equal((await edit('admin', of('viewer'), { name: 'Vi' })).json.name, 'Vi');
    assert.equal((await edit('owner', of('owner'), { role: 'viewer' })).status, 409);
    assert.equal((await edit('owner', 'usr_none', { name: 'X' })).status, 404);
    const link = await world.ask('POST', `/api/v1/persons/${of('viewer')}/passwordLink`, { as: 'admin' });
    assert.equal(link.status, 201);
  });

  it('never keeps an answer that shows a secret for a repeated key', async () => {
    const headers = { 'idempotency-key': 'token-1' };
    const body = { name: 'ci', scopes: ['watch:read'] };
    const one = await world.ask('POST', '/api/v1/tokens', { as: 'owner', body, headers });
    const two = await world.ask('POST', '/api/v1/tokens', { as: 'owner', body, headers });
    assert.notEqual(one.json.secret, two.json.secret);
    const { json } = await world.ask('GET', '/api/v1/tokens', { as: 'owner' });
    assert.ok(!JSON.stringify(json).includes('cnd_'));
  });

  it('shows the audit trail to administrators', async () => {
    const { json, status } = await world.ask('GET', '/api/v1/audit?limit=2', { as: 'admin' });
    assert.equal(status, 200);
    assert.equal(json.items.length, 2);
    assert.ok(json.next);
    assert.equal((await world.ask('GET', '/api/v1/audit', { as: 'responder' })).status, 403);
    assert.equal((await world.ask('GET', '/api/v1/audit?limit=1000', { as: 'admin' })).status, 400);
  });

  it('changes a password only with the current one', async () => {
    const put = (current: string) =>
      world.ask('PUT', '/api/v1/profile/password', {
        as: 'communicator',
        body: { current, next: 'a quite new password' },
      });
    assert.equal((await put('wrong')).json.code, 'auth.failed');
    assert.equal((await put(PASSWORD)).status, 204);
    assert.equal((await signIn('communicator@example.org', 'a quite new password')).status, 201);
  });
});

describe('behind https', () => {
  it('binds the cookie to https and to this host', async (test) => {
    const world = await createTestWeb({ env: { CANDOR_URL: 'https://status.example/' } });
    test.after(() => world.close());
    const { headers } = await world.ask('POST', '/api/v1/session', {
      body: { email: 'owner@example.org', password: PASSWORD },
    });
    assert.match(headers['set-cookie']![0]!, /^__Host-candor=.*; Path=\/; .*; Secure$/);
    assert.ok(headers['strict-transport-security']);
    assert.equal(world.web.url(), 'https://status.example');
  });
});
