/**
 * What the browser shows: a title, a few lines, and where a click leads. One notification per incident, because the
 * tag is the incident: a newer word takes the place of the one before. Pure.
 */
import { plain } from '@candor/page';
import type { Content } from '../carrier.ts';
import { MOST_BYTES } from './encrypt.ts';

export type Notification = {
  title: string;
  body: string;
  url: string;
  tag: string;
  at: string;
  /** By the first strong letter of the text itself, which may be in another language than its reader's. */
  dir: 'auto';
};

const TITLE_BYTES = 400;
const MORE = '…';
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** What the text takes as part of a JSON document. */
const bytesOf = (text: string) => Buffer.byteLength(JSON.stringify(text)) - 2;

/** The longest beginning that takes at most this many bytes of JSON, never within what a reader sees as one sign. */
export function firstBytes(text: string, most: number): string {
  if (bytesOf(text) <= most) return text;
  let kept = '';
  let used = bytesOf(MORE);
  for (const { segment } of segmenter.segment(text)) {
    used += bytesOf(segment);
    if (used > most) break;
    kept += segment;
  }
  return `${kept.trimEnd()}${MORE}`;
}

export function notificationOf(
  { form, event }: Content,
  {
    tag,
    at,
    home,
    ownUrl = null,
  }: {
    tag: string;
    at: string;
    home: string;
    /** Where it leads this reader alone. */
    ownUrl?: string | null;
  },
): Notification {
  const { parts } = form;
  // A click leads to the link, so that it need not be read.
  const said = parts
    ? plain(parts.body).replace(/\n{2,}/g, '\n')
    : (form.short ?? form.text).replaceAll('{{ownUrl}}', '').trim();
  const promise = parts?.nextWord ? `\n${parts.nextWord}` : '';
  const isPromised = !promise || said.includes(`${parts!.nextUpdateBy?.slice(11, 16)} UTC`);
  const notification: Notification = {
    // The subject of a correction says that it is one.
    title: firstBytes(
      parts && !parts.correction ? `${parts.phaseLabel}: ${parts.title}` : form.subject,
      TITLE_BYTES,
    ),
    body: '',
    url: ownUrl ?? parts?.url ?? incidentOf(event).url ?? home,
    tag,
    at: parts?.at ?? at,
    dir: 'auto',
  };
  const room = MOST_BYTES - Buffer.byteLength(JSON.stringify(notification));
  // Where not all fits, what was said gives way and the promise stays whole.
  const fits = isPromised && bytesOf(said) <= room;
  return { ...notification, body: fits ? said : firstBytes(said, room - bytesOf(promise)) + promise };
}

/** Of a message that has no parts, such as one that was planned by an older version. */
export function incidentOf({ data }: Content['event']): { url?: string; severity?: number } {
  const incident = data['incident'] as { url?: unknown; severity?: unknown } | undefined;
  return {
    ...(typeof incident?.url === 'string' ? { url: incident.url } : {}),
    ...(typeof incident?.severity === 'number' ? { severity: incident.severity } : {}),
  };
}
