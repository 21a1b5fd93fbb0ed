import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { clean, plain, renderMarkdown, renderPlain, safeUrl } from './markdown.ts';
import { fitted, noteOf, shortened } from './note.ts';
import { createChatWorld, parts, URL_OF_INCIDENT } from './testing.ts';

const tagged = {
  ...plain,
  text: (words: string) => words.toUpperCase(),
  strong: (inner: string) => `<b>${inner}</b>`,
  em: (inner: string) => `<i>${inner}</i>`,
  link: (label: string | null, url: string) => `{${label ?? ''}|${url}}`,
};

test('Markdown is read by a parser, and every word passes the dialect', () => {
  for (const [markdown, written] of [
    ['a **b _c_** d', 'A <b>B <i>C</i></b> D'],
    ['one\ntwo\n\nthree', 'ONE\nTWO\n\nTHREE'],
    ['- one\n- two\n  - three\n', '• ONE\n• TWO\n   • THREE'],
    ['3. one\n4. two', '3. ONE\n4. TWO'],
    ['- [x] done', '• DONE'],
    ['# Title\n> said', '<b>TITLE</b>\n\n> SAID'],
    ['[label](https://a.example/b)', '{LABEL|https://a.example/b}'],
    ['https://a.example/b_c', '{|https://a.example/b_c}'],
    ['help@a.example', '{|mailto:help@a.example}'],
    ['[x](javascript:alert(1)) [y](data:text/html,1) [z](//a.example)', 'X Y Z'],
    ['[x](https://user:pass@a.example)', 'X'],
    ['![alt](https://a.example/p.png)', 'ALT'],
    ['<b onclick="x">hi</b>', '<B ONCLICK="X">HI</B>'],
    ['a &amp; &lt;b&gt; \\*c\\*', 'A & <B> *C*'],
    ['| a | b |\n|---|---|\n| 1 | 2 |', 'A · B\n1 · 2'],
    ['`**x**`', '**x**'],
    ['[1]: https://a.example\nsee', 'SEE'],
  ] as const)
    assert.equal(renderMarkdown(markdown, tagged), written, markdown);
  assert.equal(renderPlain('a **b**\nc', plain), 'a **b**\nc');
  assert.equal(renderPlain('See http://a.example/b_c.', tagged), 'SEE {|http://a.example/b_c}.');
});

test('what the parser cannot hold is shown as typed', () => {
  const deep = '> '.repeat(8_000);
  assert.equal(renderMarkdown(deep, plain), renderPlain(deep, plain));
});

test('addresses lead to the web or to mail, and hold no mark that a chat would obey', () => {
  assert.equal(safeUrl('https://a.example/x|y>z)'), 'https://a.example/x%7Cy%3Ez%29');
  assert.equal(safeUrl('http://[::1]:80/a[b]'), 'http://[::1]/a%5Bb%5D');
  for (const bad of ['javascript:alert(1)', 'data:x', '/relative', 'tg://user?id=1', 'https://a:b@c.example'])
    assert.equal(safeUrl(bad), null, bad);
});

test('a text that is cut ends between characters, and fits', () => {
  const family = '👩‍👩‍👧‍👦';
  assert.equal(
    fitted('short', 10, ({ length }) => length),
    'short',
  );
  assert.equal(shortened(`${family}${family}`, 12), `${family}…`);
  assert.equal(shortened('eight words are much too many for this', 19), 'eight words are…');
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.integer({ min: 1, max: 120 }),
      (text, most) => {
        const cut = fitted(text, most, ({ length }) => length);
        assert.ok(cut.length <= most);
        assert.ok(cut.isWellFormed());
        assert.ok(cut === clean(text).trim() || cut.endsWith('…'));
      },
    ),
    { numRuns: 50 },
  );
});

test('a note says what kind of word it is, and promises once', () => {
  const note = noteOf(
    { form: { subject: '', text: '', parts: parts({ correction: true }) } },
    { locale: 'de' },
  );
  assert.deepEqual(
    [note.about, note.follow],
    [['Berichtigt', 'Investigating', 'API, Website'], 'Alle Meldungen lesen'],
  );
  assert.equal(
    noteOf({ form: { subject: '', text: '', parts: parts({ body: 'So. We write again by 10:30 UTC.' }) } })
      .next,
    null,
  );
  assert.equal(noteOf({ form: { subject: 'a\nb', text: '' } }).title, 'a b');
  const letter = { subject: '', text: 'Answer here: {{ownUrl}}\n\n--\nStop: {{unsubscribeUrl}}\n' };
  assert.deepEqual(noteOf({ form: letter }, { locale: 'en', ownUrl: 'https://a.example/1' }).body, {
    plain: 'Answer here: https://a.example/1\n',
  });
  const many = Array.from({ length: 11 }, (_, i) => `C${i}`);
  const about = noteOf({ form: { subject: '', text: '', parts: parts({ components: many }) } }).about.at(-1);
  assert.equal(about, 'C0, C1, C2, C3, C4, C5, C6, C7 +3');
  const image = { url: 'http://a.example/p.png', alt: 'A' };
  assert.equal(noteOf({ form: { subject: '', text: '', parts: parts({ image }) } }).image, null);
});

test('a preview reads as its readers will read it, and counts as the receiver counts', async (t) => {
  const { carriers } = await createChatWorld(t, 'slack');
  const content = {
    form: { subject: '', text: '', parts: parts({ body: `a_b **c** ${'long '.repeat(9_000)}` }) },
    event: { type: 'preview', data: {} },
  };
  for (const name of ['slack', 'teams', 'discord', 'google-chat', 'mattermost', 'telegram', 'matrix']) {
    const { texts, payload, html } = carriers.all.get(name)!.show(content);
    const [{ text, measure }] = texts as [(typeof texts)[0]];
    assert.match(text, /^Logins fail\n+Investigating · API, Website\n\na_b c long/, name);
    assert.ok(text.includes('…') && text.includes(URL_OF_INCIDENT), name);
    assert.ok(
      measure.used > measure.limit! * 0.8 && measure.used <= measure.limit!,
      `${name} ${measure.used}`,
    );
    assert.ok(payload ?? html, name);
  }
});
