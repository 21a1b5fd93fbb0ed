/**
 * The standard questions after an outage: five, because whoever asks more gets worse answers from fewer people. How
 * it was handled (CSAT 1–5), how easy it was to know what was going on (CES 1–7), and whether the information was
 * timely, honest and useful (1–5). And whether a set of answers fits a set of questions. Pure.
 */
import type { SurveyAnswers, SurveyQuestion } from '@candor/protocol/embed.ts';
import type { FieldError } from '#lib/problem.ts';

const agreement = {
  minLabel: { en: 'strongly disagree', de: 'stimme gar nicht zu' },
  maxLabel: { en: 'strongly agree', de: 'stimme voll zu' },
};
const scale = (
  id: string,
  en: string,
  de: string,
  shape: Pick<Extract<SurveyQuestion, { kind: 'scale' }>, 'max' | 'minLabel' | 'maxLabel'>,
  required = false,
): SurveyQuestion => ({ kind: 'scale', id, text: { en, de }, min: 1, required, ...shape });

export const STANDARD_QUESTIONS: readonly SurveyQuestion[] = [
  scale(
    'handling',
    'How satisfied are you with how we handled this outage?',
    'Wie zufrieden sind Sie damit, wie wir mit dieser Störung umgegangen sind?',
    {
      max: 5,
      minLabel: { en: 'very dissatisfied', de: 'sehr unzufrieden' },
      maxLabel: { en: 'very satisfied', de: 'sehr zufrieden' },
    },
    true,
  ),
  scale(
    'effort',
    'It was easy to find out what was going on.',
    'Es war leicht herauszufinden, was los war.',
    { max: 7, ...agreement },
  ),
  scale('timely', 'The information came in time.', 'Die Informationen kamen rechtzeitig.', {
    max: 5,
    ...agreement,
  }),
  scale('honest', 'The information was honest.', 'Die Informationen waren ehrlich.', {
    max: 5,
    ...agreement,
  }),
  scale('useful', 'The information helped me.', 'Die Informationen haben mir geholfen.', {
    max: 5,
    ...agreement,
  }),
];

/** What does not fit; empty when everything does. */
export function faultsOf(
  questions: readonly SurveyQuestion[],
  answers: SurveyAnswers['answers'],
): FieldError[] {
  const faults: FieldError[] = [];
  const seen = new Set<string>();
  if (answers.length === 0) faults.push({ path: 'answers', message: 'nothing is answered' });
  for (const [i, { questionId, value }] of answers.entries()) {
    const question = questions.find(({ id }) => id === questionId);
    const fault = !question
      ? `is no question of this survey: ${questionId}`
      : seen.has(questionId)
        ? `${questionId} is answered twice`
        : faultOf(question, value);
    seen.add(questionId);
    if (fault) faults.push({ path: `answers.${i}`, message: fault });
  }
  for (const { id, required } of questions)
    if (required && !seen.has(id)) faults.push({ path: 'answers', message: `${id} needs an answer` });
  return faults;
}

function faultOf(question: SurveyQuestion, value: string | number): string | null {
  switch (question.kind) {
    case 'scale':
      return typeof value === 'number' && value >= question.min && value <= question.max
        ? null
        : `${question.id} takes a whole number from ${question.min} to ${question.max}`;
    case 'choice':
      return question.options.some(({ id }) => id === value)
        ? null
        : `${question.id} takes one of its options`;
    case 'text':
      if (typeof value !== 'string' || value.length > question.maxLength)
        return `${question.id} takes a text of at most ${question.maxLength} characters`;
      return value.isWellFormed() && !value.includes('\0')
        ? null
        : `${question.id} holds characters that are no text`;
  }
}
