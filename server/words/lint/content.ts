/**
 * Whether a sentence says anything about the reader's situation. A rule that asks for something cannot know every way
 * of saying it, so it does not look for the right words; it blocks only when nothing is left once the empty ones are gone.
 */
import type { WordList } from '../lists/index.ts';
import type { Sentence } from '../text/sentences.ts';
import { type Draft, timesIn } from './draft.ts';

/** The words of a sentence that carry something: not hollow, not a time, not a lone number. */
export function contentWords(text: string, words: WordList): string[] {
  return (text.toLowerCase().match(/\p{L}[\p{L}'-]+/gu) ?? []).filter(
    (word) => !words.hollow.has(word) && !words.hollow.has(word.replace(/'.*$/, '')),
  );
}

const LEAST_WORDS = 2;

/** A sentence that tells what is the matter: not about us, not a promise, not an apology, not an instruction. */
export function tellsTheMatter(draft: Draft, sentence: Sentence, words: WordList): boolean {
  const { text } = sentence;
  if (
    words.weSay.test(text) ||
    words.sorry.test(text) ||
    words.thanks.test(text) ||
    words.instructs.test(text)
  )
    return false;
  if (words.promise.test(text) && timesIn(draft, sentence).length > 0) return false;
  let rest = draft.text.slice(sentence.start, sentence.end);
  for (const time of [...timesIn(draft, sentence)].reverse())
    rest = rest.slice(0, time.start - sentence.start) + rest.slice(time.end - sentence.start);
  return contentWords(rest, words).length >= LEAST_WORDS;
}
