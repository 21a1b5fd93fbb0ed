/** What users meet: U01 the effect in their words, U02 who and where, U07 what helps meanwhile, U08 safety first. */

import type { WordList } from '../lists/index.ts';
import { clausesOf } from '../text/sentences.ts';
import { tellsTheMatter } from './content.ts';
import { type Draft, finding, isWhole, matches, type Rule } from './draft.ts';
import { absence, unexplained } from './understood.ts';

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
  // "Some users" says how many by not saying it: that is H01's, and one fault needs one finding.
  if (words.amount && [...matches(draft, words.minimiser)].some(({ text }) => words.amount?.test(text)))
    return [];
  // Who meets what works again is whoever met the fault; in the watch after the fix nobody is left to be named.
  if (draft.phase === 'monitoring' && words.recovery.test(draft.text)) return [];
  if (words.scope.test(draft.text) || words.scopeUnknown.test(draft.text) || hintsAtScope(draft, words))
    return [];
  const { level, message } = absence(
    'It does not say who is affected, where or how many. Say it, or say that you do not know it yet.',
    unexplained(draft, words, { most: THING_WORDS, opening: false }).filter(
      // What is ours tells of us, unless it also names who or where.
      ({ text }) =>
        !words.doing.test(text) &&
        !words.weSay.test(text) &&
        (ROOM_FOR_SCOPE[draft.locale.slice(0, 2)]?.test(text) ?? true),
    ),
  );
  return [finding(draft, 'U02', level, message)];
};

/** Without a number, a plural or a preposition a thought has no room for who or where; in other languages none tells. */
const ROOM_FOR_SCOPE: Readonly<Record<string, RegExp>> = {
  en: /\d|(?<![\p{L}])(?!does|goes|always|perhaps|less|thus)\p{L}{3,}(?<![isu])s(?![\p{L}'’])|(?<![\p{L}])(?:in|at|for|with|on|from|across|using|to|of|near|within|inside|outside|under|over|where|who|whose|every|all|each|any|both|none|people|staff|children)(?![\p{L}])/iu,
};

/** What fails is named in about this many words; in more there is room for who it fails for. */
const THING_WORDS = 3;

/** Nobody can list all places and groups: a name after "in", "for" or "between" is one, so is anything counted. */
const PLACE =
  /(?<![\p{L}])(?:in|across|between|for|at|from|on|within|outside|near|to|aus|bei|zwischen|für|auf|nach)(?: the| der| den| dem)? (?!UTC|GMT|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December)\p{Lu}[\p{L}-]{2,}/u;

const ROMANCE =
  /(?<![\p{L}])(?:à|aux?|en|em|dans|chez|sur|pour|para|no|na|nos|nas)(?: tou(?:te?s?|s)| tod[oa]s?)?(?: la| el| le| les| los| las| l'| o| a)? ?(?!UTC|GMT|CES?T|WES?T)\p{Lu}[\p{L}-]{2,}/u;
const PLACES: Readonly<Record<string, RegExp>> = {
  // A capital after a preposition says nothing in German, where every noun has one.
  de: /(?<![\p{L}])in \p{Lu}[\p{L}-]{2,}/u,
  fr: ROMANCE,
  es: ROMANCE,
  pt: ROMANCE,
};

function hintsAtScope(draft: Draft, words: WordList): boolean {
  const places = PLACES[draft.locale.slice(0, 2)] ?? PLACE;
  return draft.sentences.flatMap(clausesOf).some(({ text }) => {
    if (words.sorry.test(text) || words.promise.test(text)) return false;
    // "Two of our servers" is about us; "all shops … because one of our cables" is about them first.
    const we = text.search(words.weSay);
    const at = [text.search(words.someScope), text.search(places)].filter((index) => index >= 0);
    return at.length > 0 && (we < 0 || Math.min(...at) < we);
  });
}

export const saysWhatHelps: Rule = (draft, words) => {
  if (!isWhole(draft) || (draft.position !== 'first' && draft.position !== 'update')) return [];
  const helps = ({ text }: { text: string }) => words.workaround.test(text) || words.instructs.test(text);
  if (draft.phase === 'monitoring' || draft.sentences.some(helps)) return [];
  const grave = draft.severity === 1;
  if (draft.position === 'update' && !grave) return [];
  const { level, message } = absence(
    'It does not say what people can do meanwhile. Name a workaround, or say that there is none yet.',
    // What was done to something of ours helps nobody meanwhile.
    unexplained(draft, words).filter(({ text }) => !(words.weSay.test(text) && words.deedShape.test(text))),
  );
  return [finding(draft, 'U07', grave ? level : 'warning', message)];
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
  if (lead.some(({ text }) => words.workaround.test(text) || words.instructs.test(text))) return [];
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
