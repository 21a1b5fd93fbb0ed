/** Markdown of any author as safe HTML: what it shows, what it never runs, and what it costs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { escapeMarkdown, markdownToHtml } from './html.ts';

const textOf = (html: string) =>
  html
    .replace(/<br \/>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');

test('a value is shown as it is: its marks are text', () => {
  for (const value of [
    '7. März, 15:12 Uhr UTC',
    '1) one',
    '# not a heading',
    '- no list',
    '*a* _b_ `c` ~~d~~',
    '<script>alert(1)</script>',
    '[x](javascript:alert(1))',
    '&lt;b&gt; &amp;',
    '> no quote',
    'a\n---',
    'a\n===',
    '| a | b |\n|---|---|',
  ]) {
    const html = markdownToHtml(escapeMarkdown(value));
    assert.equal(textOf(html), value, html);
    assert.doesNotMatch(html, /<(?!\/?p>|br \/>)/, html);
  }
});

test('no value brings a tag or an address of its own choosing', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'<>"\'`*_[]()!#-+.1\\&;:/ajs\n '), maxLength: 60 }),
      (value) => {
        const html = markdownToHtml(`Before ${escapeMarkdown(value)} after`);
        assert.doesNotMatch(html, /<(?!\/?(?:p|br|a)\b)/, JSON.stringify(value));
        assert.doesNotMatch(html, /href="(?!https?:|mailto:)/);
      },
    ),
    { numRuns: 300 },
  );
});

test('text that would cost a stack or an hour is shown as it was typed', () => {
  const most = 25_000;
  for (const piece of [
    '>',
    '> ',
    '- ',
    '1. ',
    '> - ',
    '__a',
    '*a ',
    '[',
    '[a](',
    'a.',
    '```',
    '<!--',
    '~~a',
    '*_',
  ]) {
    const hostile = piece.repeat(most / piece.length);
    const html = markdownToHtml(hostile);
    assert.ok(html.length > 0 && html.length < most * 8, piece);
    assert.ok((html.match(/<blockquote>|<ul>|<ol>/g) ?? []).length <= 16, piece);
  }
  assert.match(
    markdownToHtml(`${'>'.repeat(17)} <b>deep</b>`),
    /^<p>(?:&gt;){17} &lt;b&gt;deep&lt;\/b&gt;<\/p>$/,
  );
  // What people write stays markdown.
  assert.equal(
    markdownToHtml('> > quoted\n\n- a\n  - b'),
    '<blockquote>\n<blockquote>\n<p>quoted</p>\n</blockquote>\n</blockquote>\n<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>',
  );
});
