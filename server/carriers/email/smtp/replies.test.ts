import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createReplyReader, type Reply } from './replies.ts';

function read(...chunks: string[]) {
  const heard: Reply[] = [];
  const reader = createReplyReader((reply) => heard.push(reply) > 0);
  const faults = chunks.map((chunk) => reader.push(chunk)).filter(Boolean);
  return { heard, fault: faults[0] ?? null, unfinished: reader.unfinished() };
}

test('one line, several lines, no text, and only the line feed of a line end', () => {
  assert.deepEqual(read('250 2.0.0 ok\r\n').heard, [
    { code: 250, lines: ['2.0.0 ok'], response: '250 2.0.0 ok' },
  ]);
  assert.deepEqual(read('250-a\r\n250-b\n250 c\r\n').heard[0]!.lines, ['a', 'b', 'c']);
  assert.equal(read('250\r\n').heard[0]!.response, '250');
  assert.equal(read('550-5.7.1 no,\r\n550 5.7.1 never\r\n').heard[0]!.response, '550 5.7.1 no, 5.7.1 never');
});

test('answers cut anywhere are read as if they came whole', () => {
  const text = '250-a b\r\n250 c\r\n354 go\r\n550-5.1.1 no such user \u00c3\u00bc\r\n550 x\r\n221\r\n';
  const whole = read(text).heard;
  assert.equal(whole.length, 4);
  assert.equal(whole[2]!.lines[0], '5.1.1 no such user ü');
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 20 }), (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), text.length];
      const pieces = at.slice(1).map((end, i) => text.slice(at[i], end));
      assert.deepEqual(read(...pieces).heard, whole);
    }),
  );
  assert.deepEqual(read(...text).heard, whole);
});

test('what is no answer is said, not guessed', () => {
  for (const text of [
    'hello\r\n',
    '25 x\r\n',
    '2500 x\r\n',
    '650 x\r\n',
    '250_x\r\n',
    '250-a\r\n550 b\r\n',
    '\r\n',
  ])
    assert.match(read(text).fault ?? '', /no SMTP|two codes/, text);
  assert.match(read('250-x\r\n'.repeat(70_000 / 5)).fault ?? '', /without end/);
  assert.match(read(`250 ${'x'.repeat(70_000)}`).fault ?? '', /without end/);
  assert.equal(read(`250 ${'x'.repeat(60_000)}\r\n`).fault, null);
  assert.ok(read('250-half').unfinished);
});

test('control characters in an answer stay out of what is kept', () => {
  assert.equal(read('250 a\u0000b\u001b[31mc\r\n').heard[0]!.response, '250 a b [31mc');
});
