/** What the public postmortem says by itself, in each language; its text is in the language of whoever wrote it. */
const en = {
  from: (start: string, end: string | null) => (end ? `${start} to ${end}.` : `${start}.`),
  published: (date: string, version: number) => `Published ${date}, version ${version}.`,
  whatHappened: 'What happened',
  timeline: 'Timeline',
  whatWeDo: 'What we do about it',
  done: (date: string) => `done ${date}`,
  due: (date: string) => `due ${date}`,
  noDate: 'no date yet',
  credits: 'Credits',
  unknowns: 'What we do not know yet',
  whereToAsk: 'Where to ask',
  corrections: 'Corrections',
};
export type PostmortemWords = typeof en;

const de: PostmortemWords = {
  from: (start, end) => (end ? `${start} bis ${end}.` : `${start}.`),
  published: (date, version) => `Veröffentlicht am ${date}, Fassung ${version}.`,
  whatHappened: 'Was geschehen ist',
  timeline: 'Zeitlicher Ablauf',
  whatWeDo: 'Was wir deshalb tun',
  done: (date) => `erledigt am ${date}`,
  due: (date) => `fällig am ${date}`,
  noDate: 'noch ohne Termin',
  credits: 'Gutschriften',
  unknowns: 'Was wir noch nicht wissen',
  whereToAsk: 'Wo Sie fragen können',
  corrections: 'Korrekturen',
};
const fr: PostmortemWords = {
  from: (start, end) => (end ? `Du ${start} au ${end}.` : `${start}.`),
  published: (date, version) => `Publié le ${date}, version ${version}.`,
  whatHappened: 'Ce qui s’est passé',
  timeline: 'Chronologie',
  whatWeDo: 'Ce que nous faisons en conséquence',
  done: (date) => `fait le ${date}`,
  due: (date) => `prévu pour le ${date}`,
  noDate: 'pas encore de date',
  credits: 'Avoirs',
  unknowns: 'Ce que nous ne savons pas encore',
  whereToAsk: 'Où poser vos questions',
  corrections: 'Rectificatifs',
};
const es: PostmortemWords = {
  from: (start, end) => (end ? `Del ${start} al ${end}.` : `${start}.`),
  published: (date, version) => `Publicado el ${date}, versión ${version}.`,
  whatHappened: 'Qué ocurrió',
  timeline: 'Cronología',
  whatWeDo: 'Qué hacemos al respecto',
  done: (date) => `hecho el ${date}`,
  due: (date) => `previsto para el ${date}`,
  noDate: 'aún sin fecha',
  credits: 'Créditos',
  unknowns: 'Lo que aún no sabemos',
  whereToAsk: 'Dónde preguntar',
  corrections: 'Correcciones',
};
const pt: PostmortemWords = {
  from: (start, end) => (end ? `De ${start} a ${end}.` : `${start}.`),
  published: (date, version) => `Publicado em ${date}, versão ${version}.`,
  whatHappened: 'O que aconteceu',
  timeline: 'Linha do tempo',
  whatWeDo: 'O que fazemos a respeito',
  done: (date) => `feito em ${date}`,
  due: (date) => `previsto para ${date}`,
  noDate: 'ainda sem data',
  credits: 'Créditos',
  unknowns: 'O que ainda não sabemos',
  whereToAsk: 'Onde perguntar',
  corrections: 'Correções',
};
const ja: PostmortemWords = {
  from: (start, end) => (end ? `${start}から${end}まで。` : `${start}。`),
  published: (date, version) => `公開日：${date}（第${version}版）。`,
  whatHappened: '何が起きたか',
  timeline: '経過',
  whatWeDo: '今後の対応',
  done: (date) => `${date}に完了`,
  due: (date) => `${date}まで`,
  noDate: '期日未定',
  credits: 'クレジット',
  unknowns: 'まだ分かっていないこと',
  whereToAsk: 'お問い合わせ先',
  corrections: '訂正',
};

export const POSTMORTEM_WORDS: Readonly<Record<string, PostmortemWords>> = { en, de, fr, es, pt, ja };

export const postmortemWords = (locale: string): PostmortemWords =>
  POSTMORTEM_WORDS[locale.split('-')[0]!] ?? en;
