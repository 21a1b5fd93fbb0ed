/** A list from bytes to numbered rows of cells, one after another: memory does not grow with its length. */
import { Problem } from '#lib/problem.ts';
import { type Columns, delimiterOf, type Layout, layoutOf } from './columns.ts';
import { textOf } from './text.ts';

const LONGEST_ROW = 100_000;
const OPEN_QUOTE = new Set(['CSV_MAX_RECORD_SIZE', 'CSV_QUOTE_NOT_CLOSED']);

export type Line = { line: number; cells: string[] } | { line: number; column: string; why: string };

/** The columns first, then every row; a row that is no CSV is a line with a reason. */
export async function* readLines(bytes: AsyncIterable<Buffer>): AsyncGenerator<Columns | Line[]> {
  const { parse } = await import('csv-parse');
  const text = textOf(bytes);
  let start = '';
  while (!/[\r\n]/.test(start) && start.length < LONGEST_ROW) {
    const more = await text.next();
    if (more.done) break;
    start += more.value;
  }
  if (start.trim() === '') throw new Problem('import.invalid', 'The file is empty.');
  // A spreadsheet may be told the sign between columns before anything else.
  const sign = /^sep=(.)$/i.exec(start.split(/[\r\n]/, 1)[0]!)?.[1];
  const broken: Line[] = [];
  /** The line in which the last row ended. */
  let ended = 0;
  const parser = parse({
    delimiter: sign ?? delimiterOf(start.split(/[\r\n]/, 1)[0]!),
    from_line: sign ? 2 : 1,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    skip_records_with_error: true,
    max_record_size: LONGEST_ROW,
    on_record(record, { lines }) {
      ended = lines;
      return record;
    },
  });
  parser.on('skip', ({ lines, message, code }: { lines: number; message: string; code: string }) => {
    // It runs over lines: to skip it would be to lose all that follows without a word.
    if (OPEN_QUOTE.has(code) && lines > ended + 1)
      parser.destroy(
        new Problem(
          'import.invalid',
          `A quotation mark opens in line ${ended + 1} and is not closed, so that nothing after it can be read as rows. Close it, or double it where it belongs to the text.`,
        ),
      );
    else if (lines !== ended) broken.push({ line: lines, column: '', why: sentence(message) });
    ended = lines;
  });
  const fed = feed(parser, start, text);
  // A reader that stops early breaks the feeding, and that is no error of its own.
  fed.catch(() => {});
  let layout: Layout | null = null;
  let width = 0;
  let lines: Line[] = [];
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      if (!layout) {
        layout = layoutOf(record.map((name) => name.trim()));
        width = layout.headless ? layout.widest : record.length;
        yield layout.columns;
        if (!layout.headless) continue;
      }
      const fits = layout.headless ? record.length <= width : record.length === width;
      lines.push(
        fits
          ? { line: info.lines, cells: record }
          : {
              line: info.lines,
              column: '',
              why: layout.headless
                ? `has ${record.length} columns; a list with more than ${width} has to name them in its first line`
                : `has ${record.length} ${record.length === 1 ? 'column' : 'columns'} where the first line has ${width}`,
            },
      );
      if (broken.length > 0) lines.push(...broken.splice(0));
      if (lines.length < 500) continue;
      yield lines;
      lines = [];
    }
    await fed;
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(
      'import.invalid',
      `The file cannot be read as CSV: ${sentence((error as Error).message)}.`,
    );
  } finally {
    parser.destroy();
  }
  lines.push(...broken);
  if (lines.length > 0) yield lines;
}

type Sink = {
  write(text: string): boolean;
  end(): void;
  once(event: string, then: () => void): unknown;
  destroy(error?: Error): unknown;
};

async function feed(parser: Sink, start: string, rest: AsyncGenerator<string>): Promise<void> {
  try {
    parser.write(start);
    for await (const chunk of rest)
      if (chunk !== '' && !parser.write(chunk))
        await new Promise<void>((resolve) => parser.once('drain', resolve));
    parser.end();
  } catch (error) {
    parser.destroy(error as Error);
    throw error;
  }
}

const sentence = (message: string) => message.slice(0, 200).replaceAll('\n', ' ');
