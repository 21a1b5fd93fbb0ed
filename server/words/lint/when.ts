/** Times: U03 since when, U05 when the next word comes, U06 every clock time with its zone. */

import type { WordList } from '../lists/index.ts';
import { type ClockTime, utcMinutesOf } from '../text/clock-times.ts';
import { clausesOf } from '../text/sentences.ts';
import {
  BEGINNING,
  type Draft,
  finding,
  isWhole,
  matchesInstant,
  type PlainRule,
  promiseTimes,
  type Rule,
  timesIn,
  utcClock,
  withoutTimes,
} from './draft.ts';

/** Two clocks and two people rarely agree to the minute. */
const START_WITHIN_MINUTES = 5;
const PROMISE_WITHIN_MINUTES = 1;

/** Japanese says "from" behind the time. */
const FROM_BEHIND = /^\s?[)）]?(?:頃|ごろ)?[)）]?(?:から|より|以降)/u;

/** Half a dozen rules ask for the start of one draft. */
const startsOf = new WeakMap<Draft, ClockTime[]>();

/** Times that are said to be the start: in a sentence with "since" or the like, not about recovery or the next word. */
export function startTimes(draft: Draft, words: WordList): ClockTime[] {
  let starts = startsOf.get(draft);
  if (!starts) {
    starts = readStarts(draft, words);
    startsOf.set(draft, starts);
  }
  return starts;
}

function readStarts(draft: Draft, words: WordList): ClockTime[] {
  const promised = new Set(promiseTimes(draft, words));
  return draft.sentences.flatMap((sentence) =>
    timesIn(draft, sentence).filter((time) => {
      if (promised.has(time)) return false;
      const before = draft.text.slice(sentence.start, time.start);
      const clause = before.slice(Math.max(before.lastIndexOf(','), before.lastIndexOf(';')) + 1);
      if (FROM_BEHIND.test(draft.text.slice(time.end, time.end + 8)))
        return !words.recovery.test(sentence.text);
      return words.since.test(before) && !words.noChange.test(before) && !words.recovery.test(clause);
    }),
  );
}

export const saysSinceWhen: Rule = (draft, words) => {
  if (!isWhole(draft) || (draft.position !== 'first' && draft.position !== 'end')) return [];
  const { startedAt } = draft.facts;
  const promised = new Set(promiseTimes(draft, words));
  // Where the last time stands for the next word, it cannot be the start as well.
  const last = draft.times.at(-1);
  const isAlone = draft.sentences.some(({ start, end }) => last?.start === start && last.end >= end - 1);
  if (draft.position === 'first' && last && !isAlone && endsWithTime(draft, words)) promised.add(last);
  const others = draft.times.filter((time) => !promised.has(time));
  // A zone such as PT does not tell its distance from UTC, and a time without one is U06's: neither is proven wrong.
  const right = (time: ClockTime) =>
    !startedAt || time.utcMinutes === null || matchesInstant(time, startedAt, START_WITHIN_MINUTES);
  const said = startTimes(draft, words);
  // In the last word a lone time is when it worked again, unless it is said to be the start.
  const lone = draft.position === 'end' && !startedAt && others.length === 1 && said.length === 0;
  if (!lone && others.some(right)) return [];
  const claimed = said.filter((time) => time.zone !== null);
  if (claimed.length > 0 && startedAt)
    return [
      finding(
        draft,
        'U03',
        'error',
        `The start it names is not the one on record, ${utcClock(startedAt)}. Correct one of the two.`,
        {
          at: claimed[0]!,
        },
      ),
    ];
  // The start and the promise may share a sentence; and how long it lasted until then tells the start as well.
  const told = lone
    ? words.lasted.test(draft.text)
    : new Set(draft.times.map(({ minutes }) => minutes)).size > 1;
  return [
    finding(
      draft,
      'U03',
      told && draft.times.some(({ zone }) => zone !== null) ? 'warning' : 'error',
      'It does not say since when. Give the time of day with its zone.',
    ),
  ];
};

