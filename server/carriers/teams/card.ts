/**
 * A message as an Adaptive Card 1.4 for Microsoft Teams. Marks of the card's Markdown and its {{DATE()}} functions are
 * shown instead of obeyed; without an `entities` list no <at> of a text calls anybody. Pure.
 * Source: learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors, adaptivecards.io/explorer.
 */
import { type Dialect, inLines } from '../chat/markdown.ts';
import { fittedNote, type Note, renderBody } from '../chat/note.ts';

/** Of the whole message. Teams says 28 kB and counts its own additions; from about 21 kB on it has refused some. */
export const MESSAGE_BYTES = 20_000;

const escaped = (words: string): string =>
  words
    .replace(/[\\*_[\]<]/g, '\\$&')
    .replace(/\{(?=\{)/g, '{\u200b')
    .replace(/^(\s*)([#+-]|\d+\.)(?=\s)/gm, '$1\\$2');

/** Cards know bold, italics, links and lists; a line ends where a paragraph does. */
const markdown: Dialect = {
  ...inLines,
  text: escaped,
  strong: (inner) => `**${inner}**`,
  em: (inner) => `_${inner}_`,
  del: (inner) => inner,
  code: (words) => escaped(words),
  codeBlock: (words) => words.split('\n').map(escaped).join('\n\n'),
  link: (label, url) => `[${label ?? escaped(url)}](${url})`,
  quote: (inner) => inner,
  list: (items, firstNumber) =>
    items
      .map((item, i) => `${firstNumber === null ? '-' : `${firstNumber + i}.`} ${item.replace(/\n+/g, ' ')}`)
      .join('\n'),
  lineBreak: '\n\n',
};

const block = (text: string, more: object = {}) => ({ type: 'TextBlock', text, wrap: true, ...more });

export type Message = { type: 'message'; attachments: Record<string, unknown>[] };

const cardOf = (note: Note): Message => {
  const about = note.about.map(escaped).join(' · ');
  const body = renderBody(note.body, markdown);
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          fallbackText: [note.title, ...note.about].join(' · '),
          msteams: { width: 'Full' },
          body: [
            ...(note.title ? [block(escaped(note.title), { size: 'Large', weight: 'Bolder' })] : []),
            ...(about ? [block(about, { isSubtle: true, spacing: 'None' })] : []),
            ...(body ? [block(body)] : []),
            ...(note.image ? [{ type: 'Image', url: note.image.url, altText: note.image.alt }] : []),
            ...(note.next ? [block(escaped(note.next), { isSubtle: true })] : []),
            ...(note.leave
              ? [
                  block(markdown.link(escaped(note.leave.label), note.leave.url), {
                    isSubtle: true,
                    size: 'Small',
                  }),
                ]
              : []),
          ],
          ...(note.url ? { actions: [{ type: 'Action.OpenUrl', title: note.follow, url: note.url }] } : {}),
        },
      },
    ],
  };
};

export const bytesOf = (message: Message): number => Buffer.byteLength(JSON.stringify(message));

export const fit = (note: Note): Note => fittedNote(note, MESSAGE_BYTES, (of) => bytesOf(cardOf(of)));

export const messageOf = (note: Note): Message => cardOf(fit(note));
