/**
 * The words of one language in which claims are made. Pieces of regular expressions, matched as whole words and in any
 * case; data only, so that a language is added without touching the reading.
 */

import { eachMatch } from '../each-match.ts';
import type { Links } from './links.ts';

export type Lexicon = {
  /** The small words around a name; without them, those of English and German. */
  links?: Links;
  /** Where a time stands before what is said of it; then what leads to it in other languages is not looked for. */
  trailing?: { since: RegExp; end: RegExp; estimate: RegExp };
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
  /** A start as time that has passed: beside a word of failure, of the failure as such, of something that is named. */
  ago: Readonly<Record<'lasting' | 'began' | 'stopped', RegExp>>;
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
    'UE',
    '欧州',
    'ヨーロッパ',
    'europeos',
    'europeus',
    'européens',
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
    'États-Unis',
    'Etats-Unis',
    'Amérique du Nord',
    'Estados Unidos',
    'EE. UU.',
    'EUA',
    'América del Norte',
    'América do Norte',
    '米国',
    'アメリカ',
    '北米',
  ],
  uk: [
    'UK',
    'United Kingdom',
    'Britain',
    'British',
    'Großbritannien',
    'britischen',
    'Royaume-Uni',
    'Reino Unido',
    '英国',
    'イギリス',
  ],
  de: ['Germany', 'German', 'Deutschland', 'Allemagne', 'Alemania', 'Alemanha', 'ドイツ'],
  fr: ['France', 'French', 'Frankreich', 'Francia', 'França', 'フランス'],
  ca: ['Canada', 'Canadian', 'Kanada', 'Canadá', 'カナダ'],
  au: ['Australia', 'Australian', 'Australien', 'Oceania', 'Australie', 'Austrália', 'オーストラリア'],
  in: ['India', 'Indian', 'Indien', 'Inde', 'Índia', 'インド'],
  jp: ['Japan', 'Japanese', 'Japon', 'Japón', 'Japão', '日本'],
  br: ['Brazil', 'Brazilian', 'Brasilien', 'Brésil', 'Brasil', 'ブラジル'],
  sg: ['Singapore', 'Singapur', 'Singapour', 'Cingapura', 'シンガポール'],
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
    'Asie',
    'Ásia',
    'アジア',
  ],
  latam: [
    'Latin America',
    'LATAM',
    'South America',
    'Lateinamerika',
    'Südamerika',
    'Amérique latine',
    'América Latina',
    '中南米',
  ],
  africa: ['Africa', 'African', 'Afrika', 'Afrique', 'África', 'アフリカ'],
  'middle-east': [
    'Middle East',
    'Naher Osten',
    'Nahen Osten',
    'Moyen-Orient',
    'Oriente Medio',
    'Oriente Médio',
    '中東',
  ],
};
