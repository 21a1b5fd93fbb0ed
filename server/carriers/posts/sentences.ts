/** Where the sentences of a public text end. Pure; a link has no end of a sentence in it. */

/** Full stops of the scripts that write no space after them end a sentence where they stand. */
const END = /(?<![.!?…])[.!?…]+["'”“»)\]]*(?=\s|$)|[。！？]+[」』）]*|\n+/g;
/** "e.g." and the like, an initial, the number of a day: the sentence goes on. */
const GOES_ON =
  /(?:\b(?:e\.g|i\.e|approx|etc|vs|no|z\.\s?B|d\.\s?h|u\.\s?a|ca|bzw|ggf|[ap]\.m|Nr|Mr|Ms|Dr|St)|\b\p{Lu}|(?:^|\s)\d{1,2})\.$/u;

export function sentences(text: string): number[] {
  const ends: number[] = [];
  for (const { index, 0: mark } of text.matchAll(END)) {
    const end = mark.startsWith('\n') ? index : index + mark.length;
    if (mark === '.' && GOES_ON.test(text.slice(Math.max(0, end - 12), end))) continue;
    if (end > 0 && end !== ends.at(-1)) ends.push(end);
  }
  if (text.length > 0 && ends.at(-1) !== text.length) ends.push(text.length);
  return ends;
}
