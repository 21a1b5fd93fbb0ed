/**
 * Whether a sentence says anything about the reader's situation. A rule that asks for something cannot know every way
 * of saying it, so it does not look for the right words; it blocks only when nothing is left once the empty ones are gone.
 */
import type { WordList } from '../lists/index.ts';
import { clausesOf, lettersIn, type Sentence } from '../text/sentences.ts';
import { type Draft, timesIn } from './draft.ts';

/** The words of a sentence that carry something: not hollow, not a time, not a lone number. */
export function contentWords(text: string, words: WordList): string[] {
  return lettersIn(text.toLowerCase()).filter(
    (word) => !words.hollow.has(word) && !words.hollow.has(word.replace(/'.*$/, '')),
  );
}

const LEAST_WORDS = 2;

/** A sentence, or a thought in it, that tells what is the matter: not about us, not a promise, an apology, an order. */
export const tellsTheMatter = (draft: Draft, sentence: Sentence, words: WordList): boolean =>
  [sentence, ...clausesOf(sentence)].some((clause) => thoughtTells(draft, clause, words));

function thoughtTells(draft: Draft, sentence: Sentence, words: WordList): boolean {
  const { end } = sentence;
  const learned = words.weLearned?.exec(sentence.text)?.[0].length ?? 0;
  const text = sentence.text.slice(learned);
  const start = sentence.start + learned;
  if (
    (words.weAct ?? words.weSay).test(text) ||
    words.sorry.test(text) ||
    words.thanks.test(text) ||
    words.instructs.test(text)
  )
    return false;
  const times = timesIn(draft, { start, end });
  if (words.promise.test(text) && times.length > 0) return false;
  let rest = draft.text.slice(start, end);
  for (const time of times.reverse()) rest = rest.slice(0, time.start - start) + rest.slice(time.end - start);
  return contentWords(rest, words).length >= LEAST_WORDS;
}
