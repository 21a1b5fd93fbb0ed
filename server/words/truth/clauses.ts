/**
 * A sentence in its clauses, without what is reported of earlier words and without a condition that leads it in; and
 * whether what stands at some place of one is said as true now.
 */
import type { Place } from './claim.ts';
import { all, type Lexicon } from './lexicon.ts';
import type { Named } from './names.ts';

export type Clause = Place & {
  text: string;
  names: Named[];
  lexicon: Lexicon;
  /** Is what stands here said as true now? */
  asserted(start: number, end: number): boolean;
  /** A claim in the positions of the whole text. */
  place(start: number, end: number): Place & { text: string };
};

export const blank = (text: string) => text.replace(/[^\n]/g, ' ');

export function clausesOf(
  sentence: Place & { text: string },
  lexicon: Lexicon,
  named: readonly Named[],
  out: Clause['place'],
): Clause[] {
  let text = sentence.text;
  const lead = /^["'(*\s]*[\p{L}-]+(?: \p{L}+)?/u.exec(text)?.[0] ?? '';
  const conditional = lexicon.conditional.exec(lead);
  const comma = text.indexOf(',');
  if (conditional && conditional.index < 3 && comma > 0)
    text = blank(text.slice(0, comma)) + text.slice(comma);
  for (const match of all(lexicon.reported, text)) {
    const rest = text.slice(match.index + match[0].length);
    const stop = lexicon.clauseBreak.exec(rest)?.index ?? rest.length;
    const end = match.index + match[0].length + stop;
    text = text.slice(0, match.index) + blank(text.slice(match.index, end)) + text.slice(end);
  }
  const cuts = [...all(lexicon.clauseBreak, text)].map((match) => match.index + match[0].length);
  const starts = [0, ...cuts];
  return starts.map((start, i) => {
    const end = starts[i + 1] ?? text.length;
    const own = text.slice(start, end);
    const clause: Clause = {
      start: sentence.start + start,
      end: sentence.start + end,
      text: own,
      // A name that is blanked with its clause is said of earlier words.
      names: named
        .map((name) => ({
          ...name,
          start: name.start - sentence.start - start,
          end: name.end - sentence.start - start,
        }))
        .filter(
          (name) =>
            name.start >= 0 && name.end <= own.length && own.slice(name.start, name.end).trim() !== '',
        ),
      lexicon,
      asserted: (from, to) => isAsserted(own, from, to, lexicon),
      place: (from, to) => out(sentence.start + start + from, sentence.start + start + to),
    };
    return clause;
  });
}

const WINDOW_WORDS = 5;

function isAsserted(clause: string, from: number, to: number, lexicon: Lexicon): boolean {
  const before = clause.slice(0, from);
  const after = clause.slice(to);
  const own = clause.slice(from, to);
  if (lexicon.conditional.test(before) || lexicon.future.test(before)) return false;
  const near = before
    .split(/\s+(?:and|und|et|y|e)\s+|,\s/)
    .at(-1)!
    .split(/\s+/)
    .slice(-WINDOW_WORDS)
    .join(' ');
  if (lexicon.negation.test(near)) return false;
  if (lexicon.partly.test(near) || lexicon.partlyAfter.test(after)) return false;
  if (lexicon.past.test(`${near} ${own}`) && lexicon.overSince.test(after)) return false;
  return true;
}
