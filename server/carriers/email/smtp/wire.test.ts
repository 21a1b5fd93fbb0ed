import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toPath, toWire } from './wire.ts';

test('a message ends with a dot on a line of its own, whatever it ends with', () => {
  assert.equal(toWire('a\r\n'), 'a\r\n.\r\n');
  assert.equal(toWire('a'), 'a\r\n.\r\n');
  assert.equal(toWire(''), '.\r\n');
  assert.equal(toWire('.\r\nQUIT\r\n..x\r\n'), '..\r\nQUIT\r\n...x\r\n.\r\n');
  assert.equal(toWire('a\rb\nc\r\n\n.'), 'a\r\nb\r\nc\r\n\r\n..\r\n.\r\n');
});

test('nothing in a message ends it early, and no lone CR or LF goes out', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('.', '\r', '\n', 'a', '\xff') }), (message) => {
      const wire = toWire(message);
      assert.doesNotMatch(wire, /\r(?!\n)|(?<!\r)\n/);
      assert.equal(wire.startsWith('.\r\n') ? 0 : wire.indexOf('\r\n.\r\n') + 2, wire.length - 3);
      const back = wire.slice(0, -3).replace(/^\./gm, '');
      const lines = message.replace(/\r\n|\r|\n/g, '\r\n');
      assert.equal(back, lines === '' || lines.endsWith('\r\n') ? lines : `${lines}\r\n`);
    }),
  );
});

test('an address cannot end its command', () => {
  assert.equal(toPath('a@b.example'), '<a@b.example>');
  assert.equal(toPath('"a b>"@b.example'), '<"a b>"@b.example>');
  assert.equal(toPath('ü@b.example'), '<\u00c3\u00bc@b.example>');
  for (const bad of [
    'a@b>\r\nRCPT TO:<c',
    'a@b.example>',
    'a b@c',
    'a@b\nx',
    '"a@b c',
    '"a"@b> x',
    '"\n"@b',
    'a\u2028@b',
  ])
    assert.throws(() => toPath(bad), bad);
});
