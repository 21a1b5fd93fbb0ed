/**
 * What changed between two texts, word by word: the public page, the feeds and the console mark a correction alike.
 * Pure. Where the texts are too long to be compared in reasonable time, the whole of one takes the place of the other.
 */
export type Part = { kind: 'same' | 'added' | 'removed'; text: string };

/** Cells of the table of comparison: 8 MB, and some ten milliseconds. */
const MOST_CELLS = 4_000_000;
const segmenter = new Intl.Segmenter('und', { granularity: 'word' });
const wordsOf = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment);

export function differenceOf(before: string, after: string): Part[] {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const [oldWords, newWords] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  return legible([
    ...a.slice(0, head).map((text): Part => ({ kind: 'same', text })),
    ...between(oldWords, newWords),
    ...a.slice(a.length - tail).map((text): Part => ({ kind: 'same', text })),
  ]);
}

/** The longest common subsequence, by the usual table. */
function between(a: readonly string[], b: readonly string[]): Part[] {
  const whole = (kind: Part['kind'], words: readonly string[]): Part[] =>
    words.length > 0 ? [{ kind, text: words.join('') }] : [];
  const width = b.length + 1;
  if ((a.length + 1) * width > MOST_CELLS) return [...whole('removed', a), ...whole('added', b)];
  const longest = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j]!;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const parts: Part[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      parts.push({ kind: 'same', text: a[i]! });
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) parts.push({ kind: 'removed', text: a[i++]! });
    else parts.push({ kind: 'added', text: b[j++]! });
  }
  return [...parts, ...whole('removed', a.slice(i)), ...whole('added', b.slice(j))];
}

/**
 * As people read it: words that were replaced one after the other are one replacement, what was removed before what
 * came in its place. A space or a comma between two changes is part of them.
 */
function legible(parts: readonly Part[]): Part[] {
  const read: Part[] = [];
  let removed = '';
  let added = '';
  const settle = () => {
    if (removed) read.push({ kind: 'removed', text: removed });
    if (added) read.push({ kind: 'added', text: added });
    removed = added = '';
  };
  for (const [place, { kind, text }] of parts.entries()) {
    if (kind === 'removed') removed += text;
    else if (kind === 'added') added += text;
    else if (
      (removed || added) &&
      /^[\s\p{P}]+$/u.test(text) &&
      parts[place + 1] &&
      parts[place + 1]?.kind !== 'same'
    ) {
      removed += text;
      added += text;
    } else {
      settle();
      const last = read.at(-1);
      if (last?.kind === 'same') last.text += text;
      else read.push({ kind: 'same', text });
    }
  }
  settle();
  return read;
}

/** Each correction of an update against what stood before it, oldest first; the last one made what stands now. */
export const stepsOf = <Correction extends { was: Record<string, string> }>(
  corrections: readonly Correction[],
  now: Record<string, string>,
): { correction: Correction; before: Record<string, string>; after: Record<string, string> }[] =>
  corrections.map((correction, place) => ({
    correction,
    before: correction.was,
    after: corrections[place + 1]?.was ?? now,
  }));

export const paragraphsOf = (text: string): string[] => text.trim().split(/\n{2,}/);

/** Where `after` says `before` word for word and paragraphs beside it: their place in `after`; else null. */
export function insertedIn(before: string, after: string): { from: number; to: number } | null {
  const [old, now] = [paragraphsOf(before), paragraphsOf(after)];
  const from = now.findIndex((part, i) => part !== old[i]);
  const to = from + now.length - old.length;
  const isInserted = from >= 0 && to > from && old.slice(from).every((part, i) => part === now[to + i]);
  return isInserted ? { from, to } : null;
}
