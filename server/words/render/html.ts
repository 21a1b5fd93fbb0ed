/**
 * Markdown as HTML that every mail program and feed reader shows: a handful of tags, no styles, no images, no
 * scripts. HTML that an author typed is shown as typed, then everything is sanitised once more.
 */
import { Marked } from 'marked';
import sanitizeHtml from 'sanitize-html';

const escapeHtml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const marked = new Marked({
  gfm: true,
  breaks: true,
  async: false,
  renderer: {
    html: ({ text }) => escapeHtml(text),
    // A picture would call home from the reader's mailbox; its words stay.
    image: ({ text, href }) => escapeHtml(text || href),
  },
});

/** Nobody writes more than this for people; what does is shown as it was typed, and costs no more than that. */
const NESTED = 16;
const UNBROKEN_CHARS = 2_000;
const MARKS_IN_BLOCK = 600;
const LEADING_MARKS = /^(?:[ \t]*(?:>|[-*+](?=\s)|\d{1,9}[.)](?=\s)))+/;

/** Markdown whose reading would take a stack or a time that grows faster than the text. */
function isWild(markdown: string): boolean {
  let marks = 0;
  for (const line of markdown.split('\n')) {
    if (line.trim() === '') marks = 0;
    for (const mark of line) if (mark === '*' || mark === '_' || mark === '~' || mark === '[') marks += 1;
    if (marks > MARKS_IN_BLOCK) return true;
    const leading = LEADING_MARKS.exec(line)?.[0];
    if (leading && (leading.match(/>|[-*+]|\d+/g)?.length ?? 0) > NESTED) return true;
    if (line.length > UNBROKEN_CHARS && line.split(/\s/).some((word) => word.length > UNBROKEN_CHARS))
      return true;
  }
  return false;
}

const asTyped = (markdown: string): string =>
  markdown
    .split(/\n{2,}/)
    .filter((block) => block.trim())
    .map((block) => `<p>${escapeHtml(block.trim()).replace(/\n/g, '<br />')}</p>`)
    .join('\n');

function parsed(markdown: string): string {
  if (isWild(markdown)) return asTyped(markdown);
  try {
    return marked.parse(markdown) as string;
  } catch {
    return asTyped(markdown);
  }
}

export function markdownToHtml(markdown: string): string {
  return sanitizeHtml(parsed(markdown), {
    allowedTags: [
      'p',
      'br',
      'strong',
      'em',
      'del',
      'ul',
      'ol',
      'li',
      'a',
      'code',
      'pre',
      'blockquote',
      'h3',
      'h4',
      'h5',
      'h6',
      'hr',
    ],
    allowedAttributes: { a: ['href', 'rel'] },
    allowedSchemes: ['https', 'http', 'mailto'],
    allowProtocolRelative: false,
    transformTags: {
      a: sanitizeHtml.simpleTransform('a', { rel: 'noopener nofollow' }),
      // A message never outranks the headings of the page it stands on.
      h1: 'h3',
      h2: 'h4',
    },
  }).trim();
}

/** A value inside a template's markdown: its marks are shown, not obeyed. Addresses stay whole. */
export const escapeMarkdown = (text: string): string =>
  /^https?:\/\/\S+$/.test(text)
    ? text.replace(/[()<>]/g, encodeURIComponent)
    : text
        .replace(/[\\`*_[\]<>~|]|&(?=#?\w{1,31};)/g, '\\$&')
        // A line of these below another makes a heading of it.
        .replace(/^([ \t]*)([=-])(?=[=-]*[ \t]*$)/gm, '$1\\$2')
        .replace(/^([ \t]*)(\d*)([#+-]|(?<=\d)[.)])(?=\s|$)/gm, '$1$2\\$3');
