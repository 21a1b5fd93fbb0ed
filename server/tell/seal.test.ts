/** The seal is over exactly the bytes that a verifier makes of the document, however much of them was remembered. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { canonical } from '#lib/canonical.ts';
import { temporarySigningKey } from '#timeline';
import { largeWorld } from '../../bench/rebuild/world.ts';
import { verifySignature } from '../timeline/keys.ts';
import { canonicalText, createSealer, versionOn } from './seal.ts';
import { shared } from './sharing.ts';
import { makeSnapshot } from './snapshot.ts';

const world = largeWorld({ components: 3, incidents: 2, open: 0, locales: ['en'] });

describe('canonical text', () => {
  it('is what RFC 8785 makes of the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.equal(canonicalText(value), canonical(value));
        assert.equal(canonicalText(value), canonical(value), 'also when it was remembered');
      }),
    );
    const snapshot = makeSnapshot(world);
    assert.equal(canonicalText(snapshot), canonical(snapshot));
  });

  it('refuses what JSON has no word for', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, undefined, { a: [Number.NaN] }, [undefined]])
      assert.throws(() => canonicalText(value), TypeError);
  });
});

describe('structural sharing', () => {
  it('says what the newer one says, with the older one’s objects wherever they agree', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
        const [first, second] = [structuredClone(before), structuredClone(after)];
        assert.deepEqual(shared(first, second), after);
        assert.deepEqual([first, second], [before, after], 'neither was changed');
        if (typeof before === 'object') assert.equal(shared(first, structuredClone(before)), first);
      }),
    );
    const before = {
      list: [
        { id: 'a', n: 1 },
        { id: 'b', n: 1 },
      ],
    };
    const after = shared(before, {
      list: [
        { id: 'b', n: 1 },
        { id: 'a', n: 2 },
      ],
    });
    assert.deepEqual(after, {
      list: [
        { id: 'b', n: 1 },
        { id: 'a', n: 2 },
      ],
    });
    assert.equal(after.list[0], before.list[1]);
  });
});

describe('a sealed snapshot', () => {
  it('is proven by its own key, and changed only when it says something else', () => {
    const seal = createSealer(temporarySigningKey());
    const first = seal(makeSnapshot(world));
    const later = seal(makeSnapshot({ ...structuredClone(world), nowMs: world.nowMs + 60_000, version: 2 }));
    const broken = seal(
      makeSnapshot({
        ...world,
        components: world.components.map((each) => ({ ...each, manualStatus: 'major_outage' as const })),
      }),
    );
    assert.deepEqual([first.changed, later.changed, broken.changed], [true, false, true]);
    for (const { signed } of [first, later, broken])
      assert.ok(verifySignature(signed.publicKey, canonical(signed.snapshot), signed.signature));
    assert.equal(later.signed.snapshot.components, first.signed.snapshot.components);
  });
});

describe('the version on the shelf', () => {
  it('is read from the last snapshot, and is nothing where none can be read', () => {
    const { signed } = createSealer(temporarySigningKey())(makeSnapshot(world));
    assert.equal(versionOn(Buffer.from(JSON.stringify(signed))), world.version);
    for (const bytes of [
      undefined,
      Buffer.from(''),
      Buffer.from('{}'),
      Buffer.from('{"snapshot":{"version":"9"}}'),
    ])
      assert.equal(versionOn(bytes), 0);
  });
});
