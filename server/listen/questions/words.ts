/** What the page of questions says in six languages. Pure. */
type Said = {
  title: (incident: string) => string;
  intro: (by: string) => string;
  live: (at: string) => string;
  join: string;
  ask: string;
  hint: string;
  send: string;
  closed: string;
  none: string;
  asked: (count: number) => string;
  unanswered: (by: string) => string;
  late: (by: string) => string;
  answered: (at: string) => string;
  inEnglish: string;
  thanksTitle: string;
  thanks: string;
  again: string;
  refusedTitle: string;
  incident: string;
};

const WORDS = {
  en: {
    title: (incident) => `Questions about “${incident}”`,
    intro: (by) => `Ask what you want to know. We answer here, in public, by ${by}.`,
    live: (at) => `At ${at} we also answer live.`,
    join: 'Join here',
    ask: 'Your question',
    hint: 'A person reads it first and then puts it here without your name. Please write nothing that only you should know.',
    send: 'Ask',
    closed: 'No more questions are taken. The answers stay here.',
    none: 'No question is answered yet.',
    asked: (count) => (count === 1 ? 'Asked once' : `Asked ${count} times`),
    unanswered: (by) => `The answer comes by ${by}.`,
    late: (by) => `We wanted to answer this by ${by} and have not done so yet. We are sorry.`,
    answered: (at) => `Answered ${at}`,
    inEnglish: 'The answer was written in another language:',
    thanksTitle: 'Your question is here',
    thanks: 'A person reads it, and it appears on the page of questions.',
    again: 'Back to the questions',
    refusedTitle: 'Your question was not taken',
    incident: 'The outage, as we told it',
  },
  de: {
    title: (incident) => `Fragen zu „${incident}“`,
    intro: (by) => `Fragen Sie, was Sie wissen möchten. Wir antworten hier, öffentlich, bis ${by}.`,
    live: (at) => `${at} antworten wir auch live.`,
    join: 'Hier teilnehmen',
    ask: 'Ihre Frage',
    hint: 'Ein Mensch liest sie zuerst und stellt sie dann ohne Ihren Namen hierher. Bitte schreiben Sie nichts, was nur Sie wissen sollten.',
    send: 'Fragen',
    closed: 'Es werden keine Fragen mehr angenommen. Die Antworten bleiben hier stehen.',
    none: 'Noch ist keine Frage beantwortet.',
    asked: (count) => (count === 1 ? 'Einmal gefragt' : `${count}-mal gefragt`),
    unanswered: (by) => `Die Antwort kommt bis ${by}.`,
    late: (by) => `Das wollten wir bis ${by} beantworten und haben es noch nicht getan. Das tut uns leid.`,
    answered: (at) => `Beantwortet ${at}`,
    inEnglish: 'Die Antwort wurde in einer anderen Sprache geschrieben:',
    thanksTitle: 'Ihre Frage ist da',
    thanks: 'Ein Mensch liest sie, und sie erscheint auf der Seite der Fragen.',
    again: 'Zurück zu den Fragen',
    refusedTitle: 'Ihre Frage wurde nicht angenommen',
    incident: 'Die Störung, wie wir sie gemeldet haben',
  },
  fr: {
    title: (incident) => `Questions sur «\u202f${incident}\u202f»`,
    intro: (by) =>
      `Demandez ce que vous souhaitez savoir. Nous répondons ici, publiquement, au plus tard\u202f: ${by}.`,
    live: (at) => `Nous répondons aussi en direct\u202f: ${at}.`,
    join: 'Participer ici',
    ask: 'Votre question',
    hint: 'Une personne la lit d’abord, puis la publie ici sans votre nom. N’écrivez rien que vous soyez seul à devoir savoir.',
    send: 'Demander',
    closed: 'Nous ne prenons plus de questions. Les réponses restent ici.',
    none: 'Aucune question n’a encore de réponse.',
    asked: (count) => (count === 1 ? 'Posée une fois' : `Posée ${count} fois`),
    unanswered: (by) => `La réponse vient au plus tard\u202f: ${by}.`,
    late: (by) =>
      `Nous voulions y répondre au plus tard\u202f: ${by}, et ne l’avons pas encore fait. Nous en sommes désolés.`,
    answered: (at) => `Répondu\u202f: ${at}`,
    inEnglish: 'La réponse a été écrite dans une autre langue\u202f:',
    thanksTitle: 'Votre question est arrivée',
    thanks: 'Une personne la lit, puis elle paraît sur la page des questions.',
    again: 'Retour aux questions',
    refusedTitle: 'Votre question n’a pas été prise',
    incident: 'La panne, telle que nous l’avons annoncée',
  },
  es: {
    title: (incident) => `Preguntas sobre «${incident}»`,
    intro: (by) => `Pregunte lo que quiera saber. Respondemos aquí, en público, como muy tarde: ${by}.`,
    live: (at) => `También respondemos en directo: ${at}.`,
    join: 'Participar aquí',
    ask: 'Su pregunta',
    hint: 'Primero la lee una persona y después la publica aquí sin su nombre. No escriba nada que solo usted deba saber.',
    send: 'Preguntar',
    closed: 'Ya no se admiten preguntas. Las respuestas se quedan aquí.',
    none: 'Todavía no hay preguntas respondidas.',
    asked: (count) => (count === 1 ? 'Preguntada una vez' : `Preguntada ${count} veces`),
    unanswered: (by) => `La respuesta llega como muy tarde: ${by}.`,
    late: (by) => `Queríamos responderla como muy tarde: ${by}, y aún no lo hemos hecho. Lo sentimos.`,
    answered: (at) => `Respondida: ${at}`,
    inEnglish: 'La respuesta se escribió en otro idioma:',
    thanksTitle: 'Su pregunta ha llegado',
    thanks: 'Una persona la lee y después aparece en la página de preguntas.',
    again: 'Volver a las preguntas',
    refusedTitle: 'No se admitió su pregunta',
    incident: 'La interrupción, tal como la contamos',
  },
  pt: {
    title: (incident) => `Perguntas sobre “${incident}”`,
    intro: (by) => `Pergunte o que quiser saber. Respondemos aqui, em público, o mais tardar: ${by}.`,
    live: (at) => `Também respondemos ao vivo: ${at}.`,
    join: 'Participar aqui',
    ask: 'A sua pergunta',
    hint: 'Primeiro uma pessoa a lê e depois a publica aqui sem o seu nome. Não escreva nada que só a si diga respeito.',
    send: 'Perguntar',
    closed: 'Não são aceitas mais perguntas. As respostas ficam aqui.',
    none: 'Ainda não há perguntas respondidas.',
    asked: (count) => (count === 1 ? 'Feita uma vez' : `Feita ${count} vezes`),
    unanswered: (by) => `A resposta chega o mais tardar: ${by}.`,
    late: (by) => `Queríamos responder o mais tardar: ${by}, e ainda não o fizemos. Lamentamos.`,
    answered: (at) => `Respondida: ${at}`,
    inEnglish: 'A resposta foi escrita em outro idioma:',
    thanksTitle: 'A sua pergunta chegou',
    thanks: 'Uma pessoa a lê e depois ela aparece na página de perguntas.',
    again: 'Voltar às perguntas',
    refusedTitle: 'A sua pergunta não foi aceita',
    incident: 'A interrupção, como a contamos',
  },
  ja: {
    title: (incident) => `「${incident}」に関するご質問`,
    intro: (by) => `お知りになりたいことをお尋ねください。${by}までに、このページで公開してお答えします。`,
    live: (at) => `${at}には、その場でもお答えします。`,
    join: '参加はこちら',
    ask: 'ご質問',
    hint: '担当者が読んだうえで、お名前を出さずにここに掲載します。ご本人だけが知るべきことは書かないでください。',
    send: '質問する',
    closed: 'ご質問の受付は終了しました。回答はこのまま掲載します。',
    none: 'まだ回答したご質問はありません。',
    asked: (count) => `${count}件のご質問`,
    unanswered: (by) => `${by}までにお答えします。`,
    late: (by) => `${by}までにお答えする予定でしたが、まだお答えできていません。申し訳ありません。`,
    answered: (at) => `${at}に回答`,
    inEnglish: '回答は別の言語で書かれています：',
    thanksTitle: 'ご質問を受け取りました',
    thanks: '担当者が読み、質問のページに掲載します。',
    again: '質問のページに戻る',
    refusedTitle: 'ご質問を受け付けられませんでした',
    incident: '障害についてお伝えしたこと',
  },
} satisfies Record<string, Said>;

export const QUESTION_LOCALES: readonly string[] = Object.keys(WORDS);

/** The language of the page's words; any other reads English. */
export const questionWords = (locale: string): Said =>
  (WORDS as Record<string, Said>)[locale.split('-')[0]!] ?? WORDS.en;
