/** The sentence of a text that says sorry, where it does: the house apologises in the words of its own templates. */
import { wordList } from '../lists/index.ts';
import { sentencesOf } from './sentences.ts';

export const apologyIn = (text: string, locale: string): string | null => {
  const words = wordList(locale);
  return (words && sentencesOf(text).find((each) => words.sorry.test(each.text))?.text) ?? null;
};

/** With another sentence at its end, as its language sets them. */
export const withSentence = (text: string, sentence: string): string =>
  `${text.trimEnd()}${/[。！？]$/u.test(text.trimEnd()) ? '' : ' '}${sentence}`;
