/** P06: every language of a message carries the same times, numbers and components. */
import type { Finding, LintContext } from '@candor/protocol/words.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import { type Draft, draftOf, finding } from './draft.ts';
import { lint } from './lint.ts';

export type LocaleFindings = Record<string, Finding[]>;

/** Component names by locale are handed in, because a name is translated too. */
export type LocalesContext = Omit<LintContext, 'locale'> & { componentNames?: readonly LocalizedText[] };

export function lintLocales(
  texts: LocalizedText,
  { componentNames = [], ...context }: LocalesContext,
): LocaleFindings {
  const locales = Object.keys(texts);
  const lead = locales.includes('en') ? 'en' : locales[0];
  const found: LocaleFindings = {};
  for (const locale of locales) found[locale] = lint(texts[locale]!, { ...context, locale });
  if (!lead) return found;
  const first = draftOf(texts[lead]!, { ...context, locale: lead });
  for (const locale of locales.filter((each) => each !== lead)) {
    const other = draftOf(texts[locale]!, { ...context, locale });
    const missing = [
      ...difference('time', times(first), times(other)),
      ...difference('number', numbers(first), numbers(other)),
      ...componentNames
        .filter(
          (name) => mentions(first, name[lead] ?? name['en']) !== mentions(other, name[locale] ?? name['en']),
        )
        .map((name) => `component ${name['en']}`),
    ];
    if (missing.length === 0) continue;
    const message = `This does not say the same as the ${lead} text: ${missing.join(', ')}. Readers of every language get the same facts.`;
    found[locale]!.push(
      finding(other, 'P06', 'error', message, { at: { start: 0, end: other.text.length }, suggest: '' }),
    );
  }
  return found;
}

const times = (draft: Draft) =>
  draft.times.map((time) => String(time.utcMinutes ?? time.minutes).padStart(4, '0'));

/** Figures outside clock times and dates, without the marks of thousands that differ by language. */
function numbers(draft: Draft): string[] {
  let text = draft.own;
  for (const { start, end } of draft.times)
    text = text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
  return (text.match(/(?<![\p{L}\d])\d[\d.,]*/gu) ?? []).map((figure) =>
    figure
      .replace(/[.,]$/, '')
      .replace(/[.,](?=\d{3}(?!\d))/g, '')
      .replace(',', '.'),
  );
}

function difference(what: string, left: string[], right: string[]): string[] {
  const only = (from: string[], other: string[]) => from.filter((each) => !other.includes(each));
  return [...new Set([...only(left, right), ...only(right, left)])].map(
    (each) => `${what} ${what === 'time' ? `${each.slice(0, -2) && clock(each)}` : each}`,
  );
}

const clock = (minutes: string) =>
  `${String(Math.floor(Number(minutes) / 60)).padStart(2, '0')}:${String(Number(minutes) % 60).padStart(2, '0')}`;

const mentions = (draft: Draft, name: string | undefined): boolean =>
  name !== undefined && draft.text.toLowerCase().includes(name.toLowerCase());
