/** SPF as receivers evaluate it, over a real resolver and a real DNS server. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type DnsTable, startDnsServer } from '../../../../mocks/dns-server.ts';
import { createDns } from './dns.ts';
import { evaluateSpf } from './spf.ts';
import { findDmarc, isAligned } from './tags.ts';

async function open(t: TestContext, table: DnsTable) {
  const server = await startDnsServer(table);
  t.after(() => server.close());
  const dns = createDns({ servers: [server.address], timeoutMs: 300 });
  const ask = async (ip: string, domain = 'acme.example') => (await evaluateSpf(dns, { ip, domain })).result;
  return { server, dns, ask };
}
const txt = (...records: string[]) => ({ TXT: records });

test('every mechanism decides as RFC 7208 says', async (t) => {
  const { server, ask, dns } = await open(t, {});
  for (const [record, ip, wanted] of [
    ['v=spf1 ip4:192.0.2.0/24 -all', '192.0.2.77', 'pass'],
    ['v=spf1 ip4:192.0.2.0/24 -all', '198.51.100.1', 'fail'],
    ['v=spf1 ip6:2001:db8::/32 ~all', '2001:db8::1', 'pass'],
    ['v=spf1 ip6:2001:db8::/32 ~all', '192.0.2.1', 'softfail'],
    ['v=spf1 a -all', '192.0.2.5', 'pass'],
    ['v=spf1 a/28 -all', '192.0.2.14', 'pass'],
    ['v=spf1 a:mail.acme.example//64 -all', '2001:db8::99', 'pass'],
    ['v=spf1 mx -all', '192.0.2.6', 'pass'],
    ['v=spf1 ptr -all', '192.0.2.5', 'pass'],
    ['v=spf1 exists:%{ir}.%{v}.list.example -all', '192.0.2.5', 'pass'],
    ['v=spf1 exists:%{ir}.%{v}.list.example -all', '192.0.2.6', 'fail'],
    ['v=spf1 exists:%{l1r-}.%{d2}.ok.example -all', '192.0.2.6', 'pass'],
    ['v=spf1 include:provider.example -all', '203.0.113.9', 'pass'],
    ['v=spf1 include:provider.example ?all', '203.0.113.99', 'neutral'],
    ['v=spf1 redirect=provider.example', '203.0.113.99', 'fail'],
    ['v=spf1 ip4:192.0.2.1', '192.0.2.2', 'neutral'],
    ['V=SPF1 IP4:192.0.2.1 -ALL', '192.0.2.1', 'pass'],
    ['v=spf1 include:nothing.example -all', '192.0.2.1', 'permerror'],
    ['v=spf1 ip4:300.0.2.1 -all', '192.0.2.1', 'permerror'],
    ['v=spf1 tls -all', '192.0.2.1', 'permerror'],
    ['v=spf1 exists:%{x}.example -all', '192.0.2.1', 'permerror'],
    ['v=spf1 a:v1.example a:v2.example a:v3.example -all', '192.0.2.1', 'permerror'],
    ['v=spf2 -all', '192.0.2.1', 'none'],
  ] as const) {
    server.set({
      'acme.example': { TXT: ['something else', record], A: ['192.0.2.5'], MX: ['10 mx.acme.example'] },
      'mail.acme.example': { AAAA: ['2001:db8::1'] },
      'mx.acme.example': { A: ['192.0.2.6'] },
      'provider.example': txt('v=spf1 ip4:203.0.113.0/28 -all'),
      '5.2.0.192.in-addr.arpa': { PTR: ['acme.example'] },
      '5.2.0.192.in-addr.list.example': { A: ['127.0.0.2'] },
      'postmaster.acme.example.ok.example': { A: ['127.0.0.2'] },
    });
    assert.equal(await ask(ip), wanted, `${record} for ${ip}`);
  }
  server.set({ 'acme.example': txt('v=spf1 -all', 'v=spf1 ~all') });
  assert.equal((await evaluateSpf(dns, { ip: '192.0.2.1', domain: 'acme.example' })).result, 'permerror');
});

test('ten look-ups are the most, also through includes and in circles', async (t) => {
  const chain = (length: number): DnsTable =>
    Object.fromEntries(
      Array.from({ length }, (_, at) => [
        at === 0 ? 'acme.example' : `s${at}.example`,
        txt(at === length - 1 ? 'v=spf1 ip4:192.0.2.1 -all' : `v=spf1 include:s${at + 1}.example -all`),
      ]),
    );
  const { server, ask } = await open(t, chain(11));
  assert.equal(await ask('192.0.2.1'), 'pass');
  server.set(chain(12));
  assert.equal(await ask('192.0.2.1'), 'permerror');
  server.set({ 'acme.example': txt('v=spf1 include:acme.example -all') });
  assert.equal(await ask('192.0.2.1'), 'permerror');
  server.set({ 'acme.example': txt('v=spf1 redirect=acme.example') });
  assert.equal(await ask('192.0.2.1'), 'permerror');
});

test('a record that is longer than a UDP answer is read whole; DNS that fails is not "no record"', async (t) => {
  const long = `v=spf1 ${Array.from({ length: 60 }, (_, at) => `ip4:192.0.2.${at}`).join(' ')} -all`;
  const { server, ask, dns } = await open(t, { 'acme.example': txt(long) });
  assert.equal(await ask('192.0.2.59'), 'pass');
  server.setFault({ mode: 'servfail' });
  assert.equal(await ask('192.0.2.59'), 'temperror');
  server.setFault({ mode: 'silent' });
  assert.equal(await ask('192.0.2.59'), 'temperror');
  await assert.rejects(dns.txt('acme.example'), /DNS does not answer/);
});

test('the DMARC record of a domain above counts, and two records are none', async (t) => {
  const { server, dns } = await open(t, { '_dmarc.acme.example': txt('v=DMARC1; p=reject; sp=none') });
  assert.equal((await findDmarc(dns, 'status.acme.example'))!.at, 'acme.example');
  assert.equal(await findDmarc(dns, 'other.example'), null);
  assert.ok(isAligned('status.acme.example', 'returns.acme.example', false));
  assert.ok(!isAligned('status.acme.example', 'returns.acme.example', true));
  assert.ok(!isAligned('acme.example', 'other.example', false));
  assert.ok(!isAligned('acme.co.uk', 'other.co.uk', false));
  assert.ok(isAligned('acme.co.uk', 'mail.acme.co.uk', false));
  server.set({ '_dmarc.acme.example': txt('v=DMARC1; p=none', 'v=DMARC1; p=reject') });
  assert.equal(await findDmarc(dns, 'acme.example'), null);
});
