/** A correction is marked where it changed something, and its marks never break the text that they stand in. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differenceOf, stepsOf } from '@candor/protocol/difference.ts';
import fc from 'fast-check';
import { markedMarkdown } from './corrected.ts';
import { render } from './html.ts';

const shown = (before: string, after: string) =>
  differenceOf(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `{+${text}+}` : `[-${text}-]`))
    .join('');
const added = (text: string, other: string) => render(markedMarkdown(text, other, 'ins'));

test('words that were replaced one after the other are one replacement', () => {
  assert.equal(
    shown('Paying fails for all customers.', 'Paying fails for customers in Europe.'),
    'Paying fails for [-all -]customers{+ in Europe+}.',
  );
  assert.equal(
    shown('It began at 14:02 UTC today.', 'It began at 13:40 UTC today.'),
    'It began at [-14:02-]{+13:40+} UTC today.',
  );
  assert.equal(
    shown('サインインできません。', 'サインインが遅れています。').replace(/[^[{]/g, '').length > 0,
    true,
  );
  assert.equal(shown('same', 'same'), 'same');
});

test('what was and what is can both be read out of the difference', () => {
  const words = fc.array(fc.constantFrom('a', 'b', ' ', '.', '\n\n', '**', '👩‍🚒', 'ש'), { maxLength: 30 });
  fc.assert(
    fc.property(words, words, (one, other) => {
      const [before, after] = [one.join(''), other.join('')];
      const parts = differenceOf(before, after);
      const without = (kind: string) =>
        parts.flatMap((part) => (part.kind === kind ? [] : [part.text])).join('');
      assert.equal(without('added'), before);
      assert.equal(without('removed'), after);
    }),
  );
});

test('texts of 25,000 characters are compared, or replaced as a whole', () => {
  const long = 'one two three '.repeat(1_780);
  const parts = differenceOf(long, long.replaceAll('two', 'zwei'));
  assert.equal(
    parts.flatMap(({ kind, text }) => (kind === 'removed' ? [] : [text])).join('').length > 25_000,
    true,
  );
});

test('marks stand within emphasis, lists and links, and addresses stay whole', () => {
  assert.equal(
    added('Paying **fails for customers in Europe** now.', 'Paying **fails for customers** now.'),
    '<p>Paying <strong>fails for customers <ins>in Europe</ins></strong> now.</p>',
  );
  assert.equal(
    added('It **works for all** of us', 'It'),
    '<p>It <ins></ins><strong><ins>works for all</ins></strong><ins> of us</ins></p>'.replace(
      '<ins></ins>',
      '',
    ),
  );
  assert.match(
    added('See https://x.example/new', 'See https://x.example/old'),
    /href="https:\/\/x\.example\/new"/,
  );
  assert.equal(added('<b>new</b>', 'old'), '<p>&lt;<ins>b&gt;new&lt;/b</ins>&gt;</p>');
  assert.doesNotMatch(added('a \uE000 b', 'a'), /[\uE000\uE001]/);
});

test('every mark that is opened is closed before the tag around it', () => {
  const words = fc.array(
    fc.constantFrom('a ', '**', '*', '`', '[x](https://a.example)', '\n\n', '- ', '<', '&', 'b'),
    {
      maxLength: 30,
    },
  );
  fc.assert(
    fc.property(words, words, (one, other) => {
      const open: string[] = [];
      for (const [, end, name] of added(one.join(''), other.join('')).matchAll(/<(\/?)([a-z]+)[^>]*>/g)) {
        if (name === 'br') continue;
        if (end) assert.equal(open.pop(), name);
        else open.push(name!);
      }
      assert.deepEqual(open, []);
    }),
  );
});

test('a chain of corrections: each against what came after it', () => {
  const steps = stepsOf([{ was: { en: 'one' } }, { was: { en: 'two' } }], { en: 'three' });
  assert.deepEqual(
    steps.map(({ before, after }) => [before['en'], after['en']]),
    [
      ['one', 'two'],
      ['two', 'three'],
    ],
  );
});
