/**
 * The words of one language in which claims are made. Pieces of regular expressions, matched as whole words and in any
 * case; data only, so that a language is added without touching the reading.
 */
import { eachMatch } from '../each-match.ts';

export type Lexicon = {
  /** Labels whose colon does not end the thought: "Not affected: Payments". */
  label: RegExp;
  /** Where a clause ends inside a sentence. */
  clauseBreak: RegExp;
  conditional: RegExp;
  /** Hoped, planned, tried: no claim about now. */
  future: RegExp;
  negation: RegExp;
  partly: RegExp;
  partlyAfter: RegExp;
  /** Reported speech about earlier words, up to the end of its clause. */
  reported: RegExp;
  /** Was so, and is not any more. */
  overSince: RegExp;
  past: RegExp;
  correction: RegExp;
  /** It is said that something changed with time, so it is no silent change. */
  movement: RegExp;
  stillFails: RegExp;
  relapse: RegExp;
  wellEverything: RegExp;
  wellIncident: RegExp;
  /** Needs a named subject. */
  wellNamed: RegExp;
  /** A problem that is named closer: "the database problem". */
  closerProblem: RegExp;
  noLongerAffected: RegExp;
  unaffected: RegExp;
  unaffectedOf: RegExp;
  onlyThese: RegExp;
  others: RegExp;
  outsideOf: RegExp;
  including: RegExp;
  /** "fully …" and its like; what they are said of, and the subjects that stand for the whole. */
  fully: RegExp;
  subject: RegExp;
  generic: RegExp;
  failure: RegExp;
  few: RegExp;
  some: RegExp;
  most: RegExp;
  all: RegExp;
  share: RegExp;
  shareOf(groups: Record<string, string | undefined>): number;
  since: RegExp;
  notTheStart: RegExp;
  span: RegExp;
  recoveredAt: RegExp;
  lasted: RegExp;
  unitMinutes(unit: string): number;
  about: RegExp;
  number(word: string): number;
  estimate: RegExp;
  estimateTime: RegExp;
  estimateExcuse: RegExp;
  checks: RegExp;
  noReports: RegExp;
  further: RegExp;
  monitorsGreen: RegExp;
  dataLost: RegExp;
  dataKept: RegExp;
  cause: RegExp;
  noCause: RegExp;
};

const AROUND: [before: string, after: string] = ['(?<![\\p{L}\\d])(?:', ')(?![\\p{L}\\d])'];

/** Any of the pieces, as whole words. */
export const w = (...pieces: string[]): RegExp => new RegExp(AROUND[0] + pieces.join('|') + AROUND[1], 'iu');

export const all = (pattern: RegExp, text: string): RegExpExecArray[] => eachMatch(pattern, text);

/** Regions as the world names them; a component or a monitor with one of these words in its name belongs to it. */
export const REGIONS: Record<string, readonly string[]> = {
  eu: [
    'EU',
    'Europe',
    'European',
    'European Union',
    'Europa',
    'europäisch',
    'europäische',
    'europäischen',
    'eu-west',
    'eu-central',
  ],
  us: [
    'US',
    'USA',
    'U.S.',
    'United States',
    'North America',
    'American',
    'Vereinigte Staaten',
    'Vereinigten Staaten',
    'Nordamerika',
    'us-east',
    'us-west',
    'amerikanischen',
  ],
  uk: ['UK', 'United Kingdom', 'Britain', 'British', 'Großbritannien', 'britischen'],
  de: ['Germany', 'German', 'Deutschland'],
  fr: ['France', 'French', 'Frankreich'],
  ca: ['Canada', 'Canadian', 'Kanada'],
  au: ['Australia', 'Australian', 'Australien', 'Oceania'],
  in: ['India', 'Indian', 'Indien'],
  jp: ['Japan', 'Japanese'],
  br: ['Brazil', 'Brazilian', 'Brasilien'],
  sg: ['Singapore', 'Singapur'],
  asia: [
    'Asia',
    'Asian',
    'APAC',
    'Asia Pacific',
    'Asia-Pacific',
    'Asien',
    'ap-southeast',
    'ap-northeast',
    'ap-south',
  ],
  latam: ['Latin America', 'LATAM', 'South America', 'Lateinamerika', 'Südamerika'],
  africa: ['Africa', 'African', 'Afrika'],
  'middle-east': ['Middle East', 'Naher Osten', 'Nahen Osten'],
};
