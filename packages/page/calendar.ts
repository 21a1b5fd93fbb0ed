/**
 * Maintenance as a calendar (RFC 5545, with the refresh interval of RFC 7986): one event per maintenance with an id
 * that never changes. A plan is confirmed from its announcement on, because it is meant; what was called off stays as
 * cancelled, so that it disappears from the calendars that have it.
 */
import type { Snapshot, SnapshotComponent, SnapshotMaintenance } from '@candor/protocol/snapshot.ts';
import { plain } from './markdown.ts';
import { listFormat } from './remember.ts';
import { stringsFor, textIn } from './strings.ts';

const REFRESH = 'PT15M';
/** A content line holds at most this many octets without its end (RFC 5545 §3.1). */
const LINE_OCTETS = 75;

/** A calendar holds one component at least (§3.6); where nothing is planned it is the zone that all times are in. */
const EMPTY = [
  'BEGIN:VTIMEZONE',
  'TZID:Etc/UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
];

/** What was announced is meant; calendars hide or hatch what is tentative. */
const STATUS: Record<SnapshotMaintenance['phase'], 'CONFIRMED' | 'CANCELLED'> = {
  scheduled: 'CONFIRMED',
  in_progress: 'CONFIRMED',
  verifying: 'CONFIRMED',
  completed: 'CONFIRMED',
  cancelled: 'CANCELLED',
};

const utc = (instant: string) => `${instant.slice(0, 19).replace(/[-:]/g, '')}Z`;

/** TEXT (§3.3.11): control characters have no way in, and a line end is written as `\n`. */
const escaped = (text: string) =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n');

/** Folds between characters, never within one, so that every line is valid UTF-8 by itself. */
export function folded(line: string): string {
  const lines: string[] = [];
  let current = '';
  let octets = 0;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (octets + size > LINE_OCTETS) {
      lines.push(current);
      current = ' ';
      octets = 1;
    }
    current += character;
    octets += size;
  }
  return [...lines, current].join('\r\n');
}

function eventOf(maintenance: SnapshotMaintenance, snapshot: Snapshot, locale: string): string[] {
  const { id, phase, updates, createdAt, updatedAt, startedAt, scheduledFor, resolvedAt } = maintenance;
  const begun = phase !== 'scheduled' && phase !== 'cancelled';
  const from = begun ? startedAt : scheduledFor;
  const until = (phase === 'completed' && resolvedAt) || maintenance.scheduledUntil;
  const names = maintenance.components.flatMap(({ componentId }) => {
    const component = snapshot.components.find((each) => each.id === componentId);
    return component ? [textIn(component.name, locale)] : [];
  });
  const strings = stringsFor(locale);
  const words = [
    names.length > 0 && `${strings.affects}: ${listFormat(locale, { type: 'conjunction' }).format(names)}`,
    updates[0] && plain(textIn(updates[0].text, locale)),
  ].filter((text) => typeof text === 'string');
  return [
    'BEGIN:VEVENT',
    `UID:${id}@${new URL(snapshot.page.url).hostname}`,
    // Seconds of its life and words said of it: rises with every change, also with two within one second.
    `SEQUENCE:${Math.max(0, Math.floor((Date.parse(updatedAt) - Date.parse(createdAt)) / 1_000)) + updates.length}`,
    `DTSTAMP:${utc(updatedAt)}`,
    `CREATED:${utc(createdAt)}`,
    `LAST-MODIFIED:${utc(updatedAt)}`,
    `DTSTART:${utc(from)}`,
    // An event of no length would be refused by some calendars.
    ...(until > from ? [`DTEND:${utc(until)}`] : []),
    `STATUS:${STATUS[phase]}`,
    'TRANSP:TRANSPARENT',
    `SUMMARY:${escaped(`${snapshot.page.name}: ${textIn(maintenance.title, locale)}`)}`,
    ...(words.length > 0 ? [`DESCRIPTION:${escaped(words.join('\n\n'))}`] : []),
    `URL:${snapshot.page.url}/incidents/${id}`,
    // Who publishes it (RFC 5546 §3.2.1); a page has no mailbox, and is named by its address.
    `ORGANIZER;CN=${quoted(snapshot.page.name)}:${snapshot.page.url}/`,
    'END:VEVENT',
  ];
}

/** A parameter's value (RFC 5545 §3.2): within quotes everything but quotes and control characters. */
const quoted = (text: string) => `"${text.replace(/["\p{Cc}]/gu, ' ')}"`;

/** `of`: this component or maintenance alone; everything that the page shows when left out. */
export function renderCalendar(
  snapshot: Snapshot,
  locale: string,
  of?: SnapshotComponent | SnapshotMaintenance,
): string {
  const { name, url } = snapshot.page;
  const shown = snapshot.maintenances.filter(
    ({ id, components }) =>
      !of || id === of.id || components.some(({ componentId }) => componentId === of.id),
  );
  const events = shown.flatMap((maintenance) => eventOf(maintenance, snapshot, locale));
  const about = of && ('title' in of ? of.title : of.name);
  const title = escaped(
    [name, about && textIn(about, locale), stringsFor(locale).maintenance].filter(Boolean).join(': '),
  );
  // One alone that was called off takes itself out of the calendar into which it is put (RFC 5546 §3.2.5).
  const called = of && 'title' in of && of.phase === 'cancelled';
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Candor//Status page//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${called ? 'CANCEL' : 'PUBLISH'}`,
    `NAME:${title}`,
    `X-WR-CALNAME:${title}`,
    `REFRESH-INTERVAL;VALUE=DURATION:${REFRESH}`,
    `X-PUBLISHED-TTL:${REFRESH}`,
    `URL:${url}/`,
    ...(events.length > 0 ? events : EMPTY),
    'END:VCALENDAR',
    '',
  ]
    .map(folded)
    .join('\r\n');
}
