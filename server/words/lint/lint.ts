/**
 * The linter: pure, fast, the same everywhere (composer, API, command line, automatic notes). It has no model and no
 * opinion on style; an error is something that has hurt readers of real outages, and blocks until it is mended.
 */
import type { Finding, LintContext } from '@candor/protocol/words.ts';
import { blamesNobody } from './blame.ts';
import { assuresOnlyWithApproval } from './claims.ts';
import { saysWhatWeDo } from './doing.ts';
import { draftOf, type PlainRule, type Rule } from './draft.ts';
import { agreesWithEarlierWords, doesNotRepeat } from './earlier.ts';
import { closesTheStory } from './end.ts';
import { estimatesWithBasis, guessesNoCause, minimisesNothing, namesRealTimes } from './honesty.ts';
import { announcesFully } from './maintenance.ts';
import { explainsItsWords, readsEasily, spellsOut, staysShort } from './plainness.ts';
import { keepsInsideInside, keepsSecrets } from './secrets.ts';
import {
  avoidsStockPhrases,
  isSorryForSomething,
  isSorryOnce,
  speaksInFirstPerson,
  staysSober,
} from './tone.ts';
import { agreesWithMonitors } from './truth.ts';
import { leavesNothingToFill } from './unfinished.ts';
import { putsSafetyFirst, saysWhatHelps, saysWhatUsersSee, saysWho } from './users.ts';
import { namesZones, promisesNextWord, saysSinceWhen } from './when.ts';

/** Rules that look for words of a language. */
const WORD_RULES: readonly Rule[] = [
  putsSafetyFirst,
  saysWhatUsersSee,
  saysWho,
  saysSinceWhen,
  saysWhatWeDo,
  promisesNextWord,
  saysWhatHelps,
  closesTheStory,
  announcesFully,
  minimisesNothing,
  guessesNoCause,
  namesRealTimes,
  estimatesWithBasis,
  blamesNobody,
  agreesWithEarlierWords,
  assuresOnlyWithApproval,
  doesNotRepeat,
  isSorryForSomething,
  avoidsStockPhrases,
  speaksInFirstPerson,
  staysSober,
  isSorryOnce,
  explainsItsWords,
];

/** Rules that hold in every language. */
const ANY_LANGUAGE: readonly PlainRule[] = [
  namesZones,
  agreesWithMonitors,
  readsEasily,
  staysShort,
  spellsOut,
  keepsInsideInside,
  leavesNothingToFill,
  keepsSecrets,
];

/** Errors first, then by place. Positions count UTF-16 units of `text` as given, markdown included. */
export function lint(text: string, context: LintContext): Finding[] {
  const { sourceAt, ...draft } = draftOf(text, context);
  const { words } = draft;
  const found = [
    ...(words ? WORD_RULES.flatMap((rule) => rule(draft, words)) : []),
    ...ANY_LANGUAGE.flatMap((rule) => rule(draft)),
  ];
  return found
    .map((each) => ({
      ...each,
      start: sourceAt(each.start),
      end: each.end > each.start ? sourceAt(each.end - 1) + 1 : sourceAt(each.start),
    }))
    .sort(
      (a, b) =>
        Number(a.level === 'warning') - Number(b.level === 'warning') ||
        a.start - b.start ||
        a.rule.localeCompare(b.rule),
    );
}

export const hasErrors = (findings: readonly Finding[]): boolean =>
  findings.some((each) => each.level === 'error');
