/**
 * Patterns over Latin letters. Names of machines, times and most of our languages are written in them, so a letter of
 * another script beside one ends a word (`14:02 UTC以降`). And they are quick: hundreds of `\p{L}`, each a class of
 * 140,000 signs in both cases, cost more than a second when the patterns are first used.
 */
const LETTERS: Readonly<Record<string, string>> = {
  '\\p{L}': 'A-Za-z\\u00aa\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u024f',
  '\\p{Lu}': 'A-Z\\u00c0-\\u00d6\\u00d8-\\u00de\\u0152\\u0160\\u0178\\u017d',
  '\\p{Ll}': 'a-z\\u00df-\\u00f6\\u00f8-\\u00ff\\u0153\\u0161\\u017e',
};

/** The pattern of a source in which `\p{L}`, `\p{Lu}` and `\p{Ll}` mean Latin letters. */
export function latin(source: string, flags = 'i'): RegExp {
  let inClass = false;
  const spelled = source.replace(/\\p\{L[ul]?\}|\\.|\[|\]/gu, (sign) => {
    if (sign === '[' || sign === ']') inClass = sign === '[';
    const letters = LETTERS[sign];
    if (!letters) return sign;
    return inClass ? letters : `[${letters}]`;
  });
  return new RegExp(spelled, flags.replace('u', ''));
}
