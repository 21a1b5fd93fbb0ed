/** What staff is told in words of their own: that the cause is found, what came after the outage, what customers know. Pure. */
type After = {
  review: string | null;
  questions: string | null;
  /** How many customers have an approved credit; null when none has. */
  credits: number | null;
};
type Said = {
  /** Of an incident whose cause was told in public, in words that no fact holds. */
  causeFound: string;
  head: string;
  review: (url: string) => string;
  questions: (url: string) => string;
  credits: (customers: string) => string;
};

const WORDS: Record<string, Said> = {
  en: {
    causeFound: 'We have found the cause; what we can say about it is on the status page.',
    head: '**What came after.**',
    review: (url) => `Our review is public: ${url}`,
    questions: (url) => `Customers can ask us in public: ${url}`,
    credits: (customers) =>
      `Credits are approved (customers: ${customers}). Whoever has a known address is written to with their own amount and a link to their own statement. Name an amount only to the customer whose it is.`,
  },
  de: {
    causeFound: 'Die Ursache ist gefunden; was wir dazu sagen können, steht auf der Statusseite.',
    head: '**Was danach kam.**',
    review: (url) => `Unser Bericht ist öffentlich: ${url}`,
    questions: (url) => `Kunden können uns öffentlich fragen: ${url}`,
    credits: (customers) =>
      `Gutschriften sind freigegeben (Kunden: ${customers}). Wessen Adresse bekannt ist, erhält den eigenen Betrag und einen Link zur eigenen Abrechnung. Nennen Sie einen Betrag nur dem Kunden, dem er zusteht.`,
  },
  fr: {
    causeFound: 'Nous avons trouvé la cause\u202f; ce que nous pouvons en dire figure sur la page d’état.',
    head: '**Ce qui a suivi.**',
    review: (url) => `Notre bilan est public\u202f: ${url}`,
    questions: (url) => `Les clients peuvent nous interroger publiquement\u202f: ${url}`,
    credits: (customers) =>
      `Des avoirs sont approuvés (clients\u202f: ${customers}). Chaque client dont l’adresse est connue reçoit son propre montant et un lien vers son propre relevé. N’indiquez un montant qu’au client concerné.`,
  },
  es: {
    causeFound: 'Hemos encontrado la causa; lo que podemos decir al respecto está en la página de estado.',
    head: '**Lo que vino después.**',
    review: (url) => `Nuestro informe es público: ${url}`,
    questions: (url) => `Los clientes pueden preguntarnos en público: ${url}`,
    credits: (customers) =>
      `Hay créditos aprobados (clientes: ${customers}). Cada cliente con una dirección conocida recibe su propio importe y un enlace a su propio extracto. Indique un importe solo al cliente al que corresponde.`,
  },
  pt: {
    causeFound: 'Encontramos a causa; o que podemos dizer sobre ela está na página de status.',
    head: '**O que veio depois.**',
    review: (url) => `O nosso relatório é público: ${url}`,
    questions: (url) => `Os clientes podem fazer perguntas em público: ${url}`,
    credits: (customers) =>
      `Há créditos aprovados (clientes: ${customers}). Cada cliente com endereço conhecido recebe o seu próprio valor e um link para o seu próprio extrato. Indique um valor apenas ao cliente a quem pertence.`,
  },
  ja: {
    causeFound: '原因は判明しています。お伝えできる内容はステータスページに掲載しています。',
    head: '**その後の対応**',
    review: (url) => `報告書を公開しています：${url}`,
    questions: (url) => `お客様は公開の場で質問できます：${url}`,
    credits: (customers) =>
      `クレジットが承認されています（対象のお客様：${customers}）。連絡先が分かるお客様には、ご自身の金額と明細へのリンクをお送りします。金額は、ご本人以外にはお伝えしないでください。`,
  },
};

const wordsIn = (locale: string): Said => WORDS[locale.split('-')[0]!] ?? WORDS['en']!;

export const causeFoundIn = (locale: string): string => wordsIn(locale).causeFound;

/** Null when nothing came yet. */
export function afterIn(locale: string, { review, questions, credits }: After): string | null {
  const words = wordsIn(locale);
  const lines = [
    review && words.review(review),
    questions && words.questions(questions),
    credits && words.credits(credits.toLocaleString(locale)),
  ].filter(Boolean);
  return lines.length > 0 ? `${words.head}\n\n${lines.map((line) => `- ${line}`).join('\n')}` : null;
}