/** A message whose last sentence about a time is about nothing else ("Status at 11:55 EEST") ends with the promise. */
function endsWithTime(draft: Draft, words: WordList): boolean {
  const last = draft.times.at(-1);
  if (
    !last ||
    last.zone === null ||
    FROM_BEHIND.test(draft.text.slice(last.end, last.end + 8)) ||
    BEGINNING.test(draft.text.slice(Math.max(0, last.start - 40), last.start))
  )
    return false;
  const at = draft.sentences.findIndex(({ start, end }) => last.start >= start && last.end <= end);
  const sentence = draft.sentences[at];
  if (!sentence) return false;
  const { text } = sentence;
  // "19h" is a time here, and no duration.
  const rest = withoutTimes(draft, sentence);
  const about = [words.symptom, words.recovery, words.noChange, words.workaround, words.lasted];
  if (words.eta.test(text) && !words.etaExcuse.test(text)) return false;
  return at > 0 && at >= draft.sentences.length - 2 && !about.some((pattern) => pattern.test(rest));
}

/** Times of which nothing says what happens then: each may be the promise. */
function unreadTimes(draft: Draft, words: WordList): ClockTime[] {
  const read = [words.symptom, words.recovery, words.noChange, words.lasted];
  return draft.sentences
    .slice(1)
    .flatMap(clausesOf)
    .filter(
      ({ text }) =>
        !(words.eta.test(text) && !words.etaExcuse.test(text)) &&
        (!read.some((pattern) => pattern.test(text)) || (words.weSay.test(text) && words.comes.test(text))),
    )
    .flatMap((clause) => timesIn(draft, clause))
    .filter(
      ({ zone, start }) => zone !== null && !BEGINNING.test(draft.text.slice(Math.max(0, start - 40), start)),
    );
}

export const promisesNextWord: Rule = (draft, words) => {
  if (!isWhole(draft) || (draft.position !== 'first' && draft.position !== 'update')) return [];
  const promised = promiseTimes(draft, words);
  const { nextUpdateBy } = draft.facts;
  // The time that is watched, said in whatever words, is the promise.
  if (nextUpdateBy && draft.times.some((time) => matchesInstant(time, nextUpdateBy, PROMISE_WITHIN_MINUTES)))
    return [];
  if (promised.length === 0 && !endsWithTime(draft, words))
    return [
      finding(
        draft,
        'U05',
        unreadTimes(draft, words).length > 0 ? 'warning' : 'error',
        'It does not say when the next word comes. Promise a time of day with its zone, and keep it.',
      ),
    ];
  if (
    nextUpdateBy &&
    promised.every(
      (time) => time.utcMinutes !== null && !matchesInstant(time, nextUpdateBy, PROMISE_WITHIN_MINUTES),
    )
  )
    return [
      finding(
        draft,
        'U05',
        'error',
        `The text promises another time than the one that is watched, ${utcClock(nextUpdateBy)}. Make them one.`,
        {
          at: promised[0]!,
        },
      ),
    ];
  return [];
};

type SpokenTimes = Readonly<Record<'promised' | 'started', ReadonlySet<ClockTime>>>;

/**
 * The zone in which a time is the one on record that it speaks of: the start for a start, the next word for a promise.
 * For any other time, or where the record says nothing, UTC. The author confirms it.
 */
function zoneByFacts({ facts }: Draft, time: ClockTime, spoken: SpokenTimes): string {
  const instants = spoken.promised.has(time)
    ? [facts.nextUpdateBy]
    : spoken.started.has(time)
      ? [facts.startedAt, facts.startsAt]
      : [];
  const apart = instants
    .filter((instant) => instant != null)
    .map((instant) => (time.minutes - utcMinutesOf(instant) + 1_440) % 1_440);
  if (apart.includes(0)) return 'UTC';
  const hours = apart.find((minutes) => minutes % 60 === 0);
  if (hours === undefined) return 'UTC';
  return hours <= 840 ? `UTC+${hours / 60}` : `UTC-${(1_440 - hours) / 60}`;
}

export const namesZones: PlainRule = (draft) => {
  const { words } = draft;
  const bare = draft.times.filter((time) => time.zone === null);
  if (bare.length === 0) return [];
  // Once for all of them: a text may hold thousands.
  const spoken: SpokenTimes = {
    promised: new Set(words ? promiseTimes(draft, words) : []),
    started: new Set(words ? startTimes(draft, words) : []),
  };
  return bare.map((time) =>
    finding(
      draft,
      'U06',
      'error',
      'This time has no zone, so nobody elsewhere knows when it is. Add UTC, or the zone you mean.',
      {
        at: time,
        suggest: `${draft.text.slice(time.start, time.end)} ${zoneByFacts(draft, time, spoken)}`,
      },
    ),
  );
};
