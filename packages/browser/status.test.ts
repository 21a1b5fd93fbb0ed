import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { test } from 'node:test';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { createStatus } from './status.ts';
import { handEnv, incidentWith, viewWith } from './testing.ts';
import { canonical, verify, verifySigned } from './verify.ts';

const keys = generateKeyPairSync('ed25519');
const publicKey = keys.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64');
const signed = (snapshot: unknown) => ({
  snapshot,
  keyId: 'k',
  publicKey,
  signature: sign(null, Buffer.from(canonicalize(snapshot)!), keys.privateKey).toString('base64'),
});

test('canonical JSON is that of RFC 8785', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => assert.equal(canonical(value), canonicalize(value))));
});

test('a signature holds for its bytes alone; a key that is none proves nothing', async () => {
  const { signature } = signed(viewWith());
  assert.equal(await verify(publicKey, viewWith(), signature), true);
  assert.equal(await verify(publicKey, viewWith({ version: 2 }), signature), false);
  assert.equal(await verify('short', viewWith(), signature), null);
});

test('a key that the pinned one vouched for is believed until its day, and nobody vouches for themselves', async () => {
  const other = generateKeyPairSync('ed25519');
  const raw = other.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64');
  const signBy = (key: typeof other.privateKey, value: unknown) =>
    sign(null, Buffer.from(canonicalize(value)!), key).toString('base64');
  const post = (snapshot: ReturnType<typeof viewWith>, validUntil: string, voucher = keys.privateKey) => {
    const word = { schema: 'candor.delegation/1' as const, publicKey: raw, validUntil };
    const delegation = { ...word, signature: signBy(voucher, word) };
    return {
      snapshot,
      keyId: 'k',
      publicKey: raw,
      signature: signBy(other.privateKey, snapshot),
      delegation,
    };
  };
  const snapshot = viewWith();
  const later = '2999-01-01T00:00:00.000Z';
  const check = (value: object) => verifySigned(publicKey, value as never);
  assert.equal(await check(post(snapshot, later)), true);
  assert.equal(await check(post(snapshot, '2001-01-01T00:00:00.000Z')), false);
  assert.equal(await check(post(snapshot, later, other.privateKey)), false);
  assert.equal(await check({ ...post(snapshot, later), snapshot: viewWith({ version: 2 }) }), false);
  const { delegation: _, ...alone } = post(snapshot, later);
  assert.equal(await check(alone), false);
  const longer = post(snapshot, '2001-01-01T00:00:00.000Z');
  assert.equal(await check({ ...longer, delegation: { ...longer.delegation, validUntil: later } }), false);
});

test('takes a signed snapshot, refuses a forged one, and asks the next origin', async () => {
  const forged = { ...signed(viewWith()), snapshot: viewWith({ version: 9 }) };
  const world = handEnv((url) => Response.json(url.startsWith('https://a') ? forged : signed(viewWith())));
  const status = createStatus({ origins: ['https://a', 'https://b'], publicKey, env: world.env });
  assert.equal(await status.refresh(), true);
  assert.equal(status.current().view!.version, 1);
  assert.equal(status.current().verified, true);
  assert.equal(status.of('cmp_api'), 'operational');
});

test('a key that the given one handed over to is trusted, and no other', async () => {
  const next = generateKeyPairSync('ed25519');
  const nextKey = next.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64');
  const text = `candor/key/1\ncandor/x\n${publicKey}\n${nextKey}\nthen\n1\nh\n2\nr\n`;
  const by = (key: typeof next.privateKey) => sign(null, Buffer.from(text), key).toString('base64');
  const snapshot = viewWith();
  const made = {
    ...signed(snapshot),
    publicKey: nextKey,
    signature: sign(null, Buffer.from(canonicalize(snapshot)!), next.privateKey).toString('base64'),
  };
  for (const [signedByPrevious, expected] of [
    [by(keys.privateKey), true],
    [by(next.privateKey), false],
  ] as const) {
    const chain = { handovers: [{ text, signedByPrevious }] };
    const world = handEnv((url) => Response.json(url.endsWith('/log/keys.json') ? chain : made));
    const status = createStatus({ origins: ['https://a'], publicKey, env: world.env });
    assert.equal(await status.refresh(), expected);
    assert.equal(status.current().verified, expected);
    await status.refresh();
    // Once followed, the chain is not asked for again.
    assert.equal(world.calls.length, expected ? 3 : 4);
  }
});

test('versions only rise, and what has expired is unknown', async () => {
  let view = viewWith({ version: 5, incidents: [incidentWith()] });
  const world = handEnv(() => Response.json({ snapshot: view }));
  const status = createStatus({ origins: ['https://a'], env: world.env });
  const heard: number[] = [];
  status.subscribe((state) => heard.push(state.view?.version ?? 0));
  await status.refresh();
  view = viewWith({ version: 4 });
  assert.equal(await status.refresh(), false);
  assert.deepEqual(heard, [0, 5]);
  world.pass(5 * 60_000);
  assert.equal(status.current().known, false);
  assert.equal(status.of('cmp_api'), 'unknown');
});

test('the last copy is there before the network is, unless it is unproven or broken', async () => {
  const world = handEnv(() => Response.json({ snapshot: viewWith() }));
  await createStatus({ origins: ['https://a'], env: world.env }).refresh();
  const again = (key?: string) =>
    createStatus({ origins: ['https://a'], publicKey: key, env: world.env }).current();
  assert.equal(again().view!.version, 1);
  assert.equal(
    again(publicKey).view,
    null,
    'a copy kept without proof does not pass where proof is asked for',
  );
  world.kept.set('candor:status:https://a', '{"view":{"version":"x"}}');
  assert.equal(again().view, null);
});

test('every origin dead: false, and nothing thrown', async () => {
  const world = handEnv(() => {
    throw new TypeError('refused');
  });
  assert.equal(await createStatus({ origins: ['https://a', 'https://b'], env: world.env }).refresh(), false);
  assert.equal(world.calls.length, 2);
});
