/**
 * The standard questions after an outage: five, because whoever asks more gets worse answers from fewer people. How
 * it was handled (CSAT 1–5), how easy it was to know what was going on (CES 1–7), and whether the information was
 * timely, honest and useful (1–5). And whether a set of answers fits a set of questions. Pure.
 */
import type { SurveyAnswers, SurveyQuestion } from '@candor/protocol/embed.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import type { FieldError } from '#lib/problem.ts';

const agreement = {
  minLabel: {
    en: 'strongly disagree',
    de: 'stimme gar nicht zu',
    fr: 'pas du tout d’accord',
    es: 'totalmente en desacuerdo',
    pt: 'discordo totalmente',
    ja: 'まったくそう思わない',
  },
  maxLabel: {
    en: 'strongly agree',
    de: 'stimme voll zu',
    fr: 'tout à fait d’accord',
    es: 'totalmente de acuerdo',
    pt: 'concordo totalmente',
    ja: 'とてもそう思う',
  },
};
const scale = (
  id: string,
  text: LocalizedText,
  shape: Pick<Extract<SurveyQuestion, { kind: 'scale' }>, 'max' | 'minLabel' | 'maxLabel'>,
  required = false,
): SurveyQuestion => ({ kind: 'scale', id, text, min: 1, required, ...shape });

export const STANDARD_QUESTIONS: readonly SurveyQuestion[] = [
  scale(
    'handling',
    {
      en: 'How satisfied are you with how we handled this outage?',
      de: 'Wie zufrieden sind Sie damit, wie wir mit dieser Störung umgegangen sind?',
      fr: 'Dans quelle mesure êtes-vous satisfait de notre gestion de cette panne\u202f?',
      es: '¿Cuál es su grado de satisfacción con cómo gestionamos esta interrupción?',
      pt: 'Qual é o seu grau de satisfação com a forma como lidamos com esta interrupção?',
      ja: '今回の障害への当社の対応に、どの程度満足されましたか。',
    },
    {
      max: 5,
      minLabel: {
        en: 'very dissatisfied',
        de: 'sehr unzufrieden',
        fr: 'très insatisfait',
        es: 'muy bajo',
        pt: 'muito baixo',
        ja: 'とても不満',
      },
      maxLabel: {
        en: 'very satisfied',
        de: 'sehr zufrieden',
        fr: 'très satisfait',
        es: 'muy alto',
        pt: 'muito alto',
        ja: 'とても満足',
      },
    },
    true,
  ),
  scale(
    'effort',
    {
      en: 'It was easy to find out what was going on.',
      de: 'Es war leicht herauszufinden, was los war.',
      fr: 'Il était facile de savoir ce qui se passait.',
      es: 'Fue fácil averiguar qué estaba pasando.',
      pt: 'Foi fácil descobrir o que estava acontecendo.',
      ja: '何が起きているのかを簡単に知ることができた。',
    },
    { max: 7, ...agreement },
  ),
  scale(
    'timely',
    {
      en: 'The information came in time.',
      de: 'Die Informationen kamen rechtzeitig.',
      fr: 'Les informations sont arrivées à temps.',
      es: 'La información llegó a tiempo.',
      pt: 'As informações chegaram a tempo.',
      ja: '情報は適切な時期に届いた。',
    },
    { max: 5, ...agreement },
  ),
  scale(
    'honest',
    {
      en: 'The information was honest.',
      de: 'Die Informationen waren ehrlich.',
      fr: 'Les informations étaient honnêtes.',
      es: 'La información fue honesta.',
      pt: 'As informações foram honestas.',
      ja: '情報は誠実だった。',
    },
    { max: 5, ...agreement },
  ),
  scale(
    'useful',
    {
      en: 'The information helped me.',
      de: 'Die Informationen haben mir geholfen.',
      fr: 'Les informations m’ont aidé.',
      es: 'La información me ayudó.',
      pt: 'As informações me ajudaram.',
      ja: '情報は役に立った。',
    },
    { max: 5, ...agreement },
  ),
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
