import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { describe, it } from 'node:test';
import { createAddresses, limitKey } from './address.ts';

const from = (remoteAddress: string, forwarded?: string) =>
  ({
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage;

describe('the reader’s address', () => {
  const cases: [name: string, trust: string, remote: string, forwarded: string | undefined, is: string][] = [
    ['is the socket’s when no proxy is trusted', '', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['is what a trusted proxy says', '10.0.0.0/8', '10.1.2.3', '198.51.100.1', '198.51.100.1'],
    [
      'is the last hop that is not ours',
      '10.0.0.0/8',
      '10.1.2.3',
      '1.1.1.1, 198.51.100.1, 10.9.9.9',
      '198.51.100.1',
    ],
    ['ends at what is no address', '10.0.0.1', '10.0.0.1', 'unknown', '10.0.0.1'],
    ['ends at a hostile text', '10.0.0.1', '10.0.0.1', '198.51.100.1, <script>', '10.0.0.1'],
    ['sees IPv4 within IPv6', '10.0.0.1', '::ffff:10.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['trusts IPv6 networks', 'fd00::/8', 'fd00::1', '2001:db8::5', '2001:db8::5'],
  ];
  for (const [name, trust, remote, forwarded, is] of cases)
    it(name, () => assert.equal(createAddresses(trust).of(from(remote, forwarded)), is));

  it('refuses a setting that is no address', () => {
    for (const trust of ['proxy.local', '10.0.0.0/33', '10.0.0.0/x', 'fd00::/129'])
      assert.throws(() => createAddresses(trust), /CANDOR_TRUST_PROXY/);
  });
  it('counts a /64 as one reader', () => {
    assert.equal(limitKey('192.0.2.7'), '192.0.2.7');
    assert.equal(limitKey('2001:db8:1:2:aaaa::1'), limitKey('2001:db8:1:2:bbbb:c:d:e'));
    assert.notEqual(limitKey('2001:db8:1:2::1'), limitKey('2001:db8:1:3::1'));
    assert.equal(limitKey('::1'), '0:0:0:0');
  });
});
