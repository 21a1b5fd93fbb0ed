/** U04: what we are doing now. Being aware, being sorry and promising words are no deeds. */
import type { WordList } from '../lists/index.ts';
import { clausesOf, type Sentence } from '../text/sentences.ts';
import { contentWords } from './content.ts';
import { type Draft, finding, isWhole, type Rule, timesIn, without } from './draft.ts';
import { absence, unexplained } from './understood.ts';

const goesOn = (text: string, words: WordList): boolean =>
  words.workGoesOn?.test(text) === true && !words.sorry.test(text) && !words.symptom.test(text);

const JOINT = /[;:—–]|,? (?:et|y|e|und|mais|pero|mas|aber) |, /u;

/** Where a list knows the verbs of being, a sentence without one that is about nothing else tells what somebody does. */
function somebodyActs({ text, start }: Sentence, draft: Draft, words: WordList): boolean {
  const { stative } = words;
  if (!stative) return false;
  const others = [
    stative,
    words.symptom,
    words.recovery,
    words.workaround,
    words.unaffected,
    words.weSay,
  ].concat([words.instructs, words.sorry, words.thanks, words.promise, words.guess, words.dataStatement]);
  return text.split(JOINT).some((clause) => {
    const from = start + text.indexOf(clause);
    const dated = timesIn(draft, { start: from, end: from + clause.length }).length > 0;
    return !dated && !others.some((each) => each.test(clause)) && contentWords(clause, words).length > 2;
  });
}

/** What is the reader's, or is said to the reader, is no deed of ours. */
const YOURS = /^(?:you|your|sie|ihre?|vous|votre|vos|usted|su|sus|você|seus?|suas?|お客)(?![\p{L}])/iu;

/** Thoughts that nothing explains, and those of what users meet that have a verb of doing besides. */
const mayTellDeeds = (draft: Draft, words: WordList): Sentence[] => [
  ...unexplained(draft, words, { most: SYMPTOM_WORDS }).filter(({ text }) => !YOURS.test(text)),
  ...draft.sentences.flatMap(clausesOf).filter(({ text }) => {
    const idle = [words.sorry, words.thanks, words.notDoing, words.promise];
    const met = [words.symptom, words.scope, words.unaffected];
    return !idle.some((each) => each.test(text)) && words.deedShape.test(met.reduce(without, text));
  }),
];

/** What fails, for whom and at what: with more words than this it also says something else. */
const SYMPTOM_WORDS = 4;

export const saysWhatWeDo: Rule = (draft, words) => {
  if (!isWhole(draft) || (draft.position !== 'first' && draft.position !== 'update')) return [];
  const acts = draft.sentences.some((sentence) => {
    const rest = without(sentence.text, words.notDoing);
    if (words.doing.test(rest) || somebodyActs(sentence, draft, words)) return true;
    if (clausesOf({ ...sentence, text: rest }).some(({ text }) => goesOn(text, words))) return true;
    // Any other sentence about us tells of something we do; a promise, an apology and thanks do not.
    const idle =
      words.sorry.test(rest) ||
      words.thanks.test(rest) ||
      (words.promise.test(rest) && timesIn(draft, sentence).length > 0);
    return !idle && words.weSay.test(rest) && contentWords(rest, words).length > 0;
  });
  if (acts) return [];
  const { level, message } = absence(
    'It does not say what you are doing now. One sentence: we are …',
    mayTellDeeds(draft, words),
  );
  return [finding(draft, 'U04', level, message)];
};
