/** From what stands in the form to what is sent: only what was answered, each in its own type. Pure. */
import type { SurveyAnswers, SurveyQuestion } from '@candor/protocol/embed.ts';

export function answersFrom(
  questions: readonly SurveyQuestion[],
  given: (questionId: string) => string | null,
): { answers: SurveyAnswers['answers']; missing: string[] } {
  const answers: SurveyAnswers['answers'] = [];
  const missing: string[] = [];
  for (const { id, kind, required } of questions) {
    const value = (given(id) ?? '').trim();
    if (value !== '') answers.push({ questionId: id, value: kind === 'scale' ? Number(value) : value });
    else if (required) missing.push(id);
  }
  return { answers, missing };
}
