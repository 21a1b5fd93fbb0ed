/** What a good answer looks like. Pure: an answer in, the first broken expectation out. */
import type { Assertion, FailureKind } from '@candor/protocol/watch.ts';
import { inMs } from './probe.ts';

export type Answer = {
  status: number;
  headers: ReadonlyMap<string, string>;
  text: string;
  elapsedMs: number;
};
export type Broken = { kind: FailureKind; sentence: string };

const GOOD = ['2xx'];

/** The status is judged first: a page that answers 500 is best described by that. */
export function firstBroken(assertions: readonly Assertion[], answer: Answer): Broken | null {
  const statuses = assertions.flatMap((assertion) => (assertion.type === 'status' ? [assertion.oneOf] : []));
  if (!(statuses.length > 0 ? statuses : [GOOD]).every((oneOf) => statusMatches(oneOf, answer.status)))
    return { kind: 'status', sentence: `answered ${answer.status} after ${inMs(answer.elapsedMs)}` };
  for (const assertion of assertions) {
    const broken = check(assertion, answer);
    if (broken) return broken;
  }
  return null;
}

export function statusMatches(oneOf: readonly string[], status: number): boolean {
  return oneOf.some((range) => {
    if (range.endsWith('xx')) return Math.floor(status / 100) === Number(range[0]);
    const [low, high = low] = range.split('-').map(Number);
    return status >= low! && status <= high!;
  });
}

function check(assertion: Assertion, { headers, text, elapsedMs, status }: Answer): Broken | null {
  const after = `answered ${status} after ${inMs(elapsedMs)}`;
  switch (assertion.type) {
    case 'status':
      return null;
    case 'body': {
      const found = text.includes(assertion.text);
      if (found === (assertion.operator === 'contains')) return null;
      return {
        kind: 'keyword',
        sentence: `${after}, but the text ${found ? 'contains' : 'does not contain'} ${quote(assertion.text)}`,
      };
    }
    case 'header': {
      const value = headers.get(assertion.name.toLowerCase());
      if (value === undefined)
        return { kind: 'content', sentence: `${after}, but without the header ${assertion.name}` };
      if (assertion.operator === 'exists') return null;
      const good =
        assertion.operator === 'equals' ? value === assertion.value : value.includes(assertion.value);
      if (good) return null;
      const word = assertion.operator === 'equals' ? 'is not' : 'does not contain';
      return {
        kind: 'content',
        sentence: `${after}, but the header ${assertion.name} ${word} ${quote(assertion.value)}`,
      };
    }
    case 'json': {
      const read = readJson(text, assertion.path);
      if (read.found && read.value === assertion.equals) return null;
      const why = read.valid
        ? `${assertion.path} is not ${JSON.stringify(assertion.equals)}`
        : 'it is not JSON';
      return { kind: 'content', sentence: `${after}, but ${why}` };
    }
    case 'responseTime':
      if (elapsedMs < assertion.belowMs) return null;
      return { kind: 'slow', sentence: `${after}, slower than ${inMs(assertion.belowMs)}` };
  }
}

/** `$.checks[0]["a b"].status`: names, numbers in brackets, quoted names in brackets; nothing else. */
export function readJson(text: string, path: string): { valid: boolean; found: boolean; value?: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { valid: false, found: false };
  }
  for (const [, name, index, quoted] of path.matchAll(/\.?([A-Za-z_][\w-]*)|\[(\d+)\]|\["([^"]+)"\]/g)) {
    const key = name ?? index ?? quoted!;
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key))
      return { valid: true, found: false };
    value = (value as Record<string, unknown>)[key];
  }
  return { valid: true, found: true, value };
}

const quote = (text: string) => `"${text.length > 80 ? `${text.slice(0, 79)}…` : text}"`;
