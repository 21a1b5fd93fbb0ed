/** The word lists by language. A language without a list is checked by the rules that need no words. */
import { DE } from './de.ts';
import { EN } from './en.ts';
import { ES } from './es.ts';
import { FR } from './fr.ts';
import { JA } from './ja.ts';
import type { WordList } from './list.ts';
import { PT } from './pt.ts';

const LISTS: Record<string, WordList> = { en: EN, de: DE, fr: FR, es: ES, pt: PT, ja: JA };

/** `de-AT` reads as `de`. Null when nobody has written the words of that language yet. */
export const wordList = (locale: string): WordList | null =>
  LISTS[locale.split('-')[0]!.toLowerCase()] ?? null;

export type { WordList } from './list.ts';
