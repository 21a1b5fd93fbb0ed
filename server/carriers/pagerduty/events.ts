/**
 * A message as an event of PagerDuty. An update of an incident triggers or resolves the one alert that bears the
 * incident's id; planned maintenance and what belongs to no incident is a change event, which pages nobody. Pure.
 * Source: github.com/PagerDuty/developer-docs, Events API v2 (alert events, change events).
 */
import type { Content, Outgoing } from '../carrier.ts';
import { oneLine, plain } from '../chat/markdown.ts';
import { fitted, type Note, noteOf, renderBody, shortened } from '../chat/note.ts';

export const SUMMARY = 1_024;
/** An event may have 512 kB; nobody reads so much on a pager. */
const DETAIL = 8_000;

const SEVERITY = { 1: 'critical', 2: 'error', 3: 'warning', 4: 'info' } as const;

export type Event = { path: '/v2/enqueue' | '/v2/change/enqueue'; body: Record<string, unknown> };

type About = Pick<Outgoing, 'incidentId' | 'locale' | 'createdAt'> &
  Partial<Pick<Outgoing, 'ownUrl' | 'unsubscribeUrl'>>;

export function eventOf(content: Pick<Content, 'form'>, { incidentId, createdAt, ...reader }: About): Event {
  const note = noteOf(content, reader);
  const { parts } = content.form;
  const summary = shortened([note.title, ...note.about].filter(Boolean).join(' · '), SUMMARY) || '…';
  const details = {
    ...(note.about.length > 0 ? { about: note.about.join(' · ') } : {}),
    text: fitted(renderBody(note.body, plain), DETAIL, ({ length }) => length),
    ...(note.next ? { next: note.next } : {}),
  };
  const links = note.url ? { links: [{ href: note.url, text: note.follow }] } : {};
  const payload = { summary, source: hostOf(note), timestamp: note.at ?? createdAt, custom_details: details };
  if (!incidentId || note.planned) return { path: '/v2/change/enqueue', body: { payload, ...links } };
  return {
    path: '/v2/enqueue',
    body: {
      event_action: note.settled ? 'resolve' : 'trigger',
      dedup_key: incidentId,
      payload: {
        ...payload,
        severity: SEVERITY[note.severity ?? 2],
        ...(parts?.components[0] ? { component: shortened(oneLine(parts.components[0]), 255) } : {}),
        ...(note.phase ? { class: note.phase } : {}),
      },
      client: 'Candor',
      ...(note.url ? { client_url: note.url } : {}),
      ...links,
      ...(note.image ? { images: [{ src: note.image.url, alt: note.image.alt }] } : {}),
    },
  };
}

const hostOf = ({ url }: Note): string => (url ? new URL(url).host : 'candor');
