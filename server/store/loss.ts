/**
 * What an error of the database means for the one who asked: that the database is gone, that its disk is full, that
 * the work should be tried again, or none of these. A lost connection says honestly what is known about the change.
 */
import { Problem } from '#lib/problem.ts';

const LOST = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EACCES',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  '57P01', // ended by an administrator, or by a stop of the server
  '57P02', // another session crashed
  '57P03', // starting up, shutting down or recovering
  '53300', // no connection is left
]);

const LOST_MESSAGE =
  /connection terminated|not currently accepting connections|connection ended|not queryable|client has encountered a connection error|query read timeout|client was closed/i;

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');

/** The database cannot be reached, or ended the connection. */
export function isLost(error: unknown): boolean {
  const code = codeOf(error);
  const { message = '' } = (error ?? {}) as { message?: string };
  if (error instanceof AggregateError) return error.errors.some(isLost);
  return LOST.has(code) || code.startsWith('08') || LOST_MESSAGE.test(message);
}

/** Every connection of the pool is in use and stayed so: the database is fine, this process asks too much of it. */
export const isCrowded = (error: unknown): boolean =>
  /timeout exceeded when trying to connect/i.test((error as Error | null)?.message ?? '');

export const isDiskFull = (error: unknown): boolean => codeOf(error) === '53100';

/** A serialization failure or a deadlock: the same work from the start will probably pass. */
export const isRetriable = (error: unknown): boolean => ['40001', '40P01'].includes(codeOf(error));

/** How far a change had got when the connection broke. */
export type Moment = 'nothing sent' | 'not committed' | 'perhaps committed';

export function unavailable(cause: unknown, moment: Moment): Problem {
  if (moment === 'perhaps committed')
    return new Problem(
      'store.unavailable',
      'The connection to the database broke while the change was being committed, so it is not known whether it was made. Look before you try again.',
      { cause, extra: { outcome: 'unknown' } },
    );
  return new Problem(
    'store.unavailable',
    'The database cannot be reached at the moment; nothing was changed. Try again.',
    { cause },
  );
}

export const diskFull = (cause: unknown): Problem =>
  new Problem(
    'store.unavailable',
    'The disk of the database is full; nothing was changed. Free some space and try again.',
    { cause },
  );
