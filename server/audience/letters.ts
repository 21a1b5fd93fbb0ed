/**
 * The few words that this room writes itself: the question whether somebody really wants to be told, by a link or by
 * a code, and the answer to those who are told already. In the reader's own language, one urgent letter each.
 */
import type { Subscriber } from '@candor/protocol/audience.ts';
import { filled, formWords } from './form-words.ts';

/** As programs are told, see carriers. */
type Event = { type: string; data: Record<string, unknown> };
type Letter = { subject: string; text: string; html: string; short?: string };
type Asked = Pick<Subscriber, 'id' | 'carrier' | 'address' | 'locale' | 'timeZone' | 'state'> & {
  /** Of a program: with which the question is signed too. */
  secret?: string | null;
};

const escaped = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.codePointAt(0)};`);

/**
 * How somebody at this kind of address says yes, also when the staff names it. Machines and rooms of chats that the
 * staff adds are asked nothing; those that a reader brings are asked by a link.
 */
export const confirmedBy = (carrier: string): 'link' | 'code' | null =>
  carrier === 'email' ? 'link' : carrier === 'sms' || carrier === 'voice' ? 'code' : null;

/** As the ledger takes it: one urgent letter to the one who is asked. */
const toLedger = (subscriber: Asked, letter: Letter, event?: Event) => ({
  message: {
    kind: 'confirm',
    urgent: true,
    forms: { [subscriber.locale]: letter },
    ...(event ? { event } : {}),
  },
  recipients: [
    {
      id: subscriber.id,
      kind: 'subscriber' as const,
      carrier: subscriber.carrier,
      address: subscriber.address,
      locale: subscriber.locale,
      timeZone: subscriber.timeZone,
      secret: subscriber.secret ?? null,
    },
  ],
});

/**
 * `link` is where a pending subscriber confirms, or where one who is subscribed already finds their wishes: their
 * letter says which.
 */
export function confirmation(subscriber: Asked, pageName: string, link: string) {
  const words = formWords(subscriber.locale);
  const page = { page: pageName };
  const already = subscriber.state === 'active';
  const why = filled(already ? words.alreadyWhy : words.letterWhy, page);
  const ask = already ? words.alreadyAsk : words.letterAsk;
  const action = already ? words.manage : words.confirmTitle;
  const ignore = already ? '' : words.letterIgnore;
  const letter = {
    subject: filled(already ? words.alreadySubject : words.letterSubject, page),
    text: `${why}\n\n${ask}\n${link}\n${ignore && `\n${ignore}\n`}`,
    html: `<p>${escaped(why)}</p><p>${escaped(ask)}</p><p><a href="${escaped(link)}">${escaped(action)}</a></p>${ignore && `<p>${escaped(ignore)}</p>`}`,
  };
  // Programs read names, and whoever runs one reads the rest.
  return toLedger(subscriber, letter, {
    type: already ? 'subscription.known' : 'subscription.confirm',
    data: { page: pageName, text: `${why} ${ask}`, [already ? 'manageUrl' : 'confirmUrl']: link },
  });
}

export function codeMessage(subscriber: Asked, pageName: string, code: string) {
  const words = formWords(subscriber.locale);
  const text = filled(words.codeMessage, { code, page: pageName });
  const subject = filled(words.letterSubject, { page: pageName });
  return toLedger(subscriber, { subject, text, short: text, html: `<p>${escaped(text)}</p>` });
}

type Quarantine = { subject(page: string): string; lines(page: string, rule: string): string[] };
const QUARANTINE: Readonly<Record<string, Quarantine>> & { readonly en: Quarantine } = {
  en: {
    subject: (page) => `Your endpoint takes nothing from ${page} any more`,
    lines: (page, rule) => [
      `${page} tells one of your endpoints of outages, and it failed: ${rule} Nothing more is sent there.`,
      'When it works again, open this page and save it; then it is told again:',
    ],
  },
  de: {
    subject: (page) => `Ihr Endpunkt nimmt nichts mehr von ${page} an`,
    lines: (page, rule) => [
      `${page} meldet einem Ihrer Endpunkte Störungen, und er versagte: ${rule} Dorthin wird nichts mehr gesendet.`,
      'Wenn er wieder arbeitet, öffnen Sie diese Seite und speichern Sie; dann wird ihm wieder gemeldet:',
    ],
  },
  fr: {
    subject: (page) => `Votre point d’accès ne reçoit plus rien de ${page}`,
    lines: (page, rule) => [
      `${page} signale les pannes à l’un de vos points d’accès, et celui-ci a échoué\u202f: ${rule} Plus rien n’y est envoyé.`,
      'Quand il fonctionnera de nouveau, ouvrez cette page et enregistrez-la\u202f; les envois reprendront\u202f:',
    ],
  },
  es: {
    subject: (page) => `Su punto de acceso ya no recibe nada de ${page}`,
    lines: (page, rule) => [
      `${page} avisa de las interrupciones a uno de sus puntos de acceso, y este falló: ${rule} Ya no se le envía nada.`,
      'Cuando vuelva a funcionar, abra esta página y guárdela; entonces se reanudarán los avisos:',
    ],
  },
  pt: {
    subject: (page) => `O seu endpoint já não recebe nada de ${page}`,
    lines: (page, rule) => [
      `${page} avisa um dos seus endpoints sobre interrupções, e ele falhou: ${rule} Nada mais é enviado para ele.`,
      'Quando ele voltar a funcionar, abra esta página e salve-a; então os avisos serão retomados:',
    ],
  },
  ja: {
    subject: (page) => `${page}からお客様の受信先への送信を停止しました`,
    lines: (page, rule) => [
      `${page}は障害の情報をお客様の受信先に送信していますが、失敗しました：${rule} 今後は送信されません。`,
      '受信先が復旧しましたら、次のページを開いて保存してください。送信を再開します：',
    ],
  },
};

/** To whoever answers for an endpoint, at another address of theirs. */
export function quarantineNotice(
  owner: { email: string; locale: string; timeZone: string },
  subscriberId: string,
  { page, rule, link }: { page: string; rule: string; link: string },
) {
  const words = QUARANTINE[owner.locale.split('-')[0]!] ?? QUARANTINE.en;
  const [why = '', how = ''] = words.lines(page, rule);
  const to = { id: subscriberId, state: 'active', carrier: 'email', address: owner.email } as const;
  const draft = toLedger(
    { ...to, locale: owner.locale, timeZone: owner.timeZone },
    {
      subject: words.subject(page),
      text: `${why}\n\n${how}\n${link}\n`,
      html: `<p>${escaped(why)}</p><p>${escaped(how)}</p><p><a href="${escaped(link)}">${escaped(link)}</a></p>`,
    },
  );
  return { ...draft, message: { ...draft.message, kind: 'quarantine', urgent: false } };
}
