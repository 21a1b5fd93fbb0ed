/** What users meet: U01 the effect in their words, U02 who and where, U07 what helps meanwhile, U08 safety first. */

import type { WordList } from '../lists/index.ts';
import { clausesOf } from '../text/sentences.ts';
import { tellsTheMatter } from './content.ts';
import { type Draft, finding, isWhole, type Rule } from './draft.ts';

export const saysWhatUsersSee: Rule = (draft, words) => {
  if (!isWhole(draft) || (draft.position !== 'first' && draft.position !== 'update')) return [];
  const said = draft.sentences.some(
    (sentence) =>
      // "Sorry for the delays" names no effect; "sorry that you cannot pay" does.
      (words.sorry.test(sentence.text)
        ? words.sorryThat?.test(sentence.text)
        : words.symptom.test(sentence.text) || words.recovery.test(sentence.text)) ||
      tellsTheMatter(draft, sentence, words),
  );
  if (said) return [];
  return [
    finding(
      draft,
      'U01',
      'error',
      'It does not say what users see. Name the thing they use and what happens to it: fails, is slow, shows an error.',
    ),
  ];
};

export const saysWho: Rule = (draft, words) => {
  if (!isWhole(draft) || draft.position !== 'update') return [];
  if (words.scope.test(draft.text) || words.scopeUnknown.test(draft.text) || hintsAtScope(draft, words))
    return [];
  return [
    finding(
      draft,
      'U02',
      'error',
      'It does not say who is affected, where or how many. Say it, or say that you do not know it yet.',
    ),
  ];
};

/** Nobody can list all places and groups: a name after "in", "for" or "between" is one, so is anything counted. */
const PLACE =
  /(?<![\p{L}])(?:in|across|between|for|at|from|on|within|outside|near|to|aus|bei|zwischen|für|auf|nach)(?: the| der| den| dem)? (?!UTC|GMT|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December)\p{Lu}[\p{L}-]{2,}/u;

function hintsAtScope(draft: Draft, words: WordList): boolean {
  // A capital after a preposition says nothing in German, where every noun has one.
  const places = draft.locale.startsWith('de') ? /(?<![\p{L}])in \p{Lu}[\p{L}-]{2,}/u : PLACE;
  return draft.sentences
    .flatMap(clausesOf)
    .some(
      ({ text }) =>
        !words.weSay.test(text) &&
        !words.sorry.test(text) &&
        !words.promise.test(text) &&
        (words.someScope.test(text) || places.test(text)),
    );
}

export const saysWhatHelps: Rule = (draft, words) => {
  if (!isWhole(draft) || (draft.position !== 'first' && draft.position !== 'update')) return [];
  if (draft.phase === 'monitoring' || words.workaround.test(draft.text)) return [];
  const grave = draft.severity === 1;
  if (draft.position === 'update' && !grave) return [];
  return [
    finding(
      draft,
      'U07',
      grave ? 'error' : 'warning',
      'It does not say what people can do meanwhile. Name a workaround, or say that there is none yet.',
    ),
  ];
};

/** People who can come to harm read no further than the first lines. */
const FIRST_SENTENCES = 2;

export const putsSafetyFirst: Rule = (draft, words) => {
  const endangered = draft.facts.components?.find(
    (component) => component.safetyCritical && component.status !== 'operational',
  );
  if (!endangered || !isWhole(draft) || (draft.position !== 'first' && draft.position !== 'update'))
    return [];
  const lead = draft.sentences.slice(0, FIRST_SENTENCES);
  if (lead.some((sentence) => words.workaround.test(sentence.text))) return [];
  return [
    finding(
      draft,
      'U08',
      'error',
      `People can come to harm when ${endangered.name} fails. Say in the first two sentences what they should do instead.`,
      { at: { start: 0, end: 0 } },
    ),
  ];
};
