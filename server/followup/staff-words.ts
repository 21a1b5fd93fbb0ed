/** What staff is told beside the script: what came after the outage, and what customers have been told of it. Pure. */
type After = {
  review: string | null;
  questions: string | null;
  /** How many customers have an approved credit; null when none has. */
  credits: number | null;
};
type Said = {
  head: string;
  review: (url: string) => string;
  questions: (url: string) => string;
  credits: (customers: string) => string;
};

const WORDS: Record<string, Said> = {
  en: {
    head: '**What came after.**',
    review: (url) => `Our review is public: ${url}`,
    questions: (url) => `Customers can ask us in public: ${url}`,
    credits: (customers) =>
      `Credits are approved (customers: ${customers}). Whoever has a known address is written to with their own amount and a link to their own statement. Name an amount only to the customer whose it is.`,
  },
  de: {
    head: '**Was danach kam.**',
    review: (url) => `Unser Bericht ist öffentlich: ${url}`,
    questions: (url) => `Kunden können uns öffentlich fragen: ${url}`,
    credits: (customers) =>
      `Gutschriften sind freigegeben (Kunden: ${customers}). Wessen Adresse bekannt ist, erhält den eigenen Betrag und einen Link zur eigenen Abrechnung. Nennen Sie einen Betrag nur dem Kunden, dem er zusteht.`,
  },
  fr: {
    head: '**Ce qui a suivi.**',
    review: (url) => `Notre bilan est public\u202f: ${url}`,
    questions: (url) => `Les clients peuvent nous interroger publiquement\u202f: ${url}`,
    credits: (customers) =>
      `Des avoirs sont approuvés (clients\u202f: ${customers}). Chaque client dont l’adresse est connue reçoit son propre montant et un lien vers son propre relevé. N’indiquez un montant qu’au client concerné.`,
  },
  es: {
    head: '**Lo que vino después.**',
    review: (url) => `Nuestro informe es público: ${url}`,
    questions: (url) => `Los clientes pueden preguntarnos en público: ${url}`,
    credits: (customers) =>
      `Hay créditos aprobados (clientes: ${customers}). Cada cliente con una dirección conocida recibe su propio importe y un enlace a su propio extracto. Indique un importe solo al cliente al que corresponde.`,
  },
  pt: {
    head: '**O que veio depois.**',
    review: (url) => `O nosso relatório é público: ${url}`,
    questions: (url) => `Os clientes podem fazer perguntas em público: ${url}`,
    credits: (customers) =>
      `Há créditos aprovados (clientes: ${customers}). Cada cliente com endereço conhecido recebe o seu próprio valor e um link para o seu próprio extrato. Indique um valor apenas ao cliente a quem pertence.`,
  },
  ja: {
    head: '**その後の対応**',
    review: (url) => `報告書を公開しています：${url}`,
    questions: (url) => `お客様は公開の場で質問できます：${url}`,
    credits: (customers) =>
      `クレジットが承認されています（対象のお客様：${customers}）。連絡先が分かるお客様には、ご自身の金額と明細へのリンクをお送りします。金額は、ご本人以外にはお伝えしないでください。`,
  },
};

/** Null when nothing came yet. */
export function afterIn(locale: string, { review, questions, credits }: After): string | null {
  const words = WORDS[locale.split('-')[0]!] ?? WORDS['en']!;
  const lines = [
    review && words.review(review),
    questions && words.questions(questions),
    credits && words.credits(credits.toLocaleString(locale)),
  ].filter(Boolean);
  return lines.length > 0 ? `${words.head}\n\n${lines.map((line) => `- ${line}`).join('\n')}` : null;
}
