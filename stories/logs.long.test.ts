/** Everything that opens a door is in somebody's hands, and in no log line, also while the database is gone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLog } from '#lib/log.ts';
import { openHouse, seconds } from './house.ts';

const PASSWORD = 'a password of this story only';

test('no token, link or cookie stands in the log of a session', { timeout: 180_000 }, async (t) => {
  const lines: string[] = [];
  const log = createLog({ level: 'trace', write: (line) => lines.push(line) });
  const house = await openHouse(t, { monitors: false, log });
  const { app, send } = house;
  const secrets: string[] = [PASSWORD];
  const secret = (text: string) => {
    secrets.push(text);
    return text;
  };
  const tokenOf = (link: string) => secret(new URL(link, app.web.url()).searchParams.get('token')!);

  const welcomed = async (token: string, name: string) => {
    await send('POST', '/api/v1/welcome/offer', { token });
    await send('GET', `/console/welcome?token=${token}`);
    return send('POST', '/api/v1/welcome', { token, name, email: `${name}@example.com`, password: PASSWORD });
  };
  const owner = await welcomed(tokenOf((await app.people.firstOwnerLink())!), 'ada');
  assert.equal(owner.status, 201);
  const cookie = owner.headers.getSetCookie()[0]!.split(';')[0]!;
  secret(cookie.split('=')[1]!);
  const ask = (method: string, path: string, body?: unknown) =>
    send(method, `/api/v1${path}`, body, { cookie });
  const invited = await ask('POST', '/invitations', { role: 'viewer', email: null });
  const invitation = tokenOf(invited.body.link);
  await welcomed(invitation, 'bo');
  assert.equal((await welcomed(invitation, 'cy')).status, 401);

  const made = await ask('POST', '/tokens', { name: 'ci', scopes: ['watch:read'] });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const bearer = { authorization: `Bearer ${secret(made.body.secret)}` };
  const wrong = { authorization: `Bearer ${secret(`cnd_${'w'.repeat(43)}`)}` };
  const target = { kind: 'heartbeat', periodSeconds: 60, graceSeconds: 10 };
  const beating = await ask('POST', '/monitors', { name: 'Job', componentId: house.component.id, target });
  const beat: string = beating.body.heartbeatPath;
  secret(beat.split('/')[2]!);

  const { id } = await house.subscribe('reader@example.com');
  const linkOf = (purpose: 'confirm' | 'manage' | 'statement', of = id) =>
    secret(app.audience.links.make(purpose, of));
  const hook = await ask('POST', '/subscribers', {
    carrier: 'webhook',
    address: house.webhooks.url,
  });
  assert.equal(hook.status, 201, JSON.stringify(hook.body));
  secret(hook.body.secret);

  const doors = async () => {
    for (const headers of [bearer, wrong]) await send('GET', '/api/v1/monitors', undefined, headers);
    for (const path of [beat, `${beat}x`, `${beat}/fail`]) await send('POST', path);
    const [confirm, manage] = [linkOf('confirm'), linkOf('manage')];
    for (const path of [
      `/${confirm}/confirm`,
      `/${manage}`,
      `/${manage}/unsubscribe`,
      `/${manage}x`,
      `/${manage}/nowhere`,
    ]) {
      await send('GET', `/subscribers${path}`);
      await send('POST', `/subscribers${path}`, {});
    }
    await send('GET', `/statements/${linkOf('statement', `crd_${'0'.repeat(26)}`)}`);
    await send('POST', '/api/v1/session', { email: 'ada@example.com', password: PASSWORD });
    await ask('GET', '/session');
  };
  await doors();
  await app.respond.open({ title: { en: 'Checkout fails' }, severity: 1 }, 'system:test');
  await house.forward(seconds(300));
  await house.takeDatabaseAway();
  await doors();
  await house.takeDatabaseBack();
  await ask('DELETE', '/session');

  const text = lines.join('');
  assert.ok(lines.length > 40, `${lines.length} lines`);
  assert.match(text, /heartbeats\/:token/, 'requests are logged, by their route');
  assert.ok(secrets.length > 12 && secrets.every((each) => each.length >= 20), 'there was something to find');
  for (const each of new Set(secrets)) {
    const at = text.indexOf(each);
    assert.equal(at, -1, text.slice(Math.max(0, at - 200), at + 60));
  }
});
