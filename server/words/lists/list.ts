/**
 * The words that the rules look for, one list per language. A list is data: pieces of regular expressions that are
 * joined and matched at word boundaries, in any case, also beside letters that JavaScript's `\b` does not know.
 */
import { latin } from '../text/latin.ts';

export type WordList = {
  /** Words that say nothing by themselves. */
  hollow: ReadonlySet<string>;
  /** The first person; and a sentence that tells the reader what to do. */
  weSay: RegExp;
  instructs: RegExp;
  /** Somebody is spoken to. */
  addressed: RegExp;
  /** A future of ours, a date, a report: something comes after. */
  comes: RegExp;
  /** Any word about data and its loss. */
  aboutData: RegExp;
  /** Any hint at who, where or how many. */
  someScope: RegExp;
  /** What a user meets: failures, and what works again. */
  symptom: RegExp;
  recovery: RegExp;
  /** Who, where or how many; or that this is not known yet. */
  scope: RegExp;
  scopeUnknown: RegExp;
  /** What we do now; and the sentences in the first person that are no action. */
  doing: RegExp;
  notDoing: RegExp;
  /** Work that is told without saying who does it: "splicing the fibre now", "half done". Not in a sentence of symptoms. */
  workGoesOn?: RegExp;
  /** Verbs that say how something is, not what somebody does. */
  stative?: RegExp;
  /** The shape of a verb by which something is done or was done, whoever does it; not those of what users meet. */
  deedShape: RegExp;
  /** A sentence about the next word. */
  promise: RegExp;
  since: RegExp;
  noChange: RegExp;
  stillDoing: RegExp;
  workaround: RegExp;
  /** U09, U10. */
  lasted: RegExp;
  dataStatement: RegExp;
  followUp: RegExp;
  thanks: RegExp;
  reason: RegExp;
  emptyReason: RegExp;
  whatToDo: RegExp;
  duration: RegExp;
  date: RegExp;
  /** H01: always a minimiser; or only before a belittling word. A number in the sentence excuses both. */
  minimiser: RegExp;
  minimiserExcuse: RegExp;
  /** The small words of a minimiser, without which it may stand. */
  belittling?: RegExp;
  /** A minimiser of how many: minutes do not make it exact. */
  amount?: RegExp;
  /** A minimiser of how long: only a duration makes it exact. */
  fleeting?: RegExp;
  /** "We now know that …": what follows is about the matter, not about us. */
  weLearned?: RegExp;
  /** We as those who act; without it `weSay`. "Our app logs you out" is about the app. */
  weAct?: RegExp;
  guess: RegExp;
  guessExcuse: RegExp;
  vague: RegExp;
  /** Of the vague times those that beside a promised time do no harm. */
  vagueBeside?: RegExp;
  eta: RegExp;
  etaExcuse: RegExp;
  etaRange: RegExp;
  etaBasis: RegExp;
  blameAlways: RegExp;
  blameVendor: RegExp;
  allWell: RegExp;
  solved: RegExp;
  notYet: RegExp;
  unaffected: RegExp;
  correction: RegExp;
  movement: RegExp;
  assurance: RegExp;
  assuranceExcuse: RegExp;
  /** An assurance that only answers whether something was lost. */
  lossStatement?: RegExp;
  /** Somebody answers for it by name, anywhere in the text. */
  namedApprover?: RegExp;
  sorry: RegExp;
  sorryForThat: RegExp;
  /** An apology that says what people could not do, and so tells the effect too. */
  sorryThat?: RegExp;
  /** An effect that a sorry can name besides a symptom; and the words that name nothing. */
  effect: RegExp;
  stock: RegExp;
  passive: RegExp | null;
  marketing: RegExp;
  /** Words that need a plain gloss, with one. */
  glossary: Readonly<Record<string, string>>;
  people: string;
  /** What to write instead, by rule. `{start}` and `{next}` are filled from the facts. */
  suggest: Readonly<Record<string, string>>;
};

/** Any of the pieces, as whole words. */
export const anyOf = (...pieces: string[]): RegExp =>
  latin(`(?<![\\p{L}\\d])(?:${pieces.join('|')})(?![\\p{L}])`);
