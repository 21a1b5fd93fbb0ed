/**
 * Every match of a pattern in a text. One global copy of each pattern is kept, because `matchAll` makes a new one at
 * every call, and compiling costs more than searching a short text. Never changes the pattern that it is given.
 */
const everywhere = new WeakMap<RegExp, RegExp>();

export function globalOf(pattern: RegExp): RegExp {
  let all = everywhere.get(pattern);
  if (!all) {
    all = new RegExp(pattern.source, pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`);
    everywhere.set(pattern, all);
  }
  return all;
}

/** At most `most` matches, all searched before the first is answered, so that searches of one pattern may nest. */
export function eachMatch(
  pattern: RegExp,
  text: string,
  most: number = Number.POSITIVE_INFINITY,
): RegExpExecArray[] {
  const all = globalOf(pattern);
  all.lastIndex = 0;
  const found: RegExpExecArray[] = [];
  while (found.length < most) {
    const match = all.exec(text);
    if (!match) break;
    found.push(match);
    // An empty match would be found for ever; where a pattern knows whole characters, a step is one of them.
    const isPair = all.unicode && (text.codePointAt(match.index) ?? 0) > 0xffff;
    if (match[0] === '') all.lastIndex += isPair ? 2 : 1;
  }
  return found;
}
