/**
 * The small words around a name, for one language: what may lead in without making it something narrower, and what
 * may stand between a name and what is said of it.
 */
export type Links = { before: RegExp; between: RegExp; towards: RegExp; alone: RegExp };

/** Each list as words with bars between them; a word that ends in an apostrophe leans on the next. */
export function linksOf(before: string, between: string, people: string): Links {
  const words = `(?:${between})(?:(?<=')|(?![\\p{L}\\d]))|\\d[\\d:.]*(?:h\\d*)?`;
  const chain = new RegExp(`^(?:[\\s,:&/"*()-]|${words})*$`, 'iu');
  return {
    before: new RegExp(`(?:^|[\\s,.:;(*'])(?:${before})\\P{L}*$|^\\P{L}*$|[,:;(]\\s*$`, 'iu'),
    between: chain,
    towards: chain,
    alone: new RegExp(`^\\P{L}*${people}(?: \\p{L}+)?\\s*$`, 'iu'),
  };
}
