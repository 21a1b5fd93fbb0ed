/** A table of numbers as CSV, read into rows of the API; what a value is worth is the server's to judge. Pure. */

/** Analytics exports hold instants and numbers only, so a cell has no comma; quotes around it fall away. */
export function rowsOf(csv: string): Record<string, string | number>[] {
  const [head = '', ...lines] = csv
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  const separator = head.includes(';') ? ';' : ',';
  const cells = (line: string) => line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  const names = cells(head);
  return lines.map((line) => {
    const row = cells(line).map((cell, i) => [names[i] ?? `column ${i + 1}`, readCell(cell)] as const);
    return Object.fromEntries(row.filter(([, value]) => value !== ''));
  });
}

function readCell(cell: string): string | number {
  if (/^-?\d+(\.\d+)?$/.test(cell)) return Number(cell);
  const ms = /^\d{4}-\d\d-\d\dT/.test(cell) ? Date.parse(cell) : Number.NaN;
  return Number.isNaN(ms) ? cell : new Date(ms).toISOString();
}
