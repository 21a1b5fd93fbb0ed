/** The few sentences that the SDK says by itself, in English and German; everything else is the owner's own word. */
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

export const wordsFor = (locale: string) => (/^de\b/.test(locale) ? DE : EN);

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
