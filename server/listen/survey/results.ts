/** What answers add up to: never a mean without its spread, never a share without its interval. Pure. */
import type { SurveyAnswers, SurveyQuestion } from '@candor/protocol/embed.ts';
import type { SurveyResults } from '@candor/protocol/listen.ts';
import { wilson } from '../attribution/rates.ts';
import { surveyScore } from '../attribution/survey-score.ts';

const MOST_COMMENTS = 500;

export type Answered = { locale: string; answers: SurveyAnswers['answers'] };

/** `invited` is null where nobody knows how many were asked. */
export function resultsOf(
  questions: readonly SurveyQuestion[],
  answered: readonly Answered[],
  invited: number | null,
): SurveyResults {
  const values = (questionId: string) =>
    answered.flatMap(({ answers }) => answers.filter((answer) => answer.questionId === questionId));
  return {
    invited: invited ?? 0,
    answered: answered.length,
    responseRate: invited === null ? null : wilson(answered.length, invited),
    scales: questions.flatMap((question) => {
      if (question.kind !== 'scale') return [];
      const { id: questionId, text, min, max } = question;
      const given = values(questionId).map(({ value }) => value as number);
      const score = surveyScore(given, { invited: given.length, lowest: min, highest: max });
      const { answered: count, mean, topTwo, counts, tooFew } = score;
      return [{ questionId, text, min, max, answered: count, mean, topTwo, counts, tooFew }];
    }),
    choices: questions.flatMap((question) => {
      if (question.kind !== 'choice') return [];
      const given = values(question.id);
      return [
        {
          questionId: question.id,
          text: question.text,
          answered: given.length,
          options: question.options.map(({ id, text }) => ({
            id,
            text,
            share: wilson(given.filter(({ value }) => value === id).length, given.length),
          })),
        },
      ];
    }),
    comments: questions
      .filter(({ kind }) => kind === 'text')
      .flatMap(({ id: questionId }) =>
        answered.flatMap(({ locale, answers }) =>
          answers
            .filter((answer) => answer.questionId === questionId)
            .map(({ value }) => ({ questionId, locale, text: String(value) })),
        ),
      )
      .slice(0, MOST_COMMENTS),
  };
}
