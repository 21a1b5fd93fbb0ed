/**
 * A text as the rules see it: read once, then judged many times. Rules are pure functions from this to findings;
 * none of them reads a clock or a row.
 */
import type {
  Finding,
  LintContext,
  LintFacts,
  MessagePhase,
  Position,
  WordsChannel,
} from '@candor/protocol/words.ts';
import type { Severity } from '@candor/protocol/words-of-state.ts';
import { eachMatch, globalOf } from '../each-match.ts';
import { type WordList, wordList } from '../lists/index.ts';
import { type ClockTime, clockTimesIn, minutesApart, utcMinutesOf } from '../text/clock-times.ts';
import { plainText } from '../text/plain.ts';
import { type Sentence, sentenceAt, sentencesOf } from '../text/sentences.ts';

export type Draft = {
  /** Without markdown. Positions in findings are positions here; `lint` leads them back to the source. */
  text: string;
  /** The same length, with quotations, code and addresses blanked: what the author says in own words. */
  own: string;
  sentences: Sentence[];
  times: ClockTime[];
  phase: MessagePhase;
  position: Position;
  severity: Severity;
  locale: string;
  channel: WordsChannel;
  technical: boolean;
  facts: LintFacts;
  /** Null for a language that has no list. */
  words: WordList | null;
};

export type Rule = (draft: Draft, words: WordList) => Finding[];

/** A rule that needs no words of a language. */
export type PlainRule = (draft: Draft) => Finding[];

const MAINTENANCE = new Set(['scheduled', 'in_progress', 'verifying', 'completed', 'cancelled']);
/** A reminder says what the announcement said; an extension what is said while the work goes on. */
const SAID_AS: Partial<Record<MessagePhase, MessagePhase>> = {
  reminded: 'scheduled',
  extended: 'in_progress',
};

/** The first word is the one before which nothing was said; the last is `resolved`. */
export function positionOf({
  phase,
  position,
  facts,
}: Pick<LintContext, 'phase' | 'position' | 'facts'>): Position {
  if (position) return position;
  if (MAINTENANCE.has(SAID_AS[phase] ?? phase)) return 'maintenance';
  if (phase === 'resolved') return 'end';
  if (facts?.previous) return facts.previous.length === 0 ? 'first' : 'update';
  return phase === 'investigating' ? 'first' : 'update';
}

const blank = (text: string) => ' '.repeat(text.length);

const QUOTED =
  /https?:\/\/\S+|"[^"\n]{1,120}"|“[^”\n]{1,120}”|„[^“”\n]{1,120}[“”]|«[^»\n]{1,120}»|‘[^’'\n]{1,120}['’]|(?<![\p{L}\d])'[\p{L}\d][^'\n]{0,80}'(?![\p{L}\d])|「[^」\n]{1,120}」/gu;

export function draftOf(source: string, context: LintContext): Draft & { sourceAt(index: number): number } {
  const plain = plainText(source);
  const { text } = plain;
  const locale = context.locale ?? 'en';
  return {
    text,
    own: text.replace(QUOTED, blank),
    sentences: sentencesOf(text),
    times: clockTimesIn(text),
    phase: SAID_AS[context.phase] ?? context.phase,
    position: positionOf(context),
    severity: context.severity ?? 3,
    locale,
    channel: context.channel ?? 'page',
    technical: context.technical ?? false,
    facts: context.facts ?? {},
    words: wordList(locale),
    sourceAt: plain.sourceAt,
  };
}

/** The clock time that an instant has in this text's findings: `14:30 UTC`. */
export const utcClock = (instant: string): string => `${new Date(instant).toISOString().slice(11, 16)} UTC`;

/** Words to use, with what the facts know filled in. */
export function suggestion(draft: Draft, slot: string): string {
  const words = draft.words?.suggest[slot] ?? '';
  return words
    .replace('{start}', draft.facts.startedAt ? utcClock(draft.facts.startedAt) : '… UTC')
    .replace('{next}', draft.facts.nextUpdateBy ? utcClock(draft.facts.nextUpdateBy) : '… UTC');
}

export type Place = { start: number; end: number };

/** What is missing is missed behind the last word. */
function endOf({ sentences }: Draft): Place {
  const end = sentences.at(-1)?.end ?? 0;
  return { start: end, end };
}

export function finding(
  draft: Draft,
  rule: string,
  level: Finding['level'],
  message: string,
  { slot = rule, at = endOf(draft), suggest }: { slot?: string; at?: Place; suggest?: string } = {},
): Finding {
  return {
    rule,
    level,
    message,
    suggestion: suggest ?? suggestion(draft, slot),
    start: at.start,
    end: at.end,
  };
}

/** More of one kind than an author reads; it bounds what a hostile text costs. */
const MOST_MATCHES = 60;

/** A text with every match of a pattern blanked. */
export const without = (text: string, pattern: RegExp): string => text.replace(globalOf(pattern), ' ');

/** The matches of a pattern in the author's own words. */
export function* matches(
  draft: Draft,
  pattern: RegExp,
): Generator<Place & { text: string; sentence: Sentence }> {
  for (const match of eachMatch(pattern, draft.own, MOST_MATCHES)) {
    const sentence = sentenceAt(draft.sentences, match.index);
    if (sentence && match[0].trim())
      yield { start: match.index, end: match.index + match[0].length, text: match[0], sentence };
  }
}

export const timesIn = (draft: Draft, { start, end }: Place): ClockTime[] =>
  draft.times.filter((time) => time.start >= start && time.end <= end);

/** A thought with its times blanked: they are read by rules of their own. */
export function withoutTimes(draft: Draft, { start, end, text }: Sentence): string {
  let rest = text;
  for (const time of timesIn(draft, { start, end }))
    rest =
      rest.slice(0, time.start - start) + ' '.repeat(time.end - time.start) + rest.slice(time.end - start);
  return rest;
}

/** "Since 14:02 UTC" says when it began; it is no answer to "when?". */
export const BEGINNING =
  /(?:since|from|started|began|beginning|seit|ab|begann|begonnen|depuis|desde)(?: \p{L}+){0,2} $/iu;

/** What is so "since 14:02 UTC" is no time to come, whatever else the sentence says. */
const SINCE = /(?:since|seit|depuis|desde)(?: \p{L}+){0,2} $/iu;

/** The times that name the next word: in a sentence about it. */
export function promiseTimes(draft: Draft, words: WordList): ClockTime[] {
  return draft.sentences
    .filter((sentence) => words.promise.test(sentence.text))
    .flatMap((sentence) => timesIn(draft, sentence))
    .filter(({ start }) => !SINCE.test(draft.text.slice(Math.max(0, start - 40), start)));
}

export const matchesInstant = (time: ClockTime, instant: string, withinMinutes: number): boolean =>
  time.utcMinutes !== null && minutesApart(time.utcMinutes, utcMinutesOf(instant)) <= withinMinutes;

/** A whole message has to say everything; an SMS, a post or a banner points to it. */
export const isWhole = (draft: Draft): boolean =>
  draft.channel === 'page' || draft.channel === 'mail' || draft.channel === 'feed';
