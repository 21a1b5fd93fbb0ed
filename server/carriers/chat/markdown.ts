/**
 * Markdown in the dialect of a chat. The text is read once by a real parser; a dialect says how each piece is written
 * and escapes every word that passes, so that nothing an author or a monitor's name brings along is obeyed: no HTML,
 * no picture that calls home, no link but to http, https and mail, no mention. Pure.
 */
import { marked, type Token, type Tokens } from 'marked';

export type Dialect = {
  /** Words as they are: whatever the chat would obey in them is made harmless here. */
  text(words: string): string;
  strong(inner: string): string;
  em(inner: string): string;
  del(inner: string): string;
  code(words: string): string;
  codeBlock(words: string): string;
  /** `url` is http, https or mailto, without spaces. `label` is written already; null when it is the address itself. */
  link(label: string | null, url: string): string;
  quote(inner: string): string;
  list(items: readonly string[], firstNumber: number | null): string;
  paragraphs(blocks: readonly string[]): string;
  lineBreak: string;
};

/** Lists, quotes and paragraphs as most chats show them: marks at the beginnings of lines. */
export const inLines = {
  quote: (inner: string) => inner.replace(/^/gm, '> '),
  list: (items: readonly string[], firstNumber: number | null) =>
    items
      .map(
        (item, i) => `${firstNumber === null ? '•' : `${firstNumber + i}.`} ${item.replace(/\n+/g, '\n   ')}`,
      )
      .join('\n'),
  paragraphs: (blocks: readonly string[]) => blocks.join('\n\n'),
  lineBreak: '\n',
};

/** Without any marks: for notifications, alt texts and readers that show no more. */
export const plain: Dialect = {
  ...inLines,
  text: (words) => words,
  strong: (inner) => inner,
  em: (inner) => inner,
  del: (inner) => inner,
  code: (words) => words,
  codeBlock: (words) => words,
  link: (label, url) => (label === null ? url : `${label} (${url})`),
};

export const escapeHtml = (words: string): string =>
  words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** What no reader should ever get: control characters, halves of characters, and marks that turn the order of letters. */
export const clean = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}--[\n\t]]/gv, '')
    .replace(/[\u202a-\u202e\u2028\u2029]/g, '');

export const oneLine = (text: string): string => clean(text).replace(/\s+/g, ' ').trim();

export function renderMarkdown(markdown: string, dialect: Dialect): string {
  try {
    return blocks(marked.lexer(clean(markdown), { gfm: true, breaks: true }), dialect).trim();
  } catch {
    // Thousands of marks within each other are more than the parser can hold; then they are shown as typed.
    return renderPlain(markdown, dialect);
  }
}

/** Words that are no Markdown; an address among them stays one that can be followed. */
export const renderPlain = (text: string, dialect: Dialect): string =>
  clean(text)
    .trim()
    .split('\n')
    .map((line) =>
      line
        .split(ADDRESS)
        .map((part, i) => (i % 2 ? bareLink(part, dialect) : dialect.text(part)))
        .join(''),
    )
    .join(dialect.lineBreak);

/** Up to where a sentence that ends with an address would end it. */
const ADDRESS = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}'])/;

function bareLink(text: string, dialect: Dialect): string {
  const url = safeUrl(text);
  return url ? dialect.link(null, url) : dialect.text(text);
}

function blocks(tokens: readonly Token[], dialect: Dialect): string {
  const written = tokens.flatMap((token) => {
    const text = block(token, dialect);
    return text === '' ? [] : [text];
  });
  return dialect.paragraphs(written);
}

function block(token: Token, dialect: Dialect): string {
  switch (token.type) {
    case 'space':
    case 'def':
    case 'hr':
      return '';
    case 'heading':
      return dialect.strong(inline(token.tokens, dialect));
    case 'code':
      return dialect.codeBlock((token as Tokens.Code).text);
    case 'blockquote':
      return dialect.quote(blocks(token.tokens ?? [], dialect));
    case 'list': {
      const { items, ordered, start } = token as Tokens.List;
      const written = items.map((item) => listItem(item, dialect));
      return dialect.list(written, ordered ? Number(start || 1) : null);
    }
    case 'table': {
      const { header, rows } = token as Tokens.Table;
      return [header, ...rows]
        .map((row) => row.map((cell) => inline(cell.tokens, dialect)).join(' · '))
        .join(dialect.lineBreak);
    }
    case 'html':
      return lines((token as Tokens.HTML).text.trim(), dialect);
    default:
      return token.type === 'text' || token.type === 'paragraph'
        ? inline((token as Tokens.Paragraph).tokens ?? [token], dialect)
        : inline([token], dialect);
  }
}

/** Tight items are one line; what stands below it in the item follows on lines of its own. */
const listItem = (item: Tokens.ListItem, dialect: Dialect): string =>
  item.tokens
    .filter(({ type }) => type !== 'checkbox' && type !== 'space')
    .map((token) => block(token, dialect))
    .join(dialect.lineBreak);

function inline(tokens: readonly Token[] | undefined, dialect: Dialect): string {
  return (tokens ?? []).map((token) => piece(token, dialect)).join('');
}

function piece(token: Token, dialect: Dialect): string {
  switch (token.type) {
    case 'strong':
      return marked_(dialect.strong, token, dialect);
    case 'em':
      return marked_(dialect.em, token, dialect);
    case 'del':
      return marked_(dialect.del, token, dialect);
    case 'codespan':
      return dialect.code((token as Tokens.Codespan).text);
    case 'br':
      return dialect.lineBreak;
    case 'link':
      return link(token as Tokens.Link, dialect);
    case 'image': {
      const { text, href } = token as Tokens.Image;
      return dialect.text(text || href);
    }
    default: {
      const { tokens, text } = token as { tokens?: Token[]; text?: string };
      return tokens ? inline(tokens, dialect) : lines(entities(text ?? token.raw), dialect);
    }
  }
}

const marked_ = (mark: (inner: string) => string, token: Token, dialect: Dialect): string => {
  const inner = inline((token as Tokens.Strong).tokens, dialect);
  return inner.trim() === '' ? inner : mark(inner);
};

const lines = (text: string, dialect: Dialect) => text.split('\n').map(dialect.text).join(dialect.lineBreak);

function link({ href, text, tokens }: Tokens.Link, dialect: Dialect): string {
  const url = safeUrl(entities(href));
  if (!url) return inline(tokens, dialect);
  const bare = text === href || `mailto:${text}` === href || text.trim() === '';
  return dialect.link(bare ? null : inline(tokens, dialect), url);
}

/** In its normal spelling, in which no character has a meaning to a chat; null for what nobody should be sent to. */
export function safeUrl(href: string): string | null {
  try {
    const url = new URL(href);
    if (!['http:', 'https:', 'mailto:'].includes(url.protocol) || url.username || url.password) return null;
    const start = url.protocol === 'mailto:' ? 'mailto:' : url.origin;
    return start + url.href.slice(start.length).replace(/[<>"'`|()[\]{}\\*]/g, percent);
  } catch {
    return null;
  }
}

const percent = (letter: string) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };
/** Markdown lets an author write these for characters; the dialect escapes the characters in its own way. */
const entities = (text: string): string =>
  text.replace(/&(?:#39|(amp|lt|gt|quot|apos|nbsp));/g, (_, name?: string) => (name ? NAMED[name]! : "'"));
