/** Two versions of a template side by side, word by word: what stayed, what went, what came. Pure. */
import type { TextChange } from '@candor/protocol/templates.ts';
import type { TemplateText } from '@candor/protocol/words.ts';

const PARTS = ['subject', 'body', 'short', 'banner'] as const;
/** Longer texts are compared line by line, so that the work stays small. */
const MOST_WORDS = 1_500;

export const compareTemplates = (
  before: TemplateText,
  after: TemplateText,
): { part: (typeof PARTS)[number]; changes: TextChange[] }[] =>
  PARTS.filter((part) => before[part] !== after[part]).map((part) => ({
    part,
    changes: changesIn(before[part], after[part]),
  }));

export function changesIn(before: string, after: string): TextChange[] {
  const words = /\s+|[^\s]+/g;
  const lines = /[^\n]*\n|[^\n]+$/g;
  const split = (by: RegExp) => [before.match(by) ?? [], after.match(by) ?? []] as const;
  const byWord = split(words);
  const [a, b] = byWord.some((each) => each.length > MOST_WORDS) ? split(lines) : byWord;
  const lengths = longestCommon(a, b);
  const changes: TextChange[] = [];
  const add = (does: TextChange['does'], text: string) => {
    const last = changes.at(-1);
    if (last?.does === does) last.text += text;
    else changes.push({ does, text });
  };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length)
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add('keep', a[i]!);
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && lengths[i + 1]![j]! >= lengths[i]![j + 1]!)) {
      add('remove', a[i]!);
      i += 1;
    } else {
      add('add', b[j]!);
      j += 1;
    }
  return changes;
}

/** How many pieces two endings have in common, for every pair of endings. */
function longestCommon(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      rows[i]![j] = a[i] === b[j] ? rows[i + 1]![j + 1]! + 1 : Math.max(rows[i + 1]![j]!, rows[i]![j + 1]!);
  return rows;
}
