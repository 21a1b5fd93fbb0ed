/** The invitation: short, says why this person gets it and what happens with the answers, and asks once. */
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import type { Forms } from '#carriers';

const escaped = (text: string) => text.replace(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0)};`);

type Occasion = { pageName: string; title: LocalizedText; startedAt: string; closesAt: string };

const day = (locale: string, at: string) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(at));

const WORDS = {
  en: {
    subject: (page: string, on: string) => `${page}: how did we handle the outage of ${on}?`,
    lines: (title: string, on: string) => [
      `On ${on} something you use did not work: “${title}”. We would like to know how you found the way we handled it. It is a handful of questions and takes about a minute.`,
    ],
    action: 'Answer the questions',
    after: (until: string) =>
      `The link is yours alone and open until ${until}. Your answers are kept without your name or address. We ask each person at most once in thirty days and send no reminder.`,
    stop: 'To end your subscription:',
  },
  de: {
    subject: (page: string, on: string) => `${page}: Wie sind wir mit der Störung vom ${on} umgegangen?`,
    lines: (title: string, on: string) => [
      `Am ${on} funktionierte etwas nicht, das Sie nutzen: „${title}“. Wir möchten wissen, wie Sie unseren Umgang damit fanden. Es sind eine Handvoll Fragen und dauert etwa eine Minute.`,
    ],
    action: 'Fragen beantworten',
    after: (until: string) =>
      `Der Link gehört nur Ihnen und gilt bis zum ${until}. Ihre Antworten werden ohne Ihren Namen und Ihre Adresse aufbewahrt. Wir fragen jeden höchstens einmal in dreißig Tagen und erinnern nicht.`,
    stop: 'Abonnement beenden:',
  },
  fr: {
    subject: (page: string, on: string) => `${page}\u202f: comment avons-nous géré la panne du ${on}\u202f?`,
    lines: (title: string, on: string) => [
      `Le ${on}, quelque chose que vous utilisez ne fonctionnait pas\u202f: «\u202f${title}\u202f». Nous aimerions savoir ce que vous avez pensé de notre gestion de cette panne. Quelques questions suffisent, pour environ une minute.`,
    ],
    action: 'Répondre aux questions',
    after: (until: string) =>
      `Ce lien n’est que pour vous et reste ouvert jusqu’au ${until}. Vos réponses sont conservées sans votre nom ni votre adresse. Nous interrogeons chaque personne au plus une fois en trente jours et n’envoyons pas de rappel.`,
    stop: 'Pour mettre fin à votre inscription\u202f:',
  },
  es: {
    subject: (page: string, on: string) => `${page}: ¿cómo gestionamos la interrupción del ${on}?`,
    lines: (title: string, on: string) => [
      `El ${on} no funcionó algo que usted usa: «${title}». Nos gustaría saber qué le pareció nuestra gestión. Son unas pocas preguntas y llevan cerca de un minuto.`,
    ],
    action: 'Responder a las preguntas',
    after: (until: string) =>
      `El enlace es solo para usted y estará abierto hasta el ${until}. Sus respuestas se guardan sin su nombre ni su dirección. Preguntamos a cada persona como mucho una vez cada treinta días y no enviamos recordatorios.`,
    stop: 'Para terminar su suscripción:',
  },
  pt: {
    subject: (page: string, on: string) => `${page}: como lidamos com a interrupção de ${on}?`,
    lines: (title: string, on: string) => [
      `Em ${on}, algo que utiliza não funcionou: “${title}”. Gostaríamos de saber o que achou da forma como lidamos com isso. São poucas perguntas e leva cerca de um minuto.`,
    ],
    action: 'Responder às perguntas',
    after: (until: string) =>
      `O link é só seu e fica aberto até ${until}. As suas respostas são guardadas sem o seu nome nem o seu endereço. Perguntamos a cada pessoa no máximo uma vez a cada trinta dias e não enviamos lembretes.`,
    stop: 'Para encerrar a sua inscrição:',
  },
  ja: {
    subject: (page: string, on: string) => `${page}：${on}の障害への対応はいかがでしたか`,
    lines: (title: string, on: string) => [
      `${on}、ご利用のサービスに障害がありました（「${title}」）。当社の対応をどのように感じられたか、お聞かせください。質問は数問で、一分ほどで終わります。`,
    ],
    action: '質問に答える',
    after: (until: string) =>
      `このリンクはご本人専用で、${until}まで有効です。回答は、お名前やメールアドレスと結び付けずに保存します。お尋ねするのは三十日に一度までとし、催促はいたしません。`,
    stop: '配信停止はこちら：',
  },
};

/** `{{ownUrl}}` and `{{unsubscribeUrl}}` become the reader's own links when it leaves. */
export function invitationForms({ pageName, title, startedAt, closesAt }: Occasion): Forms {
  return Object.fromEntries(
    Object.entries(WORDS).map(([locale, words]) => {
      const on = day(locale, startedAt);
      const lines = words.lines(title[locale] ?? title['en'] ?? '', on);
      const after = words.after(day(locale, closesAt));
      return [
        locale,
        {
          subject: words.subject(pageName, on),
          text: `${lines.join('\n\n')}\n\n${words.action}:\n{{ownUrl}}\n\n${after}\n\n--\n${words.stop} {{unsubscribeUrl}}\n`,
          html: `${lines.map((line) => `<p>${escaped(line)}</p>`).join('')}<p><a href="{{ownUrl}}">${escaped(words.action)}</a></p><p>${escaped(after)}</p><hr><p style="opacity:.8;font-size:13px">${escaped(words.stop)} <a href="{{unsubscribeUrl}}">{{unsubscribeUrl}}</a></p>`,
        },
      ];
    }),
  );
}
