/**
 * A person's text as it will be published: what the facts know and the text leaves out (since when, the promise, the
 * window of planned work) is added, nothing is changed. The linter reads the result, because that is what users read.
 */
import type { LintFacts, MessagePhase, Position } from '@candor/protocol/words.ts';
import { draftOf, positionOf, promiseTimes } from '../lint/draft.ts';
import { saysSinceWhen } from '../lint/when.ts';
import { phrases } from './phrases.ts';
import { formatTime, type TimeStyle } from './times.ts';

export type ComposeInput = {
  text: string;
  phase: MessagePhase;
  locale: string;
  /** Now, as an instant: times on another day carry their date. */
  now: string;
  timeZone?: string;
  position?: Position;
  facts?: LintFacts;
};

export function composeMessage({
  text,
  phase,
  locale,
  now,
  timeZone = 'UTC',
  position,
  facts = {},
}: ComposeInput): string {
  const context = { phase, locale, facts, ...(position ? { position } : {}) };
  const place = positionOf(context);
  const draft = draftOf(text, context);
  const { words } = draft;
  const style = { locale, timeZone, nowMs: Date.parse(now) };
  const say = phrases(locale);
  const added: string[] = [];
  if (
    words &&
    place === 'first' &&
    facts.startedAt &&
    saysSinceWhen(draft, words).length > 0 &&
    !startClaimed(draft.times.length, promiseTimes(draft, words).length)
  )
    added.push(say.began(formatTime(facts.startedAt, style)));
  const open = place === 'first' || place === 'update';
  if (open && facts.nextUpdateBy && !(words && promiseTimes(draft, words).length > 0))
    added.push(say.promise(formatTime(facts.nextUpdateBy, { ...style, seconds: true })));
  if (
    place === 'maintenance' &&
    phase === 'scheduled' &&
    facts.startsAt &&
    facts.endsAt &&
    draft.times.length === 0
  )
    added.push(say.window(...windowOf(facts.startsAt, facts.endsAt, style)));
  return [text.trim(), ...added].filter(Boolean).join('\n\n');
}

/** Both ends with their dates, because planned work is read days before. */
const windowOf = (startsAt: string, endsAt: string, style: TimeStyle): [start: string, end: string] => [
  formatTime(startsAt, { ...style, dated: true }),
  formatTime(endsAt, { ...style, dated: true }),
];

/** How the house says that planned work ends later, or takes place at other times. */
export function movedWindow(
  { startsAt, endsAt, begun }: { startsAt: string; endsAt: string; begun: boolean },
  style: TimeStyle,
): string {
  const [start, end] = windowOf(startsAt, endsAt, style);
  return begun ? phrases(style.locale).movedEnd(end) : phrases(style.locale).movedWindow(start, end);
}

/** A text that names a start of its own is not given a second one: the linter shows the contradiction instead. */
const startClaimed = (times: number, promised: number) => times > promised;
