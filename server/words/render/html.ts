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

export function markdownToHtml(markdown: string): string {
  return sanitizeHtml(marked.parse(markdown) as string, {
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
    : text.replace(/[\\`*_[\]<>~|]/g, '\\$&').replace(/^(\s*)([#+-]|\d+\.)(?=\s)/gm, '$1\\$2');
