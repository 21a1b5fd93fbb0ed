/** Numbers, shares and units of time as English writes them. */
import type { Lexicon } from './lexicon.ts';

const UNITS: Record<string, number> = { s: 1 / 60, m: 1, h: 60, d: 1_440 };
const NUMBERS: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  'forty-five': 45,
  forty: 40,
  fifty: 50,
  hundred: 100,
  half: 0.5,
  all: Number.NaN,
};
export const N = `(?:\\d+(?:[.,]\\d+)?|${Object.keys(NUMBERS)
  .filter((word) => word !== 'all')
  .join('|')})`;
export const UNIT = '(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|[hms](?![\\p{L}]))';

export const ENGLISH_NUMBERS: Pick<Lexicon, 'share' | 'shareOf' | 'unitMinutes' | 'number'> = {
  share:
    /(?<![\d:.,])(?:(?<percent>\d{1,3}(?:[.,]\d+)?)(?:\s?[-–]\s?(?<upper>\d{1,3}))?\s?(?:%|percent|per cent)|(?<n>\d+|one|two|three) (?:in|out of)(?: every)? (?<of>\d+|two|three|four|five|ten|twenty|fifty|hundred|a hundred)(?! checks| monitors| probes| regions)|(?<word>an? (?:third|quarter|fifth|tenth)|half|two thirds|three quarters))(?: of)?(?: (?:all|our|the|your|of|\p{L}+)){0,2} (?:customers?|users?|people|accounts?|requests?|visitors?|traffic|orders?|payments?|transactions?|calls|sign-ins|logins|merchants?|shops?|members?|subscribers?|teams?|workspaces?|devices?)(?!\p{L})/iu,
  shareOf: ({ percent, upper, n, of, word }) => {
    if (percent) return Number((upper ?? percent).replace(',', '.')) / 100;
    const numberOf = (given: string) =>
      Number(given) || NUMBERS[given] || (given === 'a hundred' ? 100 : Number.NaN);
    if (n && of) return numberOf(n.toLowerCase()) / numberOf(of.toLowerCase());
    const words: [RegExp, number][] = [
      [/two thirds/i, 2 / 3],
      [/three quarters/i, 3 / 4],
      [/third/i, 1 / 3],
      [/quarter/i, 1 / 4],
      [/fifth/i, 1 / 5],
      [/tenth/i, 1 / 10],
      [/half/i, 1 / 2],
    ];
    return words.find(([each]) => each.test(word ?? ''))?.[1] ?? Number.NaN;
  },
  unitMinutes: (unit) => UNITS[unit[0]!.toLowerCase()] ?? 1,
  number: (word) => Number(word.replace(',', '.')) || NUMBERS[word.toLowerCase()] || Number.NaN,
};
