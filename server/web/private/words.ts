/** What the way in to a private page says. Other languages read the English of it, as the page says in `lang`. */
const en = {
  title: 'Sign in to read this page',
  intro: 'This page is for certain readers.',
  password: 'Password',
  enter: 'Open the page',
  wrong: 'That was not the password. Try again.',
  tooMany: 'Too many attempts. Wait a minute and try again.',
  email: 'Your mail address',
  sendLink: 'Send me a link',
  emailHint: (minutes: number) => `We send a link that opens the page once, within ${minutes} minutes.`,
  sentTitle: 'Look into your mail',
  sent: (minutes: number) =>
    `If this address may read the page, a link is on its way. It works once, within ${minutes} minutes.`,
  badAddress: 'This does not look like a mail address.',
  openTitle: 'Open the page',
  openAsk: 'You are one step away.',
  linkOver: 'This link was used already or is over. Ask for a new one.',
  account: 'Sign in with your account',
  accountFailed: 'The sign-in did not succeed. Try again.',
  accountRefused: 'Your account may not read this page. Ask whoever gave you its address.',
  networkOnly: 'It can be read from certain networks only, and yours is none of them.',
  inTitle: 'You are signed in',
  toPage: 'To the page',
  feeds: 'Addresses for your feed reader. They are yours: whoever has one can read the page’s feeds.',
  signOut: 'Sign out',
  letterSubject: (page: string) => `Your link to ${page}`,
  letter: (page: string, minutes: number) => [
    `Somebody, hopefully you, asked to read ${page} with this address.`,
    `This link opens it once, within ${minutes} minutes:`,
    'If it was not you, do nothing.',
  ],
};

const de: typeof en = {
  title: 'Anmelden, um diese Seite zu lesen',
  intro: 'Diese Seite ist für bestimmte Leser.',
  password: 'Passwort',
  enter: 'Seite öffnen',
  wrong: 'Das war nicht das Passwort. Versuchen Sie es noch einmal.',
  tooMany: 'Zu viele Versuche. Warten Sie eine Minute und versuchen Sie es noch einmal.',
  email: 'Ihre Mailadresse',
  sendLink: 'Link zusenden',
  emailHint: (minutes) =>
    `Wir senden einen Link, der die Seite einmal öffnet, innerhalb von ${minutes} Minuten.`,
  sentTitle: 'Sehen Sie in Ihre Mail',
  sent: (minutes) =>
    `Wenn diese Adresse die Seite lesen darf, ist ein Link unterwegs. Er gilt einmal, ${minutes} Minuten lang.`,
  badAddress: 'Das sieht nicht nach einer Mailadresse aus.',
  openTitle: 'Seite öffnen',
  openAsk: 'Es fehlt nur noch ein Schritt.',
  linkOver: 'Dieser Link wurde schon benutzt oder ist abgelaufen. Fordern Sie einen neuen an.',
  account: 'Mit Ihrem Konto anmelden',
  accountFailed: 'Die Anmeldung ist nicht gelungen. Versuchen Sie es noch einmal.',
  accountRefused:
    'Ihr Konto darf diese Seite nicht lesen. Fragen Sie dort nach, woher Sie die Adresse haben.',
  networkOnly: 'Sie ist nur aus bestimmten Netzen zu lesen, und Ihres gehört nicht dazu.',
  inTitle: 'Sie sind angemeldet',
  toPage: 'Zur Seite',
  feeds:
    'Adressen für Ihren Feedreader. Sie sind nur für Sie: Wer eine davon hat, kann die Feeds der Seite lesen.',
  signOut: 'Abmelden',
  letterSubject: (page) => `Ihr Link zu ${page}`,
  letter: (page, minutes) => [
    `Jemand, hoffentlich Sie, möchte ${page} mit dieser Adresse lesen.`,
    `Dieser Link öffnet die Seite einmal, innerhalb von ${minutes} Minuten:`,
    'Wenn Sie es nicht waren, brauchen Sie nichts zu tun.',
  ],
};

export type GateWords = typeof en;
const WORDS: Record<string, GateWords> = { en, de };

/** The language of the page that the reader asks for and we speak here, else English where the page has it. */
export function languageFor(
  locales: readonly string[],
  accepted: string | undefined,
): { locale: string; words: GateWords } {
  const asked = (accepted ?? '')
    .slice(0, 200)
    .split(',')
    .map((part) => part.split(';')[0]!.trim().split('-')[0]!.toLowerCase());
  const base = (locale: string) => locale.split('-')[0]!;
  const spoken = locales.filter((locale) => base(locale) in WORDS);
  const locale =
    asked.flatMap((wish) => spoken.find((each) => base(each) === wish) ?? []).at(0) ?? spoken[0] ?? 'en';
  return { locale, words: WORDS[base(locale)] ?? en };
}
