/** Honest words: H01 no minimiser, H02 no guess at the cause, H03 no vague time, H04 no estimate without range and basis. */
import { finding, matches, type Rule, timesIn } from './draft.ts';

const without = (sentence: string, at: number, length: number) =>
  `${sentence.slice(0, at)} ${sentence.slice(at + length)}`;

export const minimisesNothing: Rule = (draft, words) =>
  [...matches(draft, words.minimiser)]
    .filter(
      ({ start, text, sentence }) =>
        !words.minimiserExcuse.test(without(sentence.text, start - sentence.start, text.length)),
    )
    .map((place) =>
      finding(
        draft,
        'H01',
        'error',
        `"${place.text.trim()}" makes it small without saying how small. Give the number, or leave the word out.`,
        {
          at: place,
        },
      ),
    );

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
            {
              at: place,
            },
          ),
        );

export const namesRealTimes: Rule = (draft, words) =>
  [...matches(draft, words.vague)]
    // "As soon as we know more, at the latest by 14:30 UTC" is a promise with a time.
    .filter(
      ({ sentence }) =>
        !timesIn(draft, sentence).some((time) => time.zone !== null) && !words.date.test(sentence.text),
    )
    .map((place) =>
      finding(
        draft,
        'H03',
        'error',
        `"${place.text.trim()}" is no time. Give a time of day with its zone, or the next time you will write.`,
        { at: place },
      ),
    );

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
