import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createPasswords } from './passwords.ts';

const CHEAP = { N: 16, r: 8, p: 1 };

describe('passwords', () => {
  const passwords = createPasswords(CHEAP);

  it('knows the right one from any other', async () => {
    const stored = await passwords.hash('correct horse battery');
    assert.deepEqual(await passwords.verify('correct horse battery', stored), { ok: true, renew: false });
    for (const wrong of ['correct horse batter', 'Correct horse battery', '', 'correct horse battery '])
      assert.equal((await passwords.verify(wrong, stored)).ok, false);
  });
  it('never keeps the password, and salts each digest', async () => {
    const [one, two] = await Promise.all([
      passwords.hash('same same same'),
      passwords.hash('same same same'),
    ]);
    assert.notEqual(one, two);
    assert.ok(!one.includes('same'));
    assert.match(one, /^scrypt\$16\$8\$1\$/);
  });
  it('takes the same letters from every keyboard', async () => {
    const composed = 'p\u00e4ssword-lang';
    const decomposed = 'pa\u0308ssword-lang';
    assert.ok((await passwords.verify(decomposed, await passwords.hash(composed))).ok);
  });
  it('asks to renew a digest of another cost', async () => {
    const old = await createPasswords({ N: 32, r: 8, p: 1 }).hash('a long password');
    assert.deepEqual(await passwords.verify('a long password', old), { ok: true, renew: true });
    assert.deepEqual(await passwords.verify('another', old), { ok: false, renew: false });
  });
  it('does the same work for a person who does not exist, and says no', async () => {
    assert.deepEqual(await passwords.verify('anything', null), { ok: false, renew: false });
  });
  it('works on a few at once and turns a flood away', async () => {
    const flood = await Promise.allSettled(Array.from({ length: 100 }, () => passwords.verify('x', null)));
    const refused = flood.filter((each) => each.status === 'rejected');
    assert.equal(refused.length, 66);
    assert.equal((refused[0] as PromiseRejectedResult).reason.code, 'request.rate-limited');
    assert.equal((await passwords.verify('x', null)).ok, false);
  });
});
