/**
 * The little Markdown that updates are written in: paragraphs, lists, bold, italics, code and https links. Everything
 * is escaped first; there is no way to HTML from here.
 */
import { type Html, html } from './html.ts';

const INLINE =
  /\*\*([^*]+)\*\*|\*([^*]+)\*|`([^`]+)`|\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)|(https?:\/\/[^\s<>"')\]]+[^\s<>"')\].,;:!?])/g;

function inline(text: string): Html[] {
  const parts: Html[] = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    parts.push(html`${text.slice(from, match.index)}`);
    const [whole, bold, italics, code, label, url, bare] = match;
    if (bold) parts.push(html`<strong>${bold}</strong>`);
    else if (italics) parts.push(html`<em>${italics}</em>`);
    else if (code) parts.push(html`<code>${code}</code>`);
    else if (label && url) parts.push(html`<a href="${url}" rel="noopener nofollow">${label}</a>`);
    else if (bare) parts.push(html`<a href="${bare}" rel="noopener nofollow">${bare}</a>`);
    from = match.index + whole.length;
  }
  parts.push(html`${text.slice(from)}`);
  return parts;
}

const BULLET = /^\s*[-*]\s+/;

export function markdown(text: string): Html {
  const blocks = text
    .replaceAll('\r\n', '\n')
    .trim()
    .split(/\n{2,}/);
  return html`${blocks.map((block) => {
    const lines = block.split('\n');
    if (lines.every((line) => BULLET.test(line)))
      return html`<ul>${lines.map((line) => html`<li>${inline(line.replace(BULLET, ''))}</li>`)}</ul>`;
    return html`<p>${lines.map((line, i) => html`${i > 0 && html`<br>`}${inline(line)}`)}</p>`;
  })}`;
}

/** The same text without marks, for feeds and plain documents. */
export const plain = (text: string): string =>
  text
    .replace(/\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)/g, '$1 ($2)')
    .replace(/(\*\*|\*|`)([^*`]+)\1/g, '$2')
    .trim();
