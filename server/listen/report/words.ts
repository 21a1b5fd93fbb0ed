/** The languages in which the trust report speaks. */
import { de } from './words/de.ts';
import { en } from './words/en.ts';
import { es } from './words/es.ts';
import { fr } from './words/fr.ts';
import { ja } from './words/ja.ts';
import { pt } from './words/pt.ts';
import type { ReportWords } from './words/type.ts';

export { type ReportWords, type Written, writtenIn } from './words/type.ts';

export const REPORT_WORDS: Readonly<Record<string, ReportWords>> = { en, de, fr, es, pt, ja };

const wordsOf = (locale: string): ReportWords | undefined => REPORT_WORDS[locale.split('-')[0]!];

export const isSpoken = (locale: string): boolean => wordsOf(locale) !== undefined;
export const reportWords = (locale: string): ReportWords => wordsOf(locale) ?? en;
