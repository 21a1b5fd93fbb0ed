/** The orders of the case table. What is not known stands last in each of them. Pure. */
import type { CaseRow } from '@candor/protocol/learn.ts';

export const ORDERS = [
  { value: 'date', label: 'Newest first' },
  { value: 'firstWord', label: 'Soonest first word' },
  { value: 'duration', label: 'Shortest first' },
] as const;
export type Order = (typeof ORDERS)[number]['value'];

export function sorted(rows: readonly CaseRow[], order: Order): CaseRow[] {
  return rows.toSorted((a, b) => {
    const [x, y] = [a[order].value, b[order].value];
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
    return (x < y ? -1 : x > y ? 1 : 0) * (order === 'date' ? -1 : 1);
  });
}
