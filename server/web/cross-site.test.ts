import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isCrossSite, isUnsafe } from './cross-site.ts';

const OWN = 'https://status.example';

describe('a request from another site', () => {
  const cases: [name: string, headers: Record<string, string>, cross: boolean][] = [
    ['the console itself', { 'sec-fetch-site': 'same-origin', origin: OWN }, false],
    ['typed by hand', { 'sec-fetch-site': 'none' }, false],
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, true],
    ['a sibling host', { 'sec-fetch-site': 'same-site', origin: 'https://blog.example' }, true],
    ['an old browser, own origin', { origin: OWN, host: 'internal:3000' }, false],
    [
      'an old browser by another name of ours',
      { origin: 'http://localhost:3000', host: 'localhost:3000' },
      false,
    ],
    ['an old browser, other port', { origin: 'http://localhost:8080', host: 'localhost:3000' }, true],
    ['an old browser, another site', { origin: 'https://evil.example', host: 'status.example' }, true],
    ['a sandboxed frame', { origin: 'null', host: 'status.example' }, true],
    ['no browser at all', { host: 'status.example' }, false],
    ['a made-up word', { 'sec-fetch-site': 'trust-me', origin: OWN }, true],
  ];
  for (const [name, headers, cross] of cases)
    it(`${name}: ${cross ? 'refused' : 'taken'}`, () => assert.equal(isCrossSite(headers, OWN), cross));

  it('matters only where something changes', () => {
    assert.deepEqual(['GET', 'HEAD', 'OPTIONS'].map(isUnsafe), [false, false, false]);
    assert.deepEqual(['POST', 'PUT', 'PATCH', 'DELETE'].map(isUnsafe), [true, true, true, true]);
  });
});
