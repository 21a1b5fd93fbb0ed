/**
 * A message as an `m.room.message` of Matrix: plain words, and the HTML that clients are asked to support, everything
 * else escaped. The empty `m.mentions` says that nobody is called, whatever the words look like. Pure.
 * Source: spec.matrix.org, client-server API v1.11, m.room.message and m.mentions.
 */
import { type Dialect, escapeHtml, plain } from '../chat/markdown.ts';
import { fittedNote, type Note, renderBody } from '../chat/note.ts';

/** A whole event may have 65,536 bytes; the server adds its own. */
export const CONTENT_BYTES = 48_000;

const html: Dialect = {
  text: escapeHtml,
  strong: (inner) => `<strong>${inner}</strong>`,
  em: (inner) => `<em>${inner}</em>`,
  del: (inner) => `<del>${inner}</del>`,
  code: (words) => `<code>${escapeHtml(words)}</code>`,
  codeBlock: (words) => `<pre><code>${escapeHtml(words)}</code></pre>`,
  link: (label, url) => `<a href="${escapeHtml(url)}">${label ?? escapeHtml(url)}</a>`,
  quote: (inner) => `<blockquote>${inner}</blockquote>`,
  list: (items, firstNumber) => {
    const inner = items.map((item) => `<li>${item}</li>`).join('');
    return firstNumber === null ? `<ul>${inner}</ul>` : `<ol start="${firstNumber}">${inner}</ol>`;
  },
  paragraphs: (blocks) =>
    blocks.map((block) => (/^<(ul|ol|pre|blockquote)/.test(block) ? block : `<p>${block}</p>`)).join(''),
  lineBreak: '<br>',
};

export type Message = {
  msgtype: 'm.text';
  body: string;
  format: 'org.matrix.custom.html';
  formatted_body: string;
  'm.mentions': Record<string, never>;
};

/** The blocks around the body, each as one paragraph. */
const around = (note: Note, dialect: Dialect) => {
  const head = [
    note.title ? dialect.strong(dialect.text(note.title)) : '',
    dialect.text(note.about.join(' · ')),
  ].filter(Boolean);
  return {
    before: head.length > 0 ? [head.join(dialect.lineBreak)] : [],
    after: [
      ...(note.next ? [dialect.text(note.next)] : []),
      ...(note.url ? [dialect.link(null, note.url)] : []),
    ],
  };
};

function written(note: Note): Message {
  const words = around(note, plain);
  const tags = around(note, html);
  return {
    msgtype: 'm.text',
    body: [...words.before, renderBody(note.body, plain), ...words.after].filter(Boolean).join('\n\n') || '…',
    format: 'org.matrix.custom.html',
    formatted_body:
      html.paragraphs(tags.before) + renderBody(note.body, html) + html.paragraphs(tags.after) || '…',
    'm.mentions': {},
  };
}

export const bytesOf = (message: Message): number => Buffer.byteLength(JSON.stringify(message));

export const messageOf = (note: Note): Message =>
  written(fittedNote(note, CONTENT_BYTES, (of) => bytesOf(written(of))));
