/** What the way in to a private page says. Other languages read the English of it, as the page says in `lang`. */
import { languageOf } from '../language.ts';

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

const fr: typeof en = {
  title: 'Connectez-vous pour lire cette page',
  intro: 'Cette page est réservée à certains lecteurs.',
  password: 'Mot de passe',
  enter: 'Ouvrir la page',
  wrong: 'Ce n’était pas le mot de passe. Veuillez réessayer.',
  tooMany: 'Trop d’essais. Attendez une minute et réessayez.',
  email: 'Votre adresse e-mail',
  sendLink: 'Envoyez-moi un lien',
  emailHint: (minutes) =>
    `Nous envoyons un lien qui ouvre la page une seule fois, dans les ${minutes} minutes.`,
  sentTitle: 'Regardez votre messagerie',
  sent: (minutes) =>
    `Si cette adresse peut lire la page, un lien est en route. Il sert une seule fois, dans les ${minutes} minutes.`,
  badAddress: 'Cela ne ressemble pas à une adresse e-mail.',
  openTitle: 'Ouvrir la page',
  openAsk: 'Il ne reste qu’une étape.',
  linkOver: 'Ce lien a déjà servi ou n’est plus valable. Demandez-en un nouveau.',
  account: 'Se connecter avec votre compte',
  accountFailed: 'La connexion n’a pas abouti. Veuillez réessayer.',
  accountRefused:
    'Votre compte ne peut pas lire cette page. Adressez-vous à la personne qui vous en a donné l’adresse.',
  networkOnly: 'Elle n’est lisible que depuis certains réseaux, et le vôtre n’en fait pas partie.',
  inTitle: 'Vous êtes connecté',
  toPage: 'Vers la page',
  feeds:
    'Adresses pour votre lecteur de flux. Elles ne sont que pour vous\u202f: quiconque en possède une peut lire les flux de la page.',
  signOut: 'Se déconnecter',
  letterSubject: (page) => `Votre lien vers ${page}`,
  letter: (page, minutes) => [
    `Quelqu’un, vous sans doute, a demandé à lire ${page} avec cette adresse.`,
    `Ce lien ouvre la page une seule fois, dans les ${minutes} minutes\u202f:`,
    'Si ce n’était pas vous, vous n’avez rien à faire.',
  ],
};

const es: typeof en = {
  title: 'Inicie sesión para leer esta página',
  intro: 'Esta página es para determinados lectores.',
  password: 'Contraseña',
  enter: 'Abrir la página',
  wrong: 'Esa no era la contraseña. Inténtelo de nuevo.',
  tooMany: 'Demasiados intentos. Espere un minuto e inténtelo de nuevo.',
  email: 'Su dirección de correo',
  sendLink: 'Envíenme un enlace',
  emailHint: (minutes) => `Enviamos un enlace que abre la página una sola vez, en ${minutes} minutos.`,
  sentTitle: 'Mire su correo',
  sent: (minutes) =>
    `Si esta dirección puede leer la página, un enlace está en camino. Sirve una sola vez, en ${minutes} minutos.`,
  badAddress: 'Esto no parece una dirección de correo.',
  openTitle: 'Abrir la página',
  openAsk: 'Solo falta un paso.',
  linkOver: 'Este enlace ya se usó o ha caducado. Pida uno nuevo.',
  account: 'Iniciar sesión con su cuenta',
  accountFailed: 'No se pudo iniciar la sesión. Inténtelo de nuevo.',
  accountRefused: 'Su cuenta no puede leer esta página. Consulte a quien le dio la dirección.',
  networkOnly: 'Solo se puede leer desde determinadas redes, y la suya no es una de ellas.',
  inTitle: 'Ha iniciado sesión',
  toPage: 'Ir a la página',
  feeds:
    'Direcciones para su lector de canales. Son solo suyas: quien tenga una puede leer los canales de la página.',
  signOut: 'Cerrar sesión',
  letterSubject: (page) => `Su enlace a ${page}`,
  letter: (page, minutes) => [
    `Alguien, esperamos que usted, pidió leer ${page} con esta dirección.`,
    `Este enlace abre la página una sola vez, en ${minutes} minutos:`,
    'Si no fue usted, no tiene que hacer nada.',
  ],
};

