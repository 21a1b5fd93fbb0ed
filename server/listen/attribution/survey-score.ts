/**
 * What a survey may claim: the share of the two best answers with its interval, never without the response rate. A
 * mean hides the angry; two percentages without an interval pretend to know more than a handful of answers can tell.
 */
import { mean, type ShareInterval, wilson } from './rates.ts';

export type SurveyScore = {
  invited: number;
  answered: number;
  /** Of those who were invited; null when nobody was. */
  responseRate: ShareInterval | null;
  /** The share that gave one of the two best answers; null when nobody answered. */
  topTwo: ShareInterval | null;
  mean: number | null;
  /** How many gave each answer, from the lowest. */
  counts: number[];
  /** Under this many answers the score is for reading the comments, not for comparing. */
  tooFew: boolean;
};

const FEW = 10;

/** `answers` on a scale from `lowest` to `highest` (CSAT 1–5, CES 1–7). An answer off the scale is refused. */
export function surveyScore(
  answers: readonly number[],
  { invited, lowest = 1, highest = 5 }: { invited: number; lowest?: number; highest?: number },
): SurveyScore {
  if (answers.length > invited) throw new RangeError('More people answered than were invited.');
  const counts = Array.from({ length: highest - lowest + 1 }, () => 0);
  for (const answer of answers) {
    if (!Number.isInteger(answer) || answer < lowest || answer > highest)
      throw new RangeError(`${answer} is not an answer from ${lowest} to ${highest}.`);
    counts[answer - lowest]! += 1;
  }
  return {
    invited,
    answered: answers.length,
    responseRate: wilson(answers.length, invited),
    topTwo: wilson(counts.at(-1)! + counts.at(-2)!, answers.length),
    mean: mean(answers),
    counts,
    tooFew: answers.length < FEW,
  };
}
