/** What readers are told of an override, where the settings show it. */
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';

const SENTENCES: Record<string, string> = {
  en: 'Our monitors did not confirm all of this when it was published.',
  de: 'Unsere Messungen bestätigten zum Zeitpunkt der Veröffentlichung nicht alles davon.',
  fr: 'Au moment de la publication, nos mesures ne confirmaient pas tout ce qui précède.',
  es: 'En el momento de publicarlo, nuestras mediciones no confirmaban todo lo anterior.',
  pt: 'No momento da publicação, as nossas medições não confirmavam tudo isto.',
  it: 'Al momento della pubblicazione le nostre misurazioni non confermavano tutto questo.',
  nl: 'Op het moment van publicatie bevestigden onze metingen dit niet allemaal.',
  ja: '公開時点で、当社の監視はこの内容のすべてを確認できていませんでした。',
};

/** The words with the sentence below them, in each language that has it; once. */
export const withSentence = (text: LocalizedText): LocalizedText =>
  Object.fromEntries(
    Object.entries(text).map(([locale, written]) => {
      const sentence = SENTENCES[locale.split('-')[0]!] ?? SENTENCES['en']!;
      return [locale, written.includes(sentence) ? written : `${written}\n\n${sentence}`];
    }),
  );
