import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Problem } from '#lib/problem.ts';
import { parseAddress } from './address.ts';
import { createAddressPolicy } from './address-policy.ts';

const policy = createAddressPolicy('');

test('private, reserved and special addresses are refused', () => {
  for (const ip of [
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '100.100.100.200',
    '127.0.0.1',
    '127.255.255.254',
    '168.63.129.16',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.192',
    '192.168.1.1',
    '198.18.0.1',
    '203.0.113.9',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:0:10.0.0.1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    '100::1',
    '2001:db8::1',
    '2001::1',
    '2002:7f00:1::1',
    '2002:a9fe:a9fe::',
    '3fff::1',
    '64:ff9b::10.0.0.1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::8.8.8.8',
    '2606:4700::5efe:10.0.0.1',
    '2606:4700::200:5efe:192.168.0.1',
  ])
    assert.equal(policy.allows(ip), false, ip);
});

test('addresses of the public internet are allowed', () => {
  for (const ip of [
    '1.1.1.1',
    '8.8.8.8',
    '100.63.255.255',
    '100.128.0.1',
    '172.15.0.1',
    '172.32.0.1',
    '192.0.1.1',
    '223.255.255.255',
    '2606:4700:4700::1111',
    '2a00:1450:4001:82a::200e',
    '::ffff:8.8.8.8',
    '64:ff9b::8.8.8.8',
    '2002:808:808::1',
  ])
    assert.equal(policy.allows(ip), true, ip);
});

test('every spelling of 127.0.0.1 and of the metadata service is the same address', () => {
  for (const ip of [
    '2130706433',
    '0x7f000001',
    '0X7F.1',
    '017700000001',
    '127.1',
    '127.0.1',
    '0177.0.0.01',
    '0x7f.0.0.0x1',
    '127.0.0.1.',
    '[::ffff:7f00:1]',
    '0:0:0:0:0:FFFF:127.0.0.1',
    '2852039166',
    '0xa9fea9fe',
    '0251.0376.0251.0376',
    '169.254.43518',
    '[64:ff9b::169.254.169.254]',
  ])
    assert.equal(policy.allows(ip), false, ip);
});

test('what is not an address is refused, never guessed at', () => {
  for (const text of [
    '',
    'localhost',
    'example.org',
    '1.2.3.4.5',
    '256.1.1.1',
    '1.2.3.256',
    '08.8.8.8',
    '8.8.8.8 ',
    '8.8.8.8/32',
    '-1',
    '1e3',
    '4294967296',
    '2606:4700',
    '2606::4700::1',
    '2606:4700:1:2:3:4:5:6:7',
    '2606:47000::1',
    '1:2:3:4:5:6:7::8',
    ':::',
    '８.8.8.8',
  ])
    assert.equal(policy.allows(text), false, JSON.stringify(text));
});

test('any spelling of an IPv4 address is judged as its plain one', () => {
  const spell = (n: number, base: number) =>
    base === 16 ? `0x${n.toString(16)}` : base === 8 ? `0${n.toString(8)}` : String(n);
  const base = fc.constantFrom(8, 10, 16);
  fc.assert(
    fc.property(
      fc.nat(0xffff_ffff),
      fc.tuple(base, base, base, base),
      fc.integer({ min: 1, max: 4 }),
      (bits, bases, parts) => {
        const bytes = [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255);
        const plain = bytes.join('.');
        const rest = bytes.slice(parts - 1).reduce((value, byte) => value * 256 + byte, 0);
        const spelled = [...bytes.slice(0, parts - 1), rest].map((n, i) => spell(n, bases[i]!)).join('.');
        assert.equal(parseAddress(spelled)?.bits, parseAddress(plain)!.bits, spelled);
        for (const same of [spelled, `::ffff:${plain}`, `[::FFFF:${plain}]`])
          assert.equal(policy.allows(same), policy.allows(plain), same);
      },
    ),
  );
});

test('what the URL parser makes of a host is judged like the host', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.ipV4Extended(),
        fc.ipV6().map((ip) => `[${ip}]`),
      ),
      (host) => {
        const normal = new URL(`http://${host}/`).hostname;
        assert.equal(policy.allows(normal), policy.allows(host));
      },
    ),
  );
});

test('the operator’s list opens exactly what it names', () => {
  const allowing = createAddressPolicy('127.0.0.1, 10.20.0.0/16 fd00::/8');
  for (const ip of ['127.0.0.1', '2130706433', '::ffff:127.0.0.1', '10.20.255.1', 'fd12::1'])
    assert.equal(allowing.allows(ip), true, ip);
  for (const ip of ['127.0.0.2', '10.21.0.1', 'fc00::1', '::1']) assert.equal(allowing.allows(ip), false, ip);
});

test('a list that makes no sense is refused with a sentence', () => {
  for (const text of ['localhost', '10.0.0.0/33', '10.0.0.0/', '::/129', '10.0.0.0/x', '*'])
    assert.throws(() => createAddressPolicy(text), Problem, text);
});
