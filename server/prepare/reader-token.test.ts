import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { verifyReaderToken } from './reader-token.ts';
import { signed } from './testing.ts';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const at = (seconds: number) => NOW / 1_000 + seconds;
const KEYS = [
  { id: 'rdk_old', secret: 'the old secret' },
  { id: 'rdk_new', secret: 'the new secret' },
];
const good = { sub: 'user-7', exp: at(300) };
const verify = (token: string, keys = KEYS) => verifyReaderToken(token, keys, NOW);
const why = (token: string) => {
  const found = verify(token);
  return 'refused' in found ? found.refused : `accepted ${found.subject}`;
};

test('a token of either key is accepted, and the key is named', () => {
  assert.deepEqual(verify(signed('the new secret', good)), { subject: 'user-7', keyId: 'rdk_new' });
  assert.deepEqual(verify(signed('the old secret', good)), { subject: 'user-7', keyId: 'rdk_old' });
  const kid = { header: { alg: 'HS256', kid: 'rdk_new' } };
  assert.deepEqual(verify(signed('the new secret', good, kid)), { subject: 'user-7', keyId: 'rdk_new' });
  assert.match(why(signed('the old secret', good, kid)), /no key/);
});

test('the example of RFC 7515 appendix A.1 has the signature that we compute', () => {
  const token =
    'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
  const secret = Buffer.from(
    'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
    'base64url',
  ) as unknown as string;
  assert.deepEqual(verifyReaderToken(token, [{ id: 'rfc', secret }], 1_300_819_000_000), {
    refused: 'sub has to be 1 to 200 characters',
  });
});

test('the algorithm is not the token’s choice', () => {
  for (const alg of ['none', 'None', 'HS512', 'RS256', '', 'hs256'])
    assert.match(why(signed('the new secret', good, { header: { alg } })), /only alg HS256/, alg);
  assert.match(why(signed('the new secret', good, { header: { alg: 'HS256' }, hash: 'sha512' })), /no key/);
  assert.match(why(signed('', good, { header: { alg: 'none' } })), /HS256/);
  assert.match(why(signed('the new secret', good, { header: { alg: 'HS256', crit: ['exp'] } })), /crit/);
});

test('it has an end, and one that is near', () => {
  assert.match(why(signed('the new secret', { sub: 'a' })), /exp is missing/);
  assert.match(why(signed('the new secret', { sub: 'a', exp: String(at(300)) })), /exp is missing/);
  assert.match(why(signed('the new secret', { sub: 'a', exp: at(-31) })), /expired/);
  assert.match(why(signed('the new secret', { sub: 'a', exp: at(-29) })), /accepted/);
  assert.match(why(signed('the new secret', { sub: 'a', exp: at(86_401) })), /more than a day/);
  assert.match(why(signed('the new secret', { ...good, nbf: at(31) })), /nbf/);
  assert.match(why(signed('the new secret', { ...good, nbf: 'soon' })), /nbf/);
});

test('it names somebody', () => {
  for (const sub of [undefined, '', 7, null, 'a'.repeat(201), 'a\nb', ['a']])
    assert.match(why(signed('the new secret', { exp: at(300), sub })), /sub/, String(sub));
});

test('whatever is changed in a token, it is refused', () => {
  const token = signed('the new secret', good);
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.constantFrom(...'AbZ09-_.= '), (index, character) => {
      const other = token.slice(0, index) + character + token.slice(index + 1);
      assert.equal('refused' in verify(other), other !== token);
    }),
  );
  for (const other of [`${token}.`, `${token}=`, `.${token}`, '', '..', token.slice(0, -1), `${token} `])
    assert.ok('refused' in verify(other), other);
  assert.ok('refused' in verify(token, []));
  assert.ok('refused' in verify(signed('the new secret', { ...good, more: 'x'.repeat(5_000) })));
});
