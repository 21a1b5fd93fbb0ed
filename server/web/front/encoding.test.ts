import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { acceptedEncodings } from './encoding.ts';

describe('which encodings a reader accepts', () => {
  const cases: [header: string | undefined, accepted: string[]][] = [
    [undefined, ['identity']],
    ['', ['identity']],
    ['gzip', ['gzip', 'identity']],
    ['GZIP, Deflate', ['gzip', 'identity']],
    ['gzip, deflate, br, zstd', ['br', 'zstd', 'gzip', 'identity']],
    ['gzip, zstd', ['zstd', 'gzip', 'identity']],
    ['zstd;q=0.9, gzip;q=1.0, br;q=0', ['gzip', 'zstd', 'identity']],
    ['zstd;q=0, *', ['br', 'gzip', 'identity']],
    ['br;q=0.5, gzip;q=0.8', ['gzip', 'br', 'identity']],
    ['br;q=0, gzip', ['gzip', 'identity']],
    ['*', ['br', 'zstd', 'gzip', 'identity']],
    ['*;q=0, gzip', ['gzip', 'identity']],
    ['identity;q=1, *;q=0', ['identity']],
    ['gzip;q=nonsense', ['identity']],
  ];
  for (const [header, accepted] of cases)
    it(`${header ?? '(no header)'} → ${accepted.join(', ')}`, () =>
      assert.deepEqual(acceptedEncodings(header), accepted));

  it('always ends with identity, whatever a stranger sends', () => {
    fc.assert(fc.property(fc.string(), (header) => acceptedEncodings(header).at(-1) === 'identity'));
  });
});
