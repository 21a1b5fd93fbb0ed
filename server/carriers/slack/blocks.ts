/**
 * A message as Slack's blocks: a header that obeys nothing, one section of mrkdwn, a line of context. Every word is
 * escaped, so that neither <!here> nor @channel of a text calls anybody. Pure.
 * Source: docs.slack.dev/reference/block-kit, docs.slack.dev/messaging/formatting-message-text.
 */
import { type Dialect, inLines } from '../chat/markdown.ts';
import { fittedNote, type Note, renderBody, shortened } from '../chat/note.ts';

const HEADER = 150;
export const SECTION = 3_000;

/** The three characters that Slack gives a meaning; all its mentions and links begin with one of them. */
const escaped = (words: string): string =>
  words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

export const mrkdwn: Dialect = {
  ...inLines,
  text: escaped,
  strong: (inner) => `*${inner}*`,
  em: (inner) => `_${inner}_`,
  del: (inner) => `~${inner}~`,
  code: (words) => `\`${escaped(words.replaceAll('`', "'"))}\``,
  codeBlock: (words) => `\`\`\`\n${escaped(words.replaceAll('```', "'''"))}\n\`\`\``,
  link: (label, url) =>
    label === null
      ? `<${escaped(url)}>`
      : `<${escaped(url)}|${label.replaceAll('|', '¦').replaceAll('\n', ' ')}>`,
  quote: (inner) => inner.replace(/^/gm, '>'),
};

export type Message = { text: string; blocks: Record<string, unknown>[] };

const bodyOf = (note: Note): string =>
  renderBody(note.body, mrkdwn) + (note.url ? `\n\n<${escaped(note.url)}>` : '');

export const fit = (note: Note): Note => fittedNote(note, SECTION, (of) => bodyOf(of).length);

export function messageOf(note: Note): Message {
  const context = [...note.about.map(escaped), ...(note.next ? [escaped(note.next)] : [])];
  return {
    // What notifications show; readers of the channel see the blocks.
    text: escaped([note.title, ...note.about].join(' · ')),
    blocks: [
      ...(note.title
        ? [
            {
              type: 'header',
              text: { type: 'plain_text', text: shortened(note.title, HEADER), emoji: false },
            },
          ]
        : []),
      ...(context.length > 0
        ? [
            {
              type: 'context',
              elements: context.map((line) => ({
                type: 'mrkdwn',
                text: shortened(line, SECTION),
                verbatim: true,
              })),
            },
          ]
        : []),
      { type: 'section', text: { type: 'mrkdwn', text: bodyOf(fit(note)).trim() || ' ', verbatim: true } },
      ...(note.leave
        ? [
            {
              type: 'context',
              elements: [
                {
                  type: 'mrkdwn',
                  text: mrkdwn.link(escaped(note.leave.label), note.leave.url),
                  verbatim: true,
                },
              ],
            },
          ]
        : []),
    ],
  };
}
