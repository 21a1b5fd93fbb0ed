/** One key mends what a rule found: its words take the place of the ones that it is about. Pure. */
export type Fixable = { start: number; end: number; suggestion: string };
/** `select`: what the author has still to say, or where the cursor goes on. */
export type Fixed = { text: string; select: [start: number, end: number] };

/** The first of several ways, without what only explains it: "3 of 10 (or: we do not know yet)". */
const firstWay = (suggestion: string): string =>
  suggestion.replace(/\s*[(（][^()（）]*[)）]\s*$/u, '').trim();

const isSentence = (words: string): boolean => /^\p{Lu}/u.test(words) && /[.!?。！？…]$/.test(words);

export function fixed(text: string, { start, end, suggestion }: Fixable): Fixed {
  const words = firstWay(suggestion);
  if (start >= end || start >= text.length) {
    // Something is missing: it is said at the end.
    const before = text.trimEnd();
    return placed(before ? `${before} ` : '', words, '');
  }
  if (!words) return withoutGap(text.slice(0, start), text.slice(end));
  // A whole sentence takes the place of one.
  const [from, to] = isSentence(words) ? sentenceAround(text, start, end) : [start, end];
  return placed(text.slice(0, from), words, text.slice(to));
}

function placed(before: string, words: string, after: string): Fixed {
  const gap = words.indexOf('…');
  const at = before.length + (gap < 0 ? words.length : gap);
  return { text: before + words + after, select: [at, gap < 0 ? at : at + 1] };
}

function withoutGap(before: string, after: string): Fixed {
  const kept = /\s$/.test(before) && /^[\s.,;:!?]/.test(after) ? before.trimEnd() : before;
  const rest = kept === '' ? after.trimStart() : after;
  return { text: kept + rest, select: [kept.length, kept.length] };
}

/** By the same segmentation that the reader's software uses; a range over several sentences takes them all. */
function sentenceAround(text: string, start: number, end: number): [from: number, to: number] {
  const touched = sentenceSpans(text).filter(([from, to]) => from < end && to > start);
  return [touched[0]?.[0] ?? start, touched.at(-1)?.[1] ?? end];
}

const sentenceSpans = (text: string): [start: number, end: number][] =>
  [...new Intl.Segmenter('und', { granularity: 'sentence' }).segment(text)]
    .map(({ index, segment }): [number, number] => [index, index + segment.trimEnd().length])
    .filter(([start, end]) => end > start);

/** Where the next sentence after `from` stands, so that it can be written anew; the first one after the last. */
export function nextSentence(text: string, from: number): [start: number, end: number] {
  const spans = sentenceSpans(text);
  return spans.find(([start]) => start >= from) ?? spans[0] ?? [0, 0];
}
