/**
 * Where a text that is too long may end: at a word where words are written apart, never within a link or what a
 * reader sees as one character. What fits is the caller's rule. Pure.
 */

/** A shorter beginning of a title or a sentence says nothing. */
export const LEAST_CHARS = 20;
const LINK = /https?:\/\/\S+/g;

/** The longest beginning that fits, ended at a word where words are written apart, with a mark that more follows. */
export function cut(text: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text;
  const links = [...text.matchAll(LINK)].map(({ index, 0: link }) => [index, index + link.length] as const);
  const apart = (end: number) => !links.some(([from, to]) => end > from && end < to);
  const shown = (end: number) => {
    const kept = withoutEnd(text.slice(0, end));
    // A mark that touches an address becomes part of it.
    const afterLink = links.some(([from, to]) => kept.length > from && kept.length <= to);
    return kept && `${kept}${afterLink ? ' …' : '…'}`;
  };
  for (const granularity of ['word', 'grapheme'] as const) {
    const end = longest(boundaries(text, granularity).filter(apart), (each) => fits(shown(each)));
    if (end !== null && shown(end).length >= LEAST_CHARS) return shown(end);
  }
  return '';
}

/** Where a text may end: never within a character. */
function boundaries(text: string, granularity: 'word' | 'grapheme'): number[] {
  const ends = (by: 'word' | 'grapheme') =>
    [...new Intl.Segmenter('en', { granularity: by }).segment(text)].map(
      ({ index, segment }) => index + segment.length,
    );
  const whole = ends('grapheme');
  if (granularity === 'grapheme') return whole;
  const allowed = new Set(whole);
  return ends('word').filter((end) => allowed.has(end));
}

/** The last of rising values that passes, by halving: what fits longer fits shorter. */
export function longest(values: readonly number[], passes: (value: number) => boolean): number | null {
  let low = -1;
  let high = values.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (passes(values[middle]!)) low = middle;
    else high = middle - 1;
  }
  return low < 0 ? null : values[low]!;
}

/** Without spaces and pauses at its end; by hand, because a pattern takes long for many of them. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s,;:.]/.test(text[end - 1]!)) end -= 1;
  return text.slice(0, end);
}
