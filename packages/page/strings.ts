/** The languages of the page itself, and which language of a person's text a reader gets. */
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import { ar } from './strings/ar.ts';
import { de } from './strings/de.ts';
import { en } from './strings/en.ts';
import { es } from './strings/es.ts';
import { fr } from './strings/fr.ts';
import { he } from './strings/he.ts';
import { it } from './strings/it.ts';
import { ja } from './strings/ja.ts';
import { nl } from './strings/nl.ts';
import { pl } from './strings/pl.ts';
import { pt } from './strings/pt.ts';
import type { Strings } from './strings/type.ts';
import { zh } from './strings/zh.ts';

export type { Strings } from './strings/type.ts';

export const LANGUAGES: Readonly<Record<string, Strings>> = {
  en,
  de,
  fr,
  es,
  pt,
  it,
  nl,
  pl,
  ja,
  zh,
  ar,
  he,
};

export const baseOf = (locale: string): string => locale.split('-')[0]!;

/** The interface in this language, else in English. */
export const stringsFor = (locale: string): Strings => LANGUAGES[baseOf(locale)] ?? en;

/** The language in which the page speaks to a reader of this locale. */
export const languageOf = (locale: string): string => (LANGUAGES[baseOf(locale)] ? locale : 'en');

/**
 * Which of its languages a person's text is shown in: the reader's locale, else its base language, else the page's
 * first locale, else English, else whatever there is.
 */
export function localeOfText(text: LocalizedText, locale: string, first = 'en'): string {
  const path = [locale, baseOf(locale), first, baseOf(first), 'en'];
  return path.find((each) => text[each] !== undefined) ?? Object.keys(text)[0] ?? locale;
}

export const textIn = (text: LocalizedText, locale: string, first?: string): string =>
  text[localeOfText(text, locale, first)] ?? '';

const RTL = new Set(['ar', 'fa', 'he', 'ur']);
export const isRtl = (locale: string): boolean => RTL.has(baseOf(locale));
