/**
 * Reads the claims of a text, pure: sentence by sentence, clause by clause. What is quoted, asked, hoped, supposed,
 * denied or reported of earlier words claims nothing. In doubt nothing is read: a claim that is overlooked is looked at
 * by people too, a false alarm teaches them to override.
 */
import { plainText } from '../text/plain.ts';
import { sentencesOf } from '../text/sentences.ts';
import type { Claim, Name, Place } from './claim.ts';
import { blank, clausesOf } from './clauses.ts';
import { DE } from './de.ts';
import { EN } from './en.ts';
import { ES } from './es.ts';
import { FR } from './fr.ts';
import { JA } from './ja.ts';
import type { Lexicon } from './lexicon.ts';
import { namesIn } from './names.ts';
import { PT } from './pt.ts';
import { readAgo } from './read-ago.ts';
import { readQuantities } from './read-quantities.ts';
import { readStates } from './read-states.ts';
import { readTimes } from './read-times.ts';

const LEXICONS: Record<string, Lexicon> = { en: EN, de: DE, fr: FR, es: ES, pt: PT, ja: JA };
const lexiconOf = (locale: string): Lexicon | null => LEXICONS[locale.split('-')[0]!.toLowerCase()] ?? null;

export type Reading = { names: readonly Name[]; now: string; around: string | null };

const QUOTED =
  /^[ \t]*>.*$|https?:\/\/\S+|"[^"\n]{1,400}"|“[^”\n]{1,400}”|„[^“”\n]{1,400}[“”]|«[^»\n]{1,400}»|»[^«\n]{1,400}«|‘[^’\n]{1,200}’|`[^`\n]{1,200}`|~~[^~\n]{1,400}~~/gmu;

export type Read = {
  claims: Claim[];
  corrects: boolean;
  moves: (place: Place) => boolean;
  relapses: boolean;
  /** It says of something that it still fails. */
  admitsFailing: boolean;
  /** What it names beside a failure, without saying for whom; and of that what stands before the word for it. */
  failing: (Place & { text: string; names: string[]; subjects: string[] })[];
};

export function readClaims(source: string, locale: string, reading: Reading): Read {
  const lexicon = lexiconOf(locale);
  if (!lexicon)
    return {
      claims: [],
      corrects: false,
      moves: () => false,
      relapses: false,
      admitsFailing: false,
      failing: [],
    };
  const plain = plainText(source.replace(QUOTED, blank));
  const claims: Claim[] = [];
  const failing: Read['failing'] = [];
  const sentences = sentencesOf(plain.text);
  const named = namesIn(plain.text, reading.names);
  const admitsFailing = sentences.some(({ text }) => lexicon.stillFails.test(text));
  const out = (start: number, end: number) => ({
    start: plain.sourceAt(start),
    end: plain.sourceAt(Math.max(start, end - 1)) + 1,
    text: plain.text.slice(start, end).trim(),
  });
  for (const sentence of sentences) {
    if (/(?:\?|？)["'”)]*$|か。$/.test(sentence.text)) continue;
    const clauses = clausesOf(sentence, lexicon, named, out);
    for (const clause of clauses) {
      const states = readStates(clause, { admitsFailing, relapses: lexicon.relapse.test(sentence.text) });
      claims.push(...states, ...readQuantities(clause));
      // What is named beside a failure, and not said to be well, is what fails.
      const failure = states.length === 0 && lexicon.failure.exec(clause.text);
      if (failure)
        failing.push({
          names: clause.names.map(({ id }) => id),
          subjects: clause.names.flatMap(({ id, start }) => (start < failure.index ? [id] : [])),
          ...clause.place(0, clause.text.length),
        });
    }
    claims.push(...readTimes(sentence, clauses, lexicon, { ...reading, out }));
    claims.push(...readAgo(clauses, lexicon, reading.now));
  }
  return {
    claims: claims.map((claim) => withoutNamed(claim, failing)).sort((a, b) => a.start - b.start),
    corrects: lexicon.correction.test(plain.text),
    moves: ({ start }) =>
      sentences.some(
        (each) =>
          plain.sourceAt(each.start) <= start &&
          start < plain.sourceAt(each.end - 1) + 1 &&
          lexicon.movement.test(each.text),
      ),
    relapses: sentences.some(({ text }) => lexicon.relapse.test(text)),
    admitsFailing,
    failing,
  };
}

/** "Payments are down; everything else works": else than what the text itself calls failing. */
const withoutNamed = (claim: Claim, failing: Read['failing']): Claim =>
  'scope' in claim && claim.scope.of === 'others' && claim.scope.names.length === 0
    ? { ...claim, scope: { of: 'others', names: [...new Set(failing.flatMap(({ names }) => names))] } }
    : claim;
