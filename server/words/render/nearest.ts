/** The name that somebody probably meant, as the end of a sentence; empty when nothing is near. Pure. */
const MOST_EDITS = 2;
const LONGEST = 40;

export function nearest(name: string, names: Iterable<string>): string {
  if (name.length > LONGEST) return '';
  const near = [...names]
    .map((each) => ({ each, edits: editsBetween(name.toLowerCase(), each.toLowerCase()) }))
    .filter(({ edits }) => edits <= MOST_EDITS)
    .sort((a, b) => a.edits - b.edits)[0];
  return near ? ` (do you mean "${near.each}"?)` : '';
}

/** Levenshtein's distance, row by row. */
function editsBetween(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++)
      row.push(Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    above = row;
  }
  return above[b.length]!;
}
