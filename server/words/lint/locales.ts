/** P06: every language of a message carries the same times, numbers and components. */
import type { Finding, LintContext } from '@candor/protocol/words.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import { type Draft, draftOf, finding } from './draft.ts';
import { lint } from './lint.ts';

export type LocaleFindings = Record<string, Finding[]>;

/** Component names by locale are handed in, because a name is translated too. */
export type LocalesContext = Omit<LintContext, 'locale'> & { componentNames?: readonly LocalizedText[] };

export function lintLocales(texts: LocalizedText, context: LocalesContext): LocaleFindings {
  const { componentNames: _, ...each } = context;
  const across = compareLocales(texts, context);
  return Object.fromEntries(
    Object.entries(texts).map(([locale, text]) => [
      locale,
      [...lint(text, { ...each, locale }), ...(across[locale] ?? [])],
    ]),
  );
}

/**
 * Where a language says other facts than English (or the first). What one language may write as a word ("two of our
 * three checks"), leave to a pronoun or inflect warns; everything else blocks.
 */
export function compareLocales(
  texts: LocalizedText,
  { componentNames = [], ...context }: LocalesContext,
): LocaleFindings {
  const locales = Object.keys(texts);
  const lead = locales.includes('en') ? 'en' : locales[0];
  const found: LocaleFindings = {};
  if (!lead) return found;
  const first = draftOf(texts[lead]!, { ...context, locale: lead });
  for (const locale of locales.filter((each) => each !== lead)) {
    const other = draftOf(texts[locale]!, { ...context, locale });
    const [hereOnly, thereOnly] = apart(numbers(first), numbers(other));
    const oneSided = hereOnly.length === 0 || thereOnly.length === 0;
    const figures = [...hereOnly, ...thereOnly];
    const mayBeWords = figures.filter((figure) => oneSided && Number(figure) <= SMALL);
    const say = (level: Finding['level'], differences: string[]) => {
      if (differences.length === 0) return;
      const message = `This does not say the same as the ${lead} text: ${differences.join(', ')}. Readers of every language get the same facts.`;
      const at = { start: 0, end: other.text.length };
      found[locale] = [...(found[locale] ?? []), finding(other, 'P06', level, message, { at, suggest: '' })];
    };
    say('error', [
      ...apart(times(first), times(other))
        .flat()
        .map((minutes) => `time ${clock(minutes)}`),
      ...figures.filter((figure) => !mayBeWords.includes(figure)).map((figure) => `number ${figure}`),
    ]);
    say('warning', [
      ...mayBeWords.map((figure) => `number ${figure}`),
      ...componentNames
        .filter(
          (name) => mentions(first, name[lead] ?? name['en']) !== mentions(other, name[locale] ?? name['en']),
        )
        .map((name) => `component ${name['en']}`),
    ]);
  }
  return found;
}

/** Days of a month and counts, which languages write as words or in dates of their own. */
const SMALL = 31;
/** "11月", "27.11.", "27.11.2026", "11/27", "2026-11-27": the order of their parts is the language's. */
const DATES =
  /\d{1,2}月|\d{4}-\d\d-\d\d|(?<![\d.])\d{1,2}\.\s?\d{1,2}\.(?:\d{2,4})?(?!\d)|(?<![\d/])\d{1,2}\/\d{1,2}(?:\/\d{2,4})?(?![\d/])/gu;

const times = (draft: Draft) =>
  draft.times.map((time) => String(time.utcMinutes ?? time.minutes).padStart(4, '0'));

/** Figures outside clock times and dates, without the marks of thousands that differ by language. */
function numbers(draft: Draft): string[] {
  let text = draft.own;
  for (const { start, end } of draft.times)
    text = text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
  return (
    text
      .normalize('NFKC')
      .replace(DATES, ' ')
      .match(/(?<![\p{Script=Latin}\d])\d[\d.,]*/gu) ?? []
  ).map((figure) =>
    figure
      .replace(/[.,]$/, '')
      .replace(/[.,](?=\d{3}(?!\d))/g, '')
      .replace(',', '.'),
  );
}

/** What stands on one side only. */
function apart(left: string[], right: string[]): [string[], string[]] {
  const only = (from: string[], other: string[]) => [
    ...new Set(from.filter((each) => !other.includes(each))),
  ];
  return [only(left, right), only(right, left)];
}

const clock = (minutes: string) =>
  `${String(Math.floor(Number(minutes) / 60)).padStart(2, '0')}:${String(Number(minutes) % 60).padStart(2, '0')}`;

const mentions = (draft: Draft, name: string | undefined): boolean =>
  name !== undefined && draft.text.toLowerCase().includes(name.toLowerCase());
