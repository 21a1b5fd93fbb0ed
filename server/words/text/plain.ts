/**
 * Markdown read as a reader reads it: marks fall away, link labels stay. A map leads every position back to the
 * source, so that a finding can point at the words its author typed.
 */
export type PlainText = {
  text: string;
  /** The position in the source of a position in `text`. */
  sourceAt(index: number): number;
};

/** Marks that carry no words: emphasis, code ticks, headings, quotes, list bullets, and the target of a link. */
const MARKS =
  /\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+"[^"]*")?\)|!?\[(?=[^\]\n]*\]\()|\*{1,3}|(?<![\p{L}\d])_{1,2}(?=\S)|(?<=\S)_{1,2}(?![\p{L}\d])|`+|^[ \t]*#{1,6}[ \t]+|^[ \t]*>[ \t]?|^[ \t]*[-+][ \t]+/gmu;

export function plainText(source: string): PlainText {
  let text = '';
  const starts: { at: number; from: number }[] = [];
  let read = 0;
  const keep = (until: number) => {
    if (until === read) return;
    starts.push({ at: text.length, from: read });
    text += source.slice(read, until);
  };
  for (const mark of source.matchAll(MARKS)) {
    keep(mark.index);
    read = mark.index + mark[0].length;
  }
  keep(source.length);
  return {
    // Same length, so the map holds: typographic apostrophes and spaces are matched as their plain cousins.
    text: text.replace(/[’ʼ]/g, "'").replace(/[\u00a0\u202f\u2009]/g, ' '),
    sourceAt(index) {
      const run = starts.findLast((each) => each.at <= index);
      return run ? run.from + index - run.at : 0;
    },
  };
}

/** What a link may lead to; of others the label alone stays. */
const OPENS = /^(?:https?|mailto|tel):/i;
const LINK = /!?\[([^\]\n]*)\]\(((?:[^()\s]|\([^()\s]*\))*)(?:\s+"[^"]*")?\)/g;

/** Markdown as plain text for mail and SMS: a link keeps its address to the letter, unless the label is the address. */
export function withoutMarks(markdown: string): string {
  // Turns the order of everything after it round; what isolates a part stays.
  const source = markdown.replace(/[\u202a-\u202e]/g, '');
  let text = '';
  let read = 0;
  for (const link of source.matchAll(LINK)) {
    const [whole, label = '', url = ''] = link;
    const opens = OPENS.test(url);
    text += unmarked(source.slice(read, link.index));
    text += label === url || label === '' ? url : opens ? `${unmarked(label)}: ${url}` : unmarked(label);
    read = link.index + whole.length;
  }
  text += unmarked(source.slice(read));
  return text
    .replace(/^[ \t]*#{1,6}[ \t]+/gm, '')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const unmarked = (text: string): string =>
  text
    .replace(/\\([\\`*_{}[\]()#+\-.!<>|~&])/g, '$1')
    .replace(/\*{1,3}|`+/g, '')
    .replace(/(?<![\p{L}\d/_.-])_{1,2}(?=\S)|(?<=\S)_{1,2}(?![\p{L}\d/_-])(?<!https?:\/\/\S+)/gu, '');
