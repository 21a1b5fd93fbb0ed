/**
 * A message in Telegram's HTML: a handful of tags, everything else escaped, and no word that calls a member by name.
 * Pure. Source: core.telegram.org/bots/api#html-style, …#sendmessage.
 */
import { type Dialect, escapeHtml, inLines, plain } from '../chat/markdown.ts';
import { fittedNote, type Note, renderBody } from '../chat/note.ts';

/** After Telegram has read the tags; counted as UTF-16, which is never less than Telegram counts. */
export const MESSAGE = 4_096;

/** @name would ring for whoever is called so; a joiner of no width between keeps the word readable and dead. */
const uncalled = (words: string): string => words.replace(/(^|[^\w/])@(?=\w)/g, '$1@\u2060');
const escaped = (words: string): string => escapeHtml(uncalled(words));

const html: Dialect = {
  ...inLines,
  text: escaped,
  strong: (inner) => `<b>${inner}</b>`,
  em: (inner) => `<i>${inner}</i>`,
  del: (inner) => `<s>${inner}</s>`,
  code: (words) => `<code>${escapeHtml(words)}</code>`,
  codeBlock: (words) => `<pre>${escapeHtml(words)}</pre>`,
  link: (label, url) => `<a href="${escapeHtml(url)}">${label ?? escapeHtml(url)}</a>`,
  // Telegram allows no quote within a quote.
  quote: (inner) => `<blockquote>${inner.replace(/<\/?blockquote>/g, '')}</blockquote>`,
};

/** The message with tags, and as it reads without. */
export type Message = { html: string; text: string };

export function messageOf(note: Note): Message {
  const lines = (of: Note, dialect: Dialect) =>
    [
      [of.title ? dialect.strong(dialect.text(of.title)) : '', dialect.text(of.about.join(' · '))]
        .filter(Boolean)
        .join('\n'),
      renderBody(of.body, dialect),
      of.next ? dialect.text(of.next) : '',
      of.url ? dialect.link(null, of.url) : '',
    ]
      .filter(Boolean)
      .join('\n\n');
  const read: Dialect = {
    ...plain,
    text: uncalled,
    // In HTML the address stands behind the label; without tags it follows it.
    link: (label, url) => (label === null ? url : `${label} (${url})`),
  };
  const fit = fittedNote(note, MESSAGE, (of) => lines(of, read).length);
  return { html: lines(fit, html) || '…', text: lines(fit, read) || '…' };
}
