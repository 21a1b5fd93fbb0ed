/**
 * The honest automatic note: "No change since 14:02 UTC …", built from facts when nobody has spoken and the promise
 * is due. It is useful (what fails, for how long, what is being done, when the next word comes) and never the same
 * twice: it varies by what is true now, not by chance.
 */
import type { MessageFacts, MessagePhase, RenderedMessage, Tone } from '@candor/protocol/words.ts';
import { hasErrors, lint } from './lint/lint.ts';
import { wordList } from './lists/index.ts';
import { renderMessage } from './render/message.ts';
import { type SinceLast, sinceLast } from './render/note-phrases.ts';
import { phrases } from './render/phrases.ts';
import { formatDuration, formatTime } from './render/times.ts';
import { plainText } from './text/plain.ts';
import { sentencesOf } from './text/sentences.ts';

export type NoteInput = {
  facts: MessageFacts;
  /** Public texts of this outage so far in this locale, oldest first; the note repeats none of them. */
  previousTexts: readonly string[];
  /** The last text by a person: what it said we are doing is what still goes on. By default the newest that says so. */
  lastHumanText?: string | null;
  /** What is on record since the last message. */
  since?: SinceLast | undefined;
  /** When a check last looked. */
  lookedAt?: string | null | undefined;
  /** Leaves out what people wrote. */
  bare?: boolean | undefined;
  /** A person sends it, so it does not call itself automatic. */
  byPerson?: boolean | undefined;
  /** Now, as an instant. */
  now: string;
  locale?: string;
  tone?: Tone;
  timeZone?: string;
  phase?: MessagePhase;
};

export const noChangeNote = (input: NoteInput): string => renderNote(input).body;

/** The note in every form. `body` is the text that is published. */
export function renderNote(input: NoteInput): RenderedMessage {
  const {
    previousTexts,
    now,
    locale = 'en',
    tone = 'plain',
    timeZone = 'UTC',
    phase = 'investigating',
  } = input;
  const say = phrases(locale);
  const facts: MessageFacts = {
    ...input.facts,
    unchangedSince: input.facts.unchangedSince ?? input.facts.startedAt ?? now,
  };
  if (!input.bare)
    facts.action ??= ongoing(
      input.lastHumanText ? [input.lastHumanText] : previousTexts.toReversed(),
      locale,
    );
  const nowMs = Date.parse(now);
  const style = { locale, timeZone, nowMs, seconds: true };
  const lastedMs = facts.startedAt ? nowMs - Date.parse(facts.startedAt) : 0;
  const lasted = lastedMs >= 1_000 ? say.failingFor(formatDuration(lastedMs, locale)) : null;
  const count = say.wordNumber(previousTexts.length + 1);
  const looked = say.asOf(formatTime(input.lookedAt ?? now, style));
  const { happened, automatic } = input.since
    ? sinceLast(input.since, locale)
    : { happened: [], automatic: null };
  const told = [lasted, ...(input.lookedAt ? [looked] : []), ...happened];
  const details = [told, [...told, count], [lasted, count, looked], [count, looked], [looked]].map((parts) =>
    [...parts, input.byPerson ? null : automatic].filter(Boolean).join(' '),
  );
  // What was published may end with more than was rendered: why the next word comes late, for one.
  const isSaid = ({ body }: RenderedMessage) =>
    previousTexts.some((text) => `${text.trim()}\n`.startsWith(`${body.trim()}\n`));
  const withDetail = (detail: string) =>
    renderMessage({
      kind: 'no_change',
      phase,
      tone,
      locale,
      timeZone,
      facts,
      now,
      ...(detail ? { detail } : {}),
    });
  for (const detail of details) {
    const note = withDetail(detail);
    if (!isSaid(note)) return note;
  }
  // Only a text made to collide gets here; a count that no earlier text can have used ends it.
  for (let n = previousTexts.length + 2; ; n++) {
    const note = withDetail([lasted, say.wordNumber(n)].filter(Boolean).join(' '));
    if (!isSaid(note)) return note;
  }
}

/** What these texts, the newest first, say that we are doing, as something that goes on; null when none says it. */
export function ongoing(texts: readonly string[], locale: string): string | null {
  const words = wordList(locale);
  const say = phrases(locale);
  if (!words) return null;
  for (const text of texts)
    for (const { text: sentence } of sentencesOf(plainText(text).text).reverse()) {
      if (words.promise.test(sentence) || words.sorry.test(sentence)) continue;
      const goesOn = say.goesOn(sentence);
      if (!goesOn || goesOn.length > 200) continue;
      // A sentence that would not pass today is not repeated: an estimate or a "soon" has lapsed meanwhile.
      const findings = lint(goesOn, { phase: 'identified', position: 'followup', locale });
      if (!hasErrors(findings)) return goesOn;
    }
  return null;
}
