/**
 * How much room a text takes, by the rule of whoever receives it: what a reader sees as one character, what a
 * programming language counts, what a phone network bills, what a network of posts weighs. Pure.
 *
 * Sources: Unicode UAX #29 (graphemes), 3GPP TS 23.038 (GSM 7-bit), twitter-text configuration v3 (weights).
 */
/** What a text takes of the room that a receiver gives. `parts`: in how many pieces it is sent or billed. */
export type Measure = { used: number; limit: number | null; unit: string; parts: number };

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

export const graphemes = (text: string): number => {
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
};

/** The longest beginning of at most this many graphemes. */
export function firstGraphemes(text: string, most: number): string {
  let count = 0;
  for (const { index } of segmenter.segment(text)) {
    if (count === most) return text.slice(0, index);
    count += 1;
  }
  return text;
}

const count =
  (unit: string, of: (text: string) => number) =>
  (text: string, limit: number | null): Measure => {
    const used = of(text);
    return { used, limit, unit, parts: limit ? Math.max(1, Math.ceil(used / limit)) : 1 };
  };

export const inGraphemes = count('characters', graphemes);
export const inUtf16 = count('characters', (text) => text.length);
export const inBytes = count('bytes', (text) => Buffer.byteLength(text));
