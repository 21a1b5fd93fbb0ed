/** Honest words: H01 no minimiser, H02 no guess at the cause, H03 no vague time, H04 no estimate without range and basis. */
import type { Position } from '@candor/protocol/words.ts';
import type { WordList } from '../lists/index.ts';
import { clausesOf, type Sentence } from '../text/sentences.ts';
import {
  BEGINNING,
  type Draft,
  finding,
  matches,
  type Place,
  promiseTimes,
  type Rule,
  suggestion,
  timesIn,
  without,
  withoutTimes,
} from './draft.ts';

const withoutWords = (sentence: string, at: number, length: number) =>
  `${sentence.slice(0, at)} ${sentence.slice(at + length)}`;

/** "This is not a minor problem" makes nothing small. */
const DENIED =
  /(?:(?<![\p{L}])(?:not?|never|without|nicht|kein\p{L}*|ohne|pas|sans|não|nunca|sem|sin)|n't)(?: (?:an?|any|ein\p{L}*|une?|un[ao]?|uma?))? $/iu;

export const minimisesNothing: Rule = (draft, words) =>
  [...matches(draft, words.minimiser)]
    .filter(({ start, text, sentence }) => {
      if (DENIED.test(sentence.text.slice(0, start - sentence.start))) return false;
      const rest = withoutWords(sentence.text, start - sentence.start, text.length);
      const amount = words.amount?.test(text) ?? false;
      if (words.fleeting?.test(text) && !amount) return !words.lasted.test(rest);
      // How long it took does not say how many.
      return !words.minimiserExcuse.test(
        amount ? without(without(rest, words.duration), words.lasted) : rest,
      );
    })
    .map((place) =>
      finding(
        draft,
        'H01',
        tellsOfOurs(place, words) || hasFigure(draft, words, place) ? 'warning' : 'error',
        `"${place.text.trim()}" makes it small without saying how small. Give the number, or leave the word out.`,
        { at: place, suggest: plainer(draft, words, place.text) },
      ),
    );

/** A figure that follows in the same thought and is no time or day: "a short delay of 80 ms". */
function hasFigure(draft: Draft, words: WordList, { start, end, sentence }: Place & { sentence: Sentence }) {
  const clause = clausesOf(sentence).find((each) => start >= each.start && start < each.end) ?? sentence;
  const after = without(withoutTimes(draft, clause).slice(end - clause.start), words.date);
  return /^\D{0,20}(?<![\p{L}\d])\d[\d.,]* ?(?:%|\p{L})/u.test(after);
}

/** "We have restarted some servers": how many of ours we touched makes nothing small. */
function tellsOfOurs(
  { start, text, sentence }: Place & { text: string; sentence: Sentence },
  words: WordList,
) {
  const clause = clausesOf(sentence).find((each) => start >= each.start && start < each.end) ?? sentence;
  const before = clause.text.slice(0, start - clause.start);
  return (
    words.amount?.test(text) === true &&
    words.doing.test(`${before} ${text}`) &&
    !words.symptom.test(clause.text)
  );
}

/** How many is a number; what was made small may stand without its small words, and how long it was is said in minutes. */
function plainer(draft: Draft, words: WordList, text: string): string {
  if (!words.belittling || words.amount?.test(text)) return suggestion(draft, 'H01');
  const left = without(text, words.belittling).trim();
  if (!/[\p{L}]/u.test(left)) return suggestion(draft, 'H01.long');
  return words.minimiser.test(left) ? suggestion(draft, 'H01.fault') : left;
}

export const guessesNoCause: Rule = (draft, words) =>
  draft.phase !== 'investigating'
    ? []
    : [...matches(draft, words.guess)]
        .filter(({ sentence }) => !words.guessExcuse.test(sentence.text))
        .map((place) =>
          finding(
            draft,
            'H02',
            'error',
            'This guesses at the cause before it is identified. Say what users see, and that you do not know the cause yet.',
            guessedAt(draft, place),
          ),
        );

/** Within a sentence, what takes the place of the guess ends none. */
function guessedAt(
  draft: Draft,
  { start, end, sentence }: { start: number; end: number; sentence: Sentence },
) {
  const stop = endOfThought(sentence, end);
  const words = suggestion(draft, 'H02');
  return {
    at: { start, end: stop },
    suggest: stop === sentence.end ? words : words.replace(/[.。]$/, ''),
  };
}

/** A guess goes on to the end of its thought; with the sentence its mark goes too. */
function endOfThought(sentence: Sentence, end: number): number {
  const thought = clausesOf(sentence).find((clause) => clause.end >= end);
  const stop = Math.max(end, thought?.end ?? end);
  if (stop === sentence.end) return stop;
  return (
    stop -
    (/(?:,? (?:and|but|so|while|und|aber))? ?[,;:(—–]?\s*$/u.exec(
      sentence.text.slice(0, stop - sentence.start),
    )?.[0].length ?? 0)
  );
}

/** A day that has not ended is hardly a time in an outage. */
const DAYS = /today|tonight|heute(?: Abend| Nacht)?/giu;

export const namesRealTimes: Rule = (draft, words) => {
  const promised =
    promiseTimes(draft, words).some(({ zone }) => zone !== null) ||
    (LATER.has(draft.position) && words.date.test(draft.text));
  return (
    [...matches(draft, words.vague)]
      // "As soon as we know more, at the latest by 14:30 UTC" is a promise with a time.
      .filter(({ start, sentence }) => {
        const thought = thoughtAround(sentence, start);
        const real = timesIn(draft, thought).some(
          (time) => !BEGINNING.test(draft.text.slice(Math.max(thought.start, time.start - 40), time.start)),
        );
        return !real && !words.date.test(thought.text.replace(DAYS, ' '));
      })
      .map((place) =>
        finding(
          draft,
          'H03',
          // Who also names the hour of the next word keeps nobody waiting with "more as we learn it".
          promised && words.vagueBeside?.test(place.text) ? 'warning' : 'error',
          `"${place.text.trim()}" is no time. Give a time of day with its zone, or the next time you will write.`,
          { at: place, slot: LATER.has(draft.position) ? 'H03.later' : 'H03' },
        ),
      )
  );
};

/** Where no next word is promised, the author knows the day. */
const LATER: ReadonlySet<Position> = new Set(['end', 'followup', 'maintenance']);

/** The part of a sentence between semicolons. */
function thoughtAround(sentence: Sentence, at: number): Sentence {
  const index = at - sentence.start;
  const from = sentence.text.lastIndexOf(';', index) + 1;
  const until = sentence.text.indexOf(';', index);
  const text = sentence.text.slice(from, until < 0 ? undefined : until);
  return { text, start: sentence.start + from, end: sentence.start + from + text.length };
}

const FINISHED = new Set(['resolved', 'completed', 'cancelled', 'scheduled', 'in_progress', 'verifying']);

export const estimatesWithBasis: Rule = (draft, words) => {
  if (FINISHED.has(draft.phase)) return [];
  return [...matches(draft, words.eta)]
    .filter(({ sentence }) => !words.etaExcuse.test(sentence.text))
    .flatMap((place) => {
      if (draft.position === 'first')
        return [
          finding(
            draft,
            'H04',
            'error',
            'The first word gives no estimate of the end: nobody can know it yet. Promise the next word instead.',
            { at: place, slot: 'U05' },
          ),
        ];
      const missing = [
        ...(words.etaRange.test(place.sentence.text) ? [] : ['as a range']),
        ...(words.etaBasis.test(place.sentence.text) ? [] : ['with what it is based on']),
      ];
      return missing.length === 0
        ? []
        : [
            finding(
              draft,
              'H04',
              'error',
              `An estimate of the end is given ${missing.join(' and ')}, or left out.`,
              { at: place },
            ),
          ];
    });
};
