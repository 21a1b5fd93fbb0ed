/** The few sentences that the SDK says by itself, in six languages; everything else is the owner's own word. */
const EN = {
  next: 'Next word by',
  due: 'The next word was due by',
  unknown: 'Status unknown. Last known',
  ok: 'Everything works',
  trouble: 'Some parts are not working as they should',
  maintenance: 'Planned maintenance is under way',
  more: 'Details',
  dismiss: 'Dismiss',
  region: 'Service status',
};
const DE: typeof EN = {
  next: 'Nächste Nachricht bis',
  due: 'Die nächste Nachricht war versprochen bis',
  unknown: 'Status unbekannt. Zuletzt bekannt',
  ok: 'Alles funktioniert',
  trouble: 'Einige Teile funktionieren nicht wie gewohnt',
  maintenance: 'Geplante Wartung läuft',
  more: 'Einzelheiten',
  dismiss: 'Schließen',
  region: 'Zustand des Dienstes',
};

const FR: typeof EN = {
  next: 'Prochaine nouvelle avant',
  due: 'La prochaine nouvelle était promise avant',
  unknown: 'État inconnu. Dernier état connu',
  ok: 'Tout fonctionne',
  trouble: 'Certaines parties ne fonctionnent pas comme d’habitude',
  maintenance: 'Une maintenance planifiée est en cours',
  more: 'Détails',
  dismiss: 'Fermer',
  region: 'État du service',
};
const ES: typeof EN = {
  next: 'Próximo aviso antes de',
  due: 'El próximo aviso estaba prometido antes de',
  unknown: 'Estado desconocido. Último conocido',
  ok: 'Todo funciona',
  trouble: 'Algunas partes no funcionan como de costumbre',
  maintenance: 'Hay un mantenimiento planificado en curso',
  more: 'Detalles',
  dismiss: 'Cerrar',
  region: 'Estado del servicio',
};
const PT: typeof EN = {
  next: 'Próximo aviso até',
  due: 'O próximo aviso estava prometido até',
  unknown: 'Estado desconhecido. Último conhecido',
  ok: 'Tudo funciona',
  trouble: 'Algumas partes não funcionam como de costume',
  maintenance: 'Há uma manutenção planejada em andamento',
  more: 'Detalhes',
  dismiss: 'Fechar',
  region: 'Estado do serviço',
};
const JA: typeof EN = {
  next: '次のお知らせの期限',
  due: '次のお知らせをお約束していた時刻',
  unknown: '現在の状態は不明です。最後に確認した状態',
  ok: 'すべて正常です',
  trouble: '一部が通常どおりに動作していません',
  maintenance: '計画メンテナンスを実施中です',
  more: '詳細',
  dismiss: '閉じる',
  region: 'サービスの状態',
};
export const WORDS: Readonly<Record<string, typeof EN>> = { en: EN, de: DE, fr: FR, es: ES, pt: PT, ja: JA };

export const wordsFor = (locale: string) => WORDS[locale.toLowerCase().split('-')[0]!] ?? EN;

/** The reader's language, else its base, else English, which is always there. */
export const textIn = (text: Record<string, string>, locale: string): string =>
  text[locale] ?? text[locale.split('-')[0]!] ?? text['en'] ?? '';

/** Markdown without its marks, in one paragraph, cut at a word. */
export function plainText(markdown: string, limit = 280): string {
  const text = markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`#>]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return text.length <= limit ? text : `${text.slice(0, limit).replace(/\s\S*$/, '')} …`;
}
