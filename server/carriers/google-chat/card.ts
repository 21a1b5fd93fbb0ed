/**
 * A message as a card of Google Chat, whose texts are a small HTML in which everything else is escaped; the words for
 * notifications hold no <users/…>, which alone would call somebody. Pure.
 * Source: developers.google.com/workspace/chat/api/reference/rest/v1/cards, …/spaces.messages.
 */
import { type Dialect, escapeHtml, inLines } from '../chat/markdown.ts';
import { fittedNote, type Note, renderBody, wordsOf } from '../chat/note.ts';

/** Of the whole message, with text and card; Google says 32,000. */
export const MESSAGE_BYTES = 30_000;
const TEXT = 4_096;

const html: Dialect = {
  ...inLines,
  text: escapeHtml,
  strong: (inner) => `<b>${inner}</b>`,
  em: (inner) => `<i>${inner}</i>`,
  del: (inner) => `<s>${inner}</s>`,
  // Cards know no letters of one width.
  code: escapeHtml,
  codeBlock: (words) => escapeHtml(words).replaceAll('\n', '<br>'),
  link: (label, url) => `<a href="${escapeHtml(url)}">${label ?? escapeHtml(url)}</a>`,
  quote: (inner) => inner,
  list: (items, firstNumber) =>
    items.map((item, i) => `${firstNumber === null ? '•' : `${firstNumber + i}.`} ${item}`).join('<br>'),
  paragraphs: (blocks) => blocks.join('<br><br>'),
  lineBreak: '<br>',
};

export type Message = {
  fallbackText: string;
  cardsV2: { cardId: string; card: Record<string, unknown> }[];
  thread?: { threadKey: string };
};

const paragraph = (text: string) => ({ textParagraph: { text } });

const cardOf = (note: Note): Message => {
  const body = renderBody(note.body, html);
  const widgets = [
    ...(body ? [paragraph(body)] : []),
    ...(note.image ? [{ image: { imageUrl: note.image.url, altText: note.image.alt } }] : []),
    ...(note.next ? [paragraph(escapeHtml(note.next))] : []),
    ...(note.url
      ? [{ buttonList: { buttons: [{ text: note.follow, onClick: { openLink: { url: note.url } } }] } }]
      : []),
    ...(note.leave ? [paragraph(html.link(escapeHtml(note.leave.label), note.leave.url))] : []),
  ];
  const subtitle = note.about.join(' · ');
  return {
    fallbackText: wordsOf(note).replaceAll('<', '<\u200b').slice(0, TEXT).toWellFormed(),
    cardsV2: [
      {
        cardId: 'update',
        card: {
          header: { title: note.title || '…', ...(subtitle ? { subtitle } : {}) },
          sections: [{ widgets: widgets.length > 0 ? widgets : [paragraph('…')] }],
        },
      },
    ],
  };
};

export const bytesOf = (message: Message): number => Buffer.byteLength(JSON.stringify(message));

export const fit = (note: Note): Note => fittedNote(note, MESSAGE_BYTES, (of) => bytesOf(cardOf(of)));

export const messageOf = (note: Note): Message => cardOf(fit(note));
