/**
 * How a language writes a moment, a list of sentences and its marks. The clock is always two digits with a colon and
 * 24 hours, so that readers and the linter read the same time in every language.
 */
import { lists } from './intl.ts';

export type Language = {
  /** For Intl; and the locales that know abbreviations of zones in this language, before the English ones. */
  intl: string;
  zones: readonly string[];
  /** `14:30 Uhr UTC`. */
  local(clock: string, zone: string): string;
  /** With the same moment in UTC beside; `date` and `utcDate` are empty where they go without saying. */
  whole(at: { local: string; date: string; utc: string; utcDate: string }): string;
  /** A date as Intl gives it, as this language writes it. */
  date?(date: string): string;
  /** Names in a row, where Intl writes them otherwise than people do. */
  list?(names: readonly string[]): string;
  /** Numbers and units stand together without spaces. */
  compact?: boolean;
  /** Marks as a careful writer sets them, in what a template has rendered. */
  marks?(text: string): string;
};

const beside = (utc: string) => (utc ? ` (${utc})` : '');

const dateBehind =
  (on: string): Language['whole'] =>
  ({ local, date, utc, utcDate }) => {
    if (!date) return `${local}${beside(utc)}`;
    return utcDate
      ? `${local} ${on} ${date}${beside(`${utc} ${on} ${utcDate}`)}`
      : `${local}${beside(utc)} ${on} ${date}`;
  };

const EN: Language = {
  intl: 'en-GB',
  zones: [],
  local: (clock, zone) => `${clock} ${zone}`,
  whole: dateBehind('on'),
};

const DE: Language = {
  intl: 'de',
  zones: ['de'],
  local: (clock, zone) => `${clock} Uhr ${zone}`,
  whole: ({ local, date, utc, utcDate }) =>
    `${date ? `${date}, ` : ''}${local}${beside(utcDate ? `${utcDate}, ${utc}` : utc)}`,
  // A date takes the article that a time of today does not.
  marks: (text) =>
    text.replace(/(?<!\p{L})([Vv])on (?=\d{1,2}\. \p{Lu}\p{Ll}+(?: \d{4})?, \d\d:)/gu, '$1om '),
};

const FR: Language = {
  intl: 'fr',
  zones: ['fr'],
  local: EN.local,
  whole: ({ local, date, utc, utcDate }) =>
    `${date ? `le ${date} à ` : ''}${local}${beside(utcDate ? `le ${utcDate} à ${utc}` : utc)}`,
  date: (date) => date.replace(/^1 /, '1er '),
  // Narrow no-break spaces before double marks and inside guillemets; a line break between them is never right.
  marks: (text) =>
    text
      .replace(/(?<=\S)[ \u00a0](?=[:;!?»])/g, '\u202f')
      .replace(/«[ \u00a0]?/g, '«\u202f')
      .replace(/(?<=\d)[ \u00a0](?=%)/g, '\u202f'),
};

const ES: Language = {
  intl: 'es',
  zones: ['es'],
  local: EN.local,
  whole: dateBehind('del'),
  // One o'clock is singular.
  marks: (text) =>
    text
      .replace(/(?<!\.)\.»(?=\s|$)/g, '».')
      .replace(/(?<!\p{L})([Ll])as (?=0?1:\d\d)/gu, '$1a ')
      .replace(/(?<=\d) (?=%)/g, '\u00a0'),
};

const PT: Language = {
  intl: 'pt',
  zones: ['pt-BR', 'pt-PT'],
  local: EN.local,
  whole: dateBehind('de'),
  date: (date) => date.replace(/^1 /, '1º '),
  marks: (text) =>
    text
      .replace(/(?<!\p{L})([Dd])as (?=0?1:\d\d)/gu, '$1a ')
      .replace(/(?<!\p{L})às (?=0?1:\d\d)/gu, 'à ')
      .replace(/(?<!\p{L})as (?=0?1:\d\d)/gu, 'a ')
      .replace(/(?<=\d) (?=%)/g, '\u00a0'),
};

const CJK = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}';

const JA: Language = {
  intl: 'ja',
  compact: true,
  list: (names) => names.join(names.length === 2 ? 'と' : '、'),
  zones: ['ja'],
  local: EN.local,
  whole: ({ local, date, utc, utcDate }) =>
    `${date ? `${date} ` : ''}${local}${utc ? `（${utcDate ? `${utcDate} ` : ''}${utc}）` : ''}`,
  // No full stop before a closing bracket, none twice; what somebody wrote in Latin letters ends before ours begins.
  marks: (text) =>
    text
      .replace(/。(?=[」』）])/g, '')
      .replace(/[。.]+(?=[。])/g, '')
      .replace(/([?!？！])。/g, '$1')
      .replace(new RegExp(`(?<=[A-Za-z)][.!?])(?=[${CJK}「（])`, 'gu'), ' ')
      .replace(new RegExp(`(?<=[。！？」）]) (?=[${CJK}「])`, 'gu'), ''),
};

const LANGUAGES: Readonly<Record<string, Language>> = { en: EN, de: DE, fr: FR, es: ES, pt: PT, ja: JA };

/** A language that the house does not speak writes its times as English does. */
export function languageIn(locale: string): Language {
  const base = locale.split('-')[0]!.toLowerCase();
  return Object.hasOwn(LANGUAGES, base) ? LANGUAGES[base]! : EN;
}

/** What a template rendered, with the marks of its language; a title that ends in a mark is not ended twice. */
export const listIn = (names: readonly string[], locale: string): string => {
  return languageIn(locale).list?.(names) ?? lists(locale).format(names);
};

export const inMarks = (text: string, locale: string): string => {
  const once = text
    .replace(/(?<=[\p{L}\d)”»"][?!…])\.(?=\s|$)/gu, '')
    .replace(/(?<!\.)\.\.(?=\s|$)/g, '.')
    .replace(/\.{4}(?=\s|$)/g, '...')
    .replace(/\.(?=\s?[»”],)/g, '');
  return languageIn(locale).marks?.(once) ?? once;
};
