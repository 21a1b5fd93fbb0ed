/** U04: what we are doing now. Being aware, being sorry and promising words are no deeds. */
import type { WordList } from '../lists/index.ts';
import { clausesOf } from '../text/sentences.ts';
import { contentWords } from './content.ts';
import { finding, isWhole, type Rule, timesIn, without } from './draft.ts';

const goesOn = (text: string, words: WordList): boolean =>
  words.workGoesOn?.test(text) === true && !words.sorry.test(text) && !words.symptom.test(text);

export const saysWhatWeDo: Rule = (draft, words) => {
  if (!isWhole(draft) || (draft.position !== 'first' && draft.position !== 'update')) return [];
  const acts = draft.sentences.some((sentence) => {
    const rest = without(sentence.text, words.notDoing);
    if (words.doing.test(rest)) return true;
    if (clausesOf({ ...sentence, text: rest }).some(({ text }) => goesOn(text, words))) return true;
    // Any other sentence about us tells of something we do; a promise, an apology and thanks do not.
    const idle =
      words.sorry.test(rest) ||
      words.thanks.test(rest) ||
      (words.promise.test(rest) && timesIn(draft, sentence).length > 0);
    return !idle && words.weSay.test(rest) && contentWords(rest, words).length > 0;
  });
  if (acts) return [];
  return [finding(draft, 'U04', 'error', 'It does not say what you are doing now. One sentence: we are …')];
};
