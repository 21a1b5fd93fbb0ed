/**
 * Reading somebody else's API politely: through the guarded door, one request at a time, with patience for "too many
 * requests" and for a moment of weakness, and with an end to both. What cannot be read whole is not imported at all.
 * The key is in a header and in no sentence.
 */
import type { z } from 'zod';
import type { Clock } from '#lib/clock.ts';
import type { Outbound } from '#lib/outbound/index.ts';
import { Problem } from '#lib/problem.ts';

export type Http = {
  /** The answer in the shape that is needed of it; fields that nobody asked for are ignored. */
  get<S extends z.ZodType>(url: string, shape: S): Promise<z.output<S>>;
};

const TRIES = 6;
const MOST_WAIT_MS = 60_000;
const MOST_REQUESTS = 5_000;
const MOST_BYTES = 32 * 1024 * 1024;
const ANSWER_MS = 60_000;

export function createHttp({
  outbound,
  clock,
  headers,
  name,
}: {
  outbound: Outbound;
  clock: Clock;
  headers: Record<string, string>;
  /** Of the source, for people. */
  name: string;
}): Http {
  let requests = 0;
  const wait = (ms: number) =>
    new Promise<void>((resolve) => clock.at(clock.nowMs() + Math.min(ms, MOST_WAIT_MS), resolve));
  const stop = (what: string, cause?: unknown): never => {
    throw new Problem('import.invalid', `${name} ${what} Nothing was changed.`, { cause });
  };

  async function answerOf(url: string, where: string) {
    for (let attempt = 1; ; attempt++) {
      if (++requests > MOST_REQUESTS) stop(`has more pages than ${MOST_REQUESTS} requests can read.`);
      const answer = await outbound
        .request(url, {
          headers: { accept: 'application/json', ...headers },
          timeoutMs: ANSWER_MS,
          maxBytes: MOST_BYTES,
        })
        .catch((error: Error & { code?: string }) => {
          if (error instanceof Problem) throw error;
          return stop(`could not be reached at ${where} (${error.code ?? error.message}).`, error);
        });
      // 420 is how Statuspage says 429.
      const later = answer.status === 429 || answer.status === 420 || answer.status >= 500;
      if (!later) return answer;
      if (attempt === TRIES)
        return stop(`answered ${answer.status} at ${where}, ${TRIES} times. Try again later.`);
      await wait(answer.retryAfterMs ?? 1_000 * 2 ** (attempt - 1));
    }
  }

  return {
    async get(url, shape) {
      const where = new URL(url).pathname;
      const { status, body, truncated } = await answerOf(url, where);
      if (status === 401 || status === 403)
        return stop(`did not accept the key (${status} at ${where}). Check the key and what it may read.`);
      if (status === 404)
        return stop(`knows nothing at ${where} (404). Check the id of the page and the address.`);
      if (status !== 200) return stop(`answered ${status} at ${where}.`);
      if (truncated) return stop(`answered more than ${MOST_BYTES / 1024 / 1024} MB at ${where}.`);
      let value: unknown;
      try {
        value = JSON.parse(body.toString('utf8'));
      } catch (error) {
        return stop(`answered something that is not JSON at ${where}.`, error);
      }
      const parsed = shape.safeParse(value);
      if (parsed.success) return parsed.data;
      const [issue] = parsed.error.issues;
      return stop(
        `answered in a form that is not known at ${where}: ${issue?.path.map(String).join('.') || 'the answer'}: ${issue?.message}.`,
      );
    },
  };
}

/** No source gives fewer at a time, so a page that holds fewer is the last. */
const FEWEST_PER_PAGE = 10;

/**
 * Every item of a list that comes in pages, whatever a page holds: it ends with one that brings nothing new. Some
 * sources count from 0 and some from 1, some give fewer than was asked for, and a list may move while it is read.
 */
export async function everyPage<T>(
  first: number,
  read: (page: number) => Promise<readonly T[]>,
  idOf: (item: T) => unknown,
): Promise<T[]> {
  const found = new Map<unknown, T>();
  for (let page = first; ; page++) {
    const items = await read(page);
    const before = found.size;
    for (const item of items) found.set(idOf(item), item);
    if (items.length < FEWEST_PER_PAGE || (found.size === before && page > 1)) return [...found.values()];
  }
}
