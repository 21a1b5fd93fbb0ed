/** The survey as a page that works without JavaScript, and what comes back from it. Pure. */
import { type Html, html, textIn } from '@candor/page';
import type { EmbeddedSurvey, SurveyAnswers, SurveyQuestion } from '@candor/protocol/embed.ts';

const WORDS = {
  en: {
    send: 'Send the answers',
    optional: 'optional',
    wrong:
      'Something is missing or does not fit. Please answer what is not marked as optional and send again.',
    thanksTitle: 'Thank you',
    thanks: 'Your answers are in. They help us do better next time.',
    answeredTitle: 'You have answered',
    answered: 'This invitation was answered before. Thank you.',
    closedTitle: 'This survey is closed',
    closed: 'Thank you for looking. We asked for two weeks and now read what came in.',
  },
  de: {
    send: 'Antworten absenden',
    optional: 'freiwillig',
    wrong:
      'Etwas fehlt oder passt nicht. Bitte beantworten Sie alles, was nicht freiwillig ist, und senden Sie noch einmal.',
    thanksTitle: 'Danke',
    thanks: 'Ihre Antworten sind da. Sie helfen uns, es beim nächsten Mal besser zu machen.',
    answeredTitle: 'Sie haben geantwortet',
    answered: 'Diese Einladung wurde schon beantwortet. Danke.',
    closedTitle: 'Diese Umfrage ist geschlossen',
    closed: 'Danke, dass Sie nachsehen. Wir haben zwei Wochen lang gefragt und lesen jetzt, was kam.',
  },
  fr: {
    send: 'Envoyer les réponses',
    optional: 'facultatif',
    wrong:
      'Il manque quelque chose, ou une réponse ne convient pas. Veuillez répondre à tout ce qui n’est pas facultatif et envoyer de nouveau.',
    thanksTitle: 'Merci',
    thanks: 'Vos réponses sont arrivées. Elles nous aident à mieux faire la prochaine fois.',
    answeredTitle: 'Vous avez répondu',
    answered: 'Une réponse a déjà été donnée à cette invitation. Merci.',
    closedTitle: 'Cette enquête est close',
    closed:
      'Merci d’être venu voir. Nous avons posé nos questions pendant deux semaines et lisons maintenant les réponses.',
  },
  es: {
    send: 'Enviar las respuestas',
    optional: 'opcional',
    wrong:
      'Falta algo o una respuesta no es válida. Responda a todo lo que no sea opcional y envíe de nuevo.',
    thanksTitle: 'Gracias',
    thanks: 'Hemos recibido sus respuestas. Nos ayudan a hacerlo mejor la próxima vez.',
    answeredTitle: 'Ya ha respondido',
    answered: 'Esta invitación ya se respondió. Gracias.',
    closedTitle: 'Esta encuesta está cerrada',
    closed: 'Gracias por venir. Preguntamos durante dos semanas y ahora leemos lo que llegó.',
  },
  pt: {
    send: 'Enviar as respostas',
    optional: 'opcional',
    wrong:
      'Falta algo ou uma resposta não é válida. Responda a tudo o que não for opcional e envie novamente.',
    thanksTitle: 'Obrigado',
    thanks: 'As suas respostas chegaram. Elas nos ajudam a fazer melhor da próxima vez.',
    answeredTitle: 'Já há uma resposta sua',
    answered: 'Este convite já foi respondido. Obrigado.',
    closedTitle: 'Esta pesquisa está encerrada',
    closed: 'Obrigado pela visita. Perguntamos durante duas semanas e agora estamos lendo o que chegou.',
  },
  ja: {
    send: '回答を送信する',
    optional: '任意',
    wrong:
      '未回答の項目があるか、回答が正しくありません。任意以外の項目にお答えのうえ、もう一度送信してください。',
    thanksTitle: 'ありがとうございました',
    thanks: '回答を受け取りました。次の対応に生かします。',
    answeredTitle: '回答済みです',
    answered: 'このご案内にはすでにお答えいただいています。ありがとうございました。',
    closedTitle: 'このアンケートは終了しました',
    closed: 'お越しくださり、ありがとうございます。二週間の受付を終え、いただいた回答を読んでいます。',
  },
};

export const surveyWords = (locale: string): Words =>
  (WORDS as Readonly<Record<string, Words>>)[locale.split('-')[0]!] ?? WORDS.en;

type Words = (typeof WORDS)['en'];

/** `wrong`: what was sent did not fit, and the questions stand there again. */
export function surveyForm(
  { intro, privacy, questions }: EmbeddedSurvey,
  locale: string,
  { wrong = false }: { wrong?: boolean } = {},
): Html {
  const words = surveyWords(locale);
  return html`${wrong && html`<p role="alert">${words.wrong}</p>`}${intro && html`<p>${textIn(intro, locale)}</p>`}<form method="post">${questions.map((question) => field(question, locale, words.optional))}${privacy && html`<p class="hint">${textIn(privacy, locale)}</p>`}<button>${words.send}</button></form>`;
}

function field(question: SurveyQuestion, locale: string, optional: string): Html {
  const { id, text, required } = question;
  const title = html`<legend>${textIn(text, locale)}${!required && html` <span class="hint">(${optional})</span>`}</legend>`;
  if (question.kind === 'text')
    return html`<fieldset>${title}<textarea name="${id}" rows="4" cols="40" maxlength="${question.maxLength}" aria-label="${textIn(text, locale)}"></textarea></fieldset>`;
  if (question.kind === 'choice')
    return html`<fieldset>${title}${question.options.map((option) => radio(id, option.id, textIn(option.text, locale), required))}</fieldset>`;
  const { min, max, minLabel, maxLabel } = question;
  const ends = new Map([
    [min, textIn(minLabel, locale)],
    [max, textIn(maxLabel, locale)],
  ]);
  return html`<fieldset>${title}${Array.from({ length: max - min + 1 }, (_, n) => {
    const value = min + n;
    return radio(id, String(value), `${value}${ends.has(value) ? `: ${ends.get(value)}` : ''}`, required);
  })}</fieldset>`;
}

const radio = (name: string, value: string, label: string, required: boolean): Html =>
  html`<label><input type="radio" name="${name}" value="${value}"${required && html` required`}>${label}</label>`;

/** Only what was answered, each in its own type. */
export function answersOf(
  questions: readonly SurveyQuestion[],
  form: Readonly<Record<string, unknown>>,
): SurveyAnswers['answers'] {
  return questions.flatMap(({ id: questionId, kind }) => {
    const given = form[questionId];
    const value = typeof given === 'string' ? given.trim() : '';
    if (value === '') return [];
    return [{ questionId, value: kind === 'scale' && /^\d{1,3}$/.test(value) ? Number(value) : value }];
  });
}
