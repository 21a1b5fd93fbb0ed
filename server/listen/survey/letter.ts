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
};

/** `{{ownUrl}}` and `{{unsubscribeUrl}}` become the reader's own links when it leaves. */
export function invitationForms({ pageName, title, startedAt, closesAt }: Occasion): Forms {
  return Object.fromEntries(
    (['en', 'de'] as const).map((locale) => {
      const words = WORDS[locale];
      const on = day(locale, startedAt);
      const lines = words.lines(title[locale] ?? title['en'] ?? '', on);
      const after = words.after(day(locale, closesAt));
      return [
        locale,
        {
          subject: words.subject(pageName, on),
          text: `${lines.join('\n\n')}\n\n${words.action}:\n{{ownUrl}}\n\n${after}\n\n--\n${words.stop} {{unsubscribeUrl}}\n`,
          html: `${lines.map((line) => `<p>${escaped(line)}</p>`).join('')}<p><a href="{{ownUrl}}">${escaped(words.action)}</a></p><p>${escaped(after)}</p><hr><p style="color:#666;font-size:13px">${escaped(words.stop)} <a href="{{unsubscribeUrl}}">{{unsubscribeUrl}}</a></p>`,
        },
      ];
    }),
  );
}