const pt: typeof en = {
  title: 'Entre para ler esta página',
  intro: 'Esta página é para determinados leitores.',
  password: 'Senha',
  enter: 'Abrir a página',
  wrong: 'Essa não era a senha. Tente novamente.',
  tooMany: 'Tentativas demais. Espere um minuto e tente novamente.',
  email: 'O seu endereço de e-mail',
  sendLink: 'Enviar um link',
  emailHint: (minutes) => `Enviamos um link que abre a página uma única vez, em até ${minutes} minutos.`,
  sentTitle: 'Veja o seu e-mail',
  sent: (minutes) =>
    `Se este endereço puder ler a página, um link está a caminho. Ele vale uma única vez, por ${minutes} minutos.`,
  badAddress: 'Isto não parece um endereço de e-mail.',
  openTitle: 'Abrir a página',
  openAsk: 'Falta apenas um passo.',
  linkOver: 'Este link já foi usado ou expirou. Peça um novo.',
  account: 'Entrar com a sua conta',
  accountFailed: 'Não foi possível entrar. Tente novamente.',
  accountRefused: 'A sua conta não pode ler esta página. Fale com quem lhe deu o endereço.',
  networkOnly: 'Ela só pode ser lida a partir de determinadas redes, e a sua não é uma delas.',
  inTitle: 'Acesso liberado',
  toPage: 'Ir para a página',
  feeds:
    'Endereços para o seu leitor de feeds. São só seus: quem tiver um deles pode ler os feeds da página.',
  signOut: 'Sair',
  letterSubject: (page) => `O seu link para ${page}`,
  letter: (page, minutes) => [
    `Alguém, esperamos que você, pediu para ler ${page} com este endereço.`,
    `Este link abre a página uma única vez, em até ${minutes} minutos:`,
    'Se não foi você, não é preciso fazer nada.',
  ],
};

const ja: typeof en = {
  title: 'このページを読むにはサインインしてください',
  intro: 'このページは、限られた方に向けて公開しています。',
  password: 'パスワード',
  enter: 'ページを開く',
  wrong: 'パスワードが違います。もう一度お試しください。',
  tooMany: '試行回数が多すぎます。一分待ってから、もう一度お試しください。',
  email: 'メールアドレス',
  sendLink: 'リンクを送信する',
  emailHint: (minutes) => `ページを一度だけ開けるリンクをお送りします（${minutes}分間有効）。`,
  sentTitle: 'メールをご確認ください',
  sent: (minutes) =>
    `このアドレスにページを読む権限があれば、リンクをお送りしています。一度だけ、${minutes}分間有効です。`,
  badAddress: 'メールアドレスの形式ではないようです。',
  openTitle: 'ページを開く',
  openAsk: 'あと一歩です。',
  linkOver: 'このリンクは使用済みか、期限が切れています。新しいリンクをお申し込みください。',
  account: 'アカウントでサインイン',
  accountFailed: 'サインインできませんでした。もう一度お試しください。',
  accountRefused: 'お使いのアカウントでは、このページを読めません。アドレスを伝えた方にお尋ねください。',
  networkOnly: '特定のネットワークからのみ読むことができ、お使いのネットワークは対象外です。',
  inTitle: 'サインインしました',
  toPage: 'ページへ',
  feeds:
    'フィードリーダー用のアドレスです。ご本人専用です。このアドレスを知っている人は、ページのフィードを読めます。',
  signOut: 'サインアウト',
  letterSubject: (page) => `${page}へのリンク`,
  letter: (page, minutes) => [
    `このアドレスで${page}を読みたいというお申し込みがありました。`,
    `次のリンクでページを一度だけ開けます（${minutes}分間有効）：`,
    'お心当たりがない場合は、何もする必要はありません。',
  ],
};

export type GateWords = typeof en;
const WORDS: Record<string, GateWords> = { en, de, fr, es, pt, ja };

/** The language of the page that the reader asks for and we speak here, else English where the page has it. */
export function languageFor(
  locales: readonly string[],
  accepted: string | undefined,
): { locale: string; words: GateWords } {
  const base = (locale: string) => locale.split('-')[0]!;
  const locale =
    languageOf(
      locales.filter((each) => base(each) in WORDS),
      accepted,
    ) ?? 'en';
  return { locale, words: WORDS[base(locale)] ?? en };
}
