/**
 * A message as chats need it: a title, what kind of word it is, the body, and where to follow. Made of the parts of an
 * update, or of the plain text where a message is no update. The few words of its own are those of the page. Pure.
 */
import { stringsFor } from '@candor/page';
import type { Content, Outgoing, Parts } from '../carrier.ts';
import { type Leave, leaveOf } from './leave.ts';
import { clean, type Dialect, oneLine, plain, renderMarkdown, renderPlain, safeUrl } from './markdown.ts';

export type Note = {
  title: string;
  /** "Corrected", "Identified", "API, Website": what it is and what it is about. */
  about: readonly string[];
  /** As Markdown, or as plain words. */
  body: { markdown: string } | { plain: string };
  /** The sentence that promises the next word, unless the body has it. */
  next: string | null;
  url: string | null;
  image: Parts['image'];
  severity: Parts['severity'] | null;
  correction: boolean;
  /** Over: resolved, or the planned work is done. */
  settled: boolean;
  /** Of work that was announced, not of an outage. */
  planned: boolean;
  phase: Parts['phase'] | null;
  at: string | null;
  /** What a button says that leads to `url`. */
  follow: string;
  /** Below everything else, and quietly. */
  leave: Leave | null;
};

const OVER = new Set(['resolved', 'completed', 'cancelled']);
const PLANNED = new Set(['scheduled', 'in_progress', 'verifying', 'completed', 'cancelled']);
const SHOWN_COMPONENTS = 8;
/** Names are short; what is longer than this is no name, and must not crowd out what was said. */
const TITLE = 250;
const NAME = 80;

/** For whom it is made: a language, and links that only this reader gets. */
type Reader = Pick<Outgoing, 'locale'> &
  Partial<Pick<Outgoing, 'recipientKind' | 'address' | 'ownUrl' | 'unsubscribeUrl'>>;

export function noteOf({ form }: Pick<Content, 'form'>, reader: Reader = { locale: 'en' }): Note {
  const { locale, ownUrl, unsubscribeUrl } = reader;
  const leave = leaveOf(reader);
  const { parts } = form;
  const words = stringsFor(locale);
  if (!parts)
    return {
      title: shortened(oneLine(form.subject), TITLE),
      body: {
        plain: withoutFoot(form.text)
          .replaceAll('{{ownUrl}}', () => ownUrl ?? '')
          .replaceAll('{{unsubscribeUrl}}', () => unsubscribeUrl ?? ''),
      },
      about: [],
      next: null,
      url: null,
      image: null,
      severity: null,
      correction: false,
      settled: false,
      planned: false,
      phase: null,
      at: null,
      follow: words.readOn,
      leave,
    };
  const components = parts.components.map((name) => shortened(oneLine(name), NAME));
  const named = components.slice(0, SHOWN_COMPONENTS).join(', ');
  const more = components.length - SHOWN_COMPONENTS;
  const about = [
    parts.correction ? words.corrected : '',
    shortened(oneLine(parts.phaseLabel), NAME),
    more > 0 ? `${named} +${more}` : named,
  ];
  const next = parts.nextWord === null ? null : shortened(oneLine(parts.nextWord), TITLE);
  return {
    title: shortened(oneLine(parts.title), TITLE),
    about: about.filter((each) => each !== ''),
    body: { markdown: parts.body },
    next: next && !oneLine(parts.body).includes(next) ? next : null,
    url: safeUrl(parts.url),
    image: parts.image && safeUrl(parts.image.url)?.startsWith('https:') ? parts.image : null,
    severity: parts.severity,
    correction: parts.correction,
    settled: OVER.has(parts.phase),
    planned: PLANNED.has(parts.phase),
    phase: parts.phase,
    at: parts.at,
    follow: words.readOn,
    leave,
  };
}

/** What stands below a letter's `--` is about letters. */
const withoutFoot = (text: string): string => text.split(/\n-- ?\n/, 1)[0]!;

export const renderBody = (body: Note['body'], dialect: Dialect): string =>
  'markdown' in body
    ? renderMarkdown(body.markdown, dialect)
    : dialect.paragraphs([renderPlain(body.plain, dialect)]);

/** As it reads, without marks and escapes: for previews and where no more can be shown. */
export const wordsOf = (note: Note): string =>
  [note.title, note.about.join(' · '), renderBody(note.body, plain), note.next, note.url]
    .filter(Boolean)
    .join('\n\n');

/** Red for an outage, amber for trouble, blue for the rest, green when it is over. */
export function colourOf({ severity, settled }: Note): number {
  if (settled) return 0x2e7d32;
  if (severity === 1) return 0xc62828;
  return severity === 2 || severity === 3 ? 0xef6c00 : 0x1565c0;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const TAIL = '…';
/** No chat takes more, and no marks make so many times the room's letters fit: what stands behind need not be looked at. */
const LOOKED_AT = 40_000;
const MOST_SHRUNK = 4;
/** Every look writes the message anew, so a text that fills its room but for a little is long enough. */
const FULL = 0.97;

/**
 * A beginning of a text that takes at most `limit`, with a mark that more follows; cut between what readers see as
 * characters and, where that costs little, between words. What is said in full stands behind the message's link.
 */
export function fitted(text: string, limit: number, sizeOf: (text: string) => number): string {
  const given = clean(text).trim();
  const whole = given.slice(0, Math.min(LOOKED_AT, limit * MOST_SHRUNK));
  const size = sizeOf(whole);
  if (size <= limit && whole === given) return whole;
  const characters = [...segmenter.segment(whole)];
  const cuts = [0, ...characters.map(({ index, segment }) => index + segment.length)];
  const sizeAt = (cut: number) => sizeOf(whole.slice(0, cuts[cut]) + TAIL);
  let least = { cut: 0, size: sizeOf(TAIL) };
  let most = { cut: cuts.length - 1, size };
  // Where a straight line between the two would fill the room; halves now and then, because texts are not straight.
  for (let look = 0; most.cut - least.cut > 1 && least.size < limit * FULL; look += 1) {
    const share = (limit * ((1 + FULL) / 2) - least.size) / (most.size - least.size);
    const step = look % 3 === 2 || !(share > 0 && share < 1) ? 0.5 : share;
    const cut = Math.min(most.cut - 1, least.cut + Math.max(1, Math.floor((most.cut - least.cut) * step)));
    const seen = { cut, size: sizeAt(cut) };
    if (seen.size <= limit) least = seen;
    else most = seen;
  }
  const kept = whole.slice(0, cuts[least.cut]);
  const space = kept.search(/\s\S*$/);
  const words = space > kept.length * 0.8 ? kept.slice(0, space).trimEnd() : kept;
  // Marks that were cut off may write themselves longer than before; then the shorter one gives way to the exact one.
  return [words + TAIL, kept + TAIL, TAIL].find((each) => sizeOf(each) <= limit) ?? '';
}

/** The note with a body with which the whole message takes at most `limit`. */
export function fittedNote(note: Note, limit: number, sizeOf: (note: Note) => number): Note {
  const { body } = note;
  const [text, bodyOf] =
    'markdown' in body
      ? [body.markdown, (markdown: string) => ({ markdown })]
      : [body.plain, (words: string) => ({ plain: words })];
  const withBody = (words: string): Note => ({ ...note, body: bodyOf(words) });
  return withBody(fitted(text, limit, (words) => sizeOf(withBody(words))));
}

/** One line of at most so many characters, as programs count them. */
export const shortened = (line: string, most: number): string =>
  line.length <= most ? line : fitted(line.slice(0, most + 2), most, ({ length }) => length);
