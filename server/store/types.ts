/**
 * How PostgreSQL's values become JavaScript's. Instants are ISO strings with milliseconds, days stay days, whole
 * numbers are numbers (and refused when a number cannot hold them), decimals stay text so that money never meets a
 * binary float. The same holds inside arrays.
 */
import pg from 'pg';

type Read = (text: string) => unknown;

const INT8 = 20;
const NUMERIC = 1700;
const DATE = 1082;
const TIMESTAMP = 1114;
const TIMESTAMPTZ = 1184;

export function readInt8(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number))
    throw new RangeError(`The database holds ${text}, which is more than a number can hold.`);
  return number;
}

export function readInstant(text: string): string {
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime()))
    throw new RangeError(`The database holds the instant "${text}", which has no ISO form.`);
  return instant.toISOString();
}

const asText: Read = (text) => text;

const READERS = new Map<number, Read>([
  [INT8, readInt8],
  [NUMERIC, asText],
  [DATE, asText],
  [TIMESTAMP, asText],
  [TIMESTAMPTZ, readInstant],
]);

/** The type of an array, and that of what is in it. */
const ARRAYS = new Map<number, number>([
  [1016, INT8],
  [1231, NUMERIC],
  [1182, DATE],
  [1115, TIMESTAMP],
  [1185, TIMESTAMPTZ],
]);

// pg's own types leave this function out, though it is exported for exactly this use.
const { arrayParser } = pg.types as unknown as {
  arrayParser: { create(source: string, read: Read): { parse(): unknown[] } };
};

export const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    const read = READERS.get(oid);
    if (read) return read;
    const inner = READERS.get(ARRAYS.get(oid) ?? 0);
    if (inner) return (text: string) => arrayParser.create(text, inner).parse();
    return pg.types.getTypeParser(oid, format as 'text');
  },
};
