/**
 * What is offered, in a reader's language. The path: the language itself, its base, English, the first in which somebody
 * wrote it. An offer is a promise that holds for everybody, so nobody's message is without it: in another language it
 * stands behind a sentence that says so. Pure.
 */
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import { baseOf } from './known.ts';

/** "Our offer to you, in English:" in each language that ships. */
const BESIDE: Record<string, (language: string) => string> = {
  en: (language) => `Our offer to you, in ${language}:`,
  de: (language) => `Unser Angebot an Sie, auf ${language}:`,
  fr: (language) => `Ce que nous vous proposons (en ${language})\u202f:`,
  es: (language) => `Lo que le ofrecemos, en ${language}:`,
  pt: (language) => `O que oferecemos, em ${language}:`,
  ja: (language) => `お客様へのご提案（${language}）：`,
};

/** Null only when nothing is offered. */
export function offerIn(offer: LocalizedText | undefined, locale: string): string | null {
  const written = Object.entries(offer ?? {}).filter(([, text]) => text.trim() !== '');
  const own = [locale, baseOf(locale)].flatMap((wanted) => written.filter(([each]) => each === wanted));
  if (own[0]) return own[0][1];
  const sameBase = written.find(([each]) => baseOf(each) === baseOf(locale));
  if (sameBase) return sameBase[1];
  const other = written.find(([each]) => each === 'en') ?? written[0];
  if (!other) return null;
  const base = BESIDE[baseOf(locale)] ? baseOf(locale) : 'en';
  const language = new Intl.DisplayNames(base, { type: 'language' }).of(other[0]) ?? other[0];
  return `${BESIDE[base]!(language)} ${other[1]}`;
}
