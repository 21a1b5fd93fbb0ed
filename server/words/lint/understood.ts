/**
 * How much of a text was understood. That something is missing is proven only when every thought is known to say
 * something else; where one is not, it may say just that in words nobody listed, so the rule asks instead of blocking.
 * Never decides what a text says.
 */
import type { Finding } from '@candor/protocol/words.ts';
import { globalOf } from '../each-match.ts';
import type { WordList } from '../lists/index.ts';
import { clausesOf, type Sentence } from '../text/sentences.ts';
import { contentWords } from './content.ts';
import { type Draft, timesIn, withoutTimes } from './draft.ts';
import { startTimes } from './when.ts';

/** Fewer words than this tell nothing new. */
const LEAST_WORDS = 2;
/** A thought that a pattern knows, and that has more other words than this, says more than the pattern knows. */
const MOST_OTHER_WORDS = 6;

const blank = (text: string) => ' '.repeat(text.length);
const blankAll = (text: string, patterns: readonly RegExp[]): string =>
  patterns.reduce((rest, pattern) => rest.replace(globalOf(pattern), blank), text);

const knownOf = (words: WordList): RegExp[] => [
  words.symptom,
  words.recovery,
  words.unaffected,
  words.doing,
  words.notDoing,
  words.sorry,
  words.thanks,
  words.promise,
  words.workaround,
  words.instructs,
  words.scopeUnknown,
  words.noChange,
  words.guess,
  words.eta,
  words.vague,
  words.dataStatement,
  words.lasted,
  words.followUp,
  words.emptyReason,
  words.marketing,
];

/** What fills a thought without a verb: who, where, how many, on which day. */
const scopesOf = (words: WordList): RegExp[] => [words.scope, words.someScope, words.minimiser, words.date];

/** What hangs on an apology: "…, that you had to wait". */
const HANGING =
  /^(?:that|if|because|for|who|when|dass|weil|wenn|für|die|der|que|qu['’]\p{L}+|parce|porque|si|se|por|pour|quien|quem|qui) /iu;

const hangsOnSorry = (sentence: Sentence, clause: Sentence, words: WordList): boolean =>
  clause.start > sentence.start &&
  HANGING.test(clause.text) &&
  words.sorry.test(sentence.text.slice(0, clause.start - sentence.start));

/** The thoughts of at least `least` words that no pattern accounts for, or only beside more than `most` others, in order. */
export function unexplained(
  draft: Draft,
  words: WordList,
  { most = MOST_OTHER_WORDS, least = LEAST_WORDS, opening = true } = {},
): Sentence[] {
  const known = knownOf(words);
  const scopes = scopesOf(words);
  const starts = startTimes(draft, words);
  const lead = draft.sentences[0]?.end ?? 0;
  const thoughts = draft.sentences.flatMap((sentence) =>
    clausesOf(sentence).filter((clause) => !hangsOnSorry(sentence, clause, words)),
  );
  return thoughts.filter((clause) => {
    // What opens the text and has the start beside it is what fails, in whatever words.
    if (opening && clause.start < lead && timesIn(draft, clause).some((time) => starts.includes(time)))
      return false;
    const rest = withoutTimes(draft, clause);
    if (contentWords(rest, words).length < least) return false;
    const matching = known.filter((pattern) => pattern.test(clause.text));
    const left = contentWords(blankAll(rest, [...matching, ...scopes]), words).length;
    return left >= (matching.length > 0 ? most + 1 : least);
  });
}

/** How a rule speaks of what it did not find: it blocks when nothing is left that could say it, else it asks. */
export function absence(
  message: string,
  doubts: readonly Sentence[],
): { level: Finding['level']; message: string } {
  const [first] = doubts;
  if (!first) return { level: 'error', message };
  const words = first.text.length > 60 ? `${first.text.slice(0, 60)}…` : first.text;
  return { level: 'warning', message: `${message} If “${words}” says it, leave it so.` };
}
