/** The few words that this room writes itself: the question whether somebody really wants to be told. */
type Letter = { subject: string; text: string; html: string };

const escaped = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.codePointAt(0)};`);

const WORDS = {
  en: {
    subject: (page: string) => `Confirm: updates from ${page}`,
    lines: (page: string) => [
      `Somebody, hopefully you, asked ${page} to send outage updates to this address.`,
      'If it was you, confirm it here:',
      'If it was not you, do nothing: without your confirmation we send nothing more.',
    ],
    action: 'Confirm my subscription',
  },
  de: {
    subject: (page: string) => `Bitte bestätigen: Meldungen von ${page}`,
    lines: (page: string) => [
      `Jemand, hoffentlich Sie, hat ${page} gebeten, Meldungen zu Störungen an diese Adresse zu senden.`,
      'Wenn Sie es waren, bestätigen Sie hier:',
      'Wenn nicht, brauchen Sie nichts zu tun: Ohne Ihre Bestätigung senden wir nichts weiter.',
    ],
    action: 'Mein Abonnement bestätigen',
  },
};

type Asked = { id: string; carrier: string; address: string; locale: string; timeZone: string };

/** The question as the ledger takes it: one urgent letter to the one who is asked. */
export const confirmation = (subscriber: Asked, pageName: string, link: string) => ({
  message: {
    kind: 'confirm',
    urgent: true,
    forms: { [subscriber.locale]: confirmationLetter(subscriber.locale, pageName, link) },
  },
  recipients: [
    {
      id: subscriber.id,
      kind: 'subscriber' as const,
      carrier: 'email',
      address: subscriber.address,
      locale: subscriber.locale,
      timeZone: subscriber.timeZone,
    },
  ],
});

function confirmationLetter(locale: string, pageName: string, link: string): Letter {
  const words = WORDS[locale.startsWith('de') ? 'de' : 'en'];
  const [why, ask, ignore] = words.lines(pageName) as [string, string, string];
  return {
    subject: words.subject(pageName),
    text: `${why}\n\n${ask}\n${link}\n\n${ignore}\n`,
    html: `<p>${escaped(why)}</p><p>${escaped(ask)}</p><p><a href="${escaped(link)}">${escaped(words.action)}</a></p><p>${escaped(ignore)}</p>`,
  };
}
