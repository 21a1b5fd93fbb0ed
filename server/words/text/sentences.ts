/** Sentences of a short public message. A line break ends one; an abbreviation, an ordinal or a decimal does not. */
export type Sentence = { text: string; start: number; end: number };

const ABBREVIATION =
  /(?:\b(?:e\.g|i\.e|approx|etc|vs|no|z\.\s?B|d\.\s?h|u\.\s?a|ca|bzw|usw|Nr|ggf|evtl|Mr|Mrs|Ms|Dr|St|Inc|Ltd|Sra?|Dra?|M|Mme|p\. ?ej|p\. ?ex|env|aprox)|\b\p{Lu}|(?:^|\s)\d{1,2})\.$/u;
const MONTH = /^\s*(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Quartal|Uhr)/;

/** Nobody writes such a sentence; it is read in pieces, so that a rule's work stays in proportion to the text. */
const LONGEST_CHARS = 600;

const breakBefore = (text: string, at: number, from: number): number => {
  const space = text.lastIndexOf(' ', at);
  return space > from ? space : at;
};

export function sentencesOf(text: string): Sentence[] {
  const found: Sentence[] = [];
  let start = 0;
  const close = (end: number) => {
    while (start < end) {
      const cut = end - start > LONGEST_CHARS ? breakBefore(text, start + LONGEST_CHARS, start) : end;
      const raw = text.slice(start, cut);
      const lead = raw.length - raw.trimStart().length;
      const trimmed = raw.trim();
      if (trimmed) found.push({ text: trimmed, start: start + lead, end: start + lead + trimmed.length });
      start = cut;
    }
  };
  for (const mark of text.matchAll(/[.!?…]+["'”“»)\]]*(?=\s|$)|[。！？]+[」』）”]*|\n+/g)) {
    const end = mark.index + mark[0].length;
    if (mark[0].startsWith('\n')) {
      close(end);
      continue;
    }
    const before = text.slice(Math.max(start, end - 24), end);
    const after = text.slice(end, end + 24);
    if (mark[0] === '.' && ABBREVIATION.test(before)) {
      // "3. März" and "e.g. this" go on; "at 14." at the end of a thought is followed by a capital that is no month.
      const ordinal = /\d\.$/.test(before);
      if (
        ordinal
          ? MONTH.test(after)
          : /^\s+\S/.test(after) && !/\b\p{Lu}\.$/u.test(before.replace(/\b[A-Z]{2,}\./, ''))
      )
        continue;
    }
    if (
      /[ap]\.m\.$/.test(before) &&
      /^\s+[\p{Ll}(A-Z]{2,5}/u.test(after) &&
      !/^\s+(?:We|You|The|It|Our|This|No)\b/.test(after)
    )
      continue;
    close(end);
  }
  close(text.length);
  return found;
}

/** The thoughts of a sentence, with their places: what stands between colons, semicolons, dashes and joining words. */
export function clausesOf(sentence: Sentence): Sentence[] {
  const found: Sentence[] = [];
  let from = 0;
  const close = (until: number) => {
    const raw = sentence.text.slice(from, until);
    const text = raw.trim();
    const start = sentence.start + from + raw.length - raw.trimStart().length;
    if (text) found.push({ text, start, end: start + text.length });
    from = until;
  };
  for (const mark of sentence.text.matchAll(
    /[;:()—–](?!\d)|,? (?:and|but|so|while|whereas|und|aber|denn|während) (?=\p{L})|, /gu,
  ))
    close(mark.index + mark[0].length);
  close(sentence.text.length);
  return found;
}

export const wordsIn = (text: string): string[] => text.match(/[\p{L}\d][\p{L}\d'’:.,%-]*/gu) ?? [];

/** Japanese writes its words together, so a dictionary takes them apart. */
const TOGETHER = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
let segmenter: Intl.Segmenter | undefined;

/** Words of two letters and more. */
export function lettersIn(text: string): string[] {
  if (!TOGETHER.test(text)) return text.match(/\p{L}[\p{L}'-]+/gu) ?? [];
  segmenter ??= new Intl.Segmenter('ja', { granularity: 'word' });
  return [...segmenter.segment(text)].map(({ segment }) => segment).filter((word) => /\p{L}{2}/u.test(word));
}

/** The sentence around a position. */
export const sentenceAt = (sentences: readonly Sentence[], index: number): Sentence | undefined =>
  sentences.find((sentence) => index >= sentence.start && index < sentence.end) ?? sentences.at(-1);
