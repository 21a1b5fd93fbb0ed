/**
 * A message as a request of Opsgenie's Alert API: the first word of an incident makes an alert under the incident's id
 * as alias, later words are notes on it, the last one closes it. Pure.
 * Source: docs.opsgenie.com/docs/alert-api (limits of each field there).
 */
import type { Content, Outgoing } from '../carrier.ts';
import { plain } from '../chat/markdown.ts';
import { fitted, noteOf, renderBody, shortened } from '../chat/note.ts';

export const MESSAGE = 130;
const DESCRIPTION = 15_000;
const NOTE = 25_000;
const SOURCE = 'Candor';

const PRIORITY = { 1: 'P1', 2: 'P2', 3: 'P3', 4: 'P5' } as const;

export type Request = { path: string; body: Record<string, unknown> };

type About = Pick<Outgoing, 'incidentId' | 'locale' | 'key' | 'thread'> &
  Partial<Pick<Outgoing, 'ownUrl' | 'unsubscribeUrl'>>;

export function requestOf(
  content: Pick<Content, 'form'>,
  { incidentId, key, thread, ...reader }: About,
): Request {
  const note = noteOf(content, reader);
  const body = renderBody(note.body, plain);
  const words = [note.about.join(' · '), body, note.next, note.url].filter(Boolean).join('\n\n');
  const alias = incidentId ?? key;
  const one = `/${encodeURIComponent(alias)}`;
  // Whoever was added after the first word is told of the end all the same, without an alert that nobody would close.
  if (incidentId && (note.settled || (thread && note.phase))) {
    const said = fitted([note.title, words].join('\n\n'), NOTE, ({ length }) => length);
    const action = note.settled ? 'close' : 'notes';
    return { path: `${one}/${action}?identifierType=alias`, body: { note: said, source: SOURCE } };
  }
  return {
    path: '',
    body: {
      message: shortened(note.title || oneLineOf(body), MESSAGE),
      alias,
      description: fitted(words, DESCRIPTION, ({ length }) => length) || '…',
      priority: note.planned || !incidentId ? 'P5' : PRIORITY[note.severity ?? 2],
      source: SOURCE,
      ...(note.phase ? { details: { phase: note.phase, ...(note.url ? { url: note.url } : {}) } } : {}),
    },
  };
}

const oneLineOf = (text: string) => text.replace(/\s+/g, ' ').trim() || '…';
