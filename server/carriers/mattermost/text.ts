/**
 * A message in Mattermost's Markdown, in which no @name rings and no typed mark is obeyed. Pure.
 * Source: docs.mattermost.com (formatting), developers.mattermost.com/integrate/webhooks/incoming.
 */
import { type Dialect, inLines } from '../chat/markdown.ts';
import { fittedNote, type Note, renderBody } from '../chat/note.ts';

/** Of one post, in characters as Mattermost counts them (code points, which are never more than UTF-16 units). */
export const POST = 16_383;

const escaped = (words: string): string =>
  words
    .replace(/[\\*_~`|<>[\]()]/g, '\\$&')
    .replace(/^(\s*)([#+-]|\d+\.)(?=\s)/gm, '$1\\$2')
    .replace(/(^|[^\w/])@(?=\w)/g, '$1@\u2060');

const markdown: Dialect = {
  ...inLines,
  text: escaped,
  strong: (inner) => `**${inner}**`,
  em: (inner) => `*${inner}*`,
  del: (inner) => `~~${inner}~~`,
  code: (words) => `\`${words.replaceAll('`', "'")}\``,
  codeBlock: (words) => `\`\`\`\n${words.replaceAll('```', "'''")}\n\`\`\``,
  link: (label, url) => (label === null ? url : `[${label}](${url})`),
  list: (items, firstNumber) =>
    items
      .map(
        (item, i) => `${firstNumber === null ? '-' : `${firstNumber + i}.`} ${item.replace(/\n+/g, '\n   ')}`,
      )
      .join('\n'),
};

const lines = (note: Note): string =>
  [
    [note.title ? `**${escaped(note.title)}**` : '', escaped(note.about.join(' · '))]
      .filter(Boolean)
      .join('\n'),
    renderBody(note.body, markdown),
    note.next ? escaped(note.next) : '',
    note.url ?? '',
    note.leave ? markdown.link(escaped(note.leave.label), note.leave.url) : '',
  ]
    .filter(Boolean)
    .join('\n\n') || '…';

export const fit = (note: Note): Note => fittedNote(note, POST, (of) => lines(of).length);

export const textOf = (note: Note): string => lines(fit(note));
