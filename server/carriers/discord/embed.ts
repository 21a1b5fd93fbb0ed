/**
 * A message as one embed of Discord. Mentions are switched off by `allowed_mentions`, and every mark of Discord's
 * Markdown in a text is shown instead of obeyed. Pure.
 * Source: docs.discord.com/developers/resources/message (embed limits, allowed mentions).
 */
import { type Dialect, inLines } from '../chat/markdown.ts';
import { colourOf, fittedNote, type Note, renderBody, shortened } from '../chat/note.ts';

const TITLE = 256;
export const DESCRIPTION = 4_096;
export const THREAD_NAME = 100;

const escaped = (words: string): string =>
  words.replace(/[\\*_~`|<>[\]()]/g, '\\$&').replace(/^(\s*)([#+-]|\d+\.)(?=\s)/gm, '$1\\$2');

const markdown: Dialect = {
  ...inLines,
  text: escaped,
  strong: (inner) => `**${inner}**`,
  em: (inner) => `*${inner}*`,
  del: (inner) => `~~${inner}~~`,
  code: (words) => `\`${words.replaceAll('`', "'")}\``,
  codeBlock: (words) => `\`\`\`\n${words.replaceAll('```', "'''")}\n\`\`\``,
  link: (label, url) => (label === null ? url : `[${label}](${url})`),
};

export type Embed = {
  title?: string;
  url?: string;
  author?: { name: string };
  description: string;
  color: number;
  timestamp?: string;
  image?: { url: string };
};

export type Message = {
  embeds: Embed[];
  allowed_mentions: { parse: [] };
};

const descriptionOf = (note: Note): string =>
  [
    renderBody(note.body, markdown),
    note.next ? escaped(note.next) : '',
    note.leave ? markdown.link(escaped(note.leave.label), note.leave.url) : '',
  ]
    .filter(Boolean)
    .join('\n\n');

export const fit = (note: Note): Note => fittedNote(note, DESCRIPTION, (of) => descriptionOf(of).length);

export function messageOf(note: Note): Message {
  const about = note.about.join(' · ');
  return {
    embeds: [
      {
        ...(note.title ? { title: shortened(escaped(note.title), TITLE) } : {}),
        ...(note.url ? { url: note.url } : {}),
        ...(about ? { author: { name: shortened(about, TITLE) } } : {}),
        description: descriptionOf(fit(note)) || '…',
        color: colourOf(note),
        ...(note.at ? { timestamp: note.at } : {}),
        ...(note.image ? { image: { url: note.image.url } } : {}),
      },
    ],
    allowed_mentions: { parse: [] },
  };
}
