import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createSessionCookie } from './session-cookie.ts';

it('writes a cookie that scripts and other sites cannot use', () => {
  const plain = createSessionCookie({ secure: false }).set('abc', '2026-03-15T12:00:00.000Z');
  assert.equal(
    plain,
    'candor_session=abc; Path=/; Expires=Sun, 15 Mar 2026 12:00:00 GMT; HttpOnly; SameSite=Lax',
  );
  const secure = createSessionCookie({ secure: true }).set('abc', '2026-03-15T12:00:00.000Z');
  assert.match(secure, /^__Host-candor=abc; Path=\/; .*Secure/);
});

it('reads its own cookie among others and survives nonsense', () => {
  const cookie = createSessionCookie({ secure: false });
  assert.equal(cookie.read('a=b; candor_session=xyz; c=d'), 'xyz');
  for (const header of [undefined, '', 'a=b', ';;;=', 'candor_sessio=xyz', '__proto__=candor_session'])
    assert.equal(cookie.read(header), null);
});

it('clears by expiring', () =>
  assert.match(createSessionCookie({ secure: false }).clear(), /^candor_session=; .*1970/));
