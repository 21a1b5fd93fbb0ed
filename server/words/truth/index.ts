/**
 * The truth gate's reading and its rule: what a text claims, and what of it is contradicted by what is known. Pure. The
 * tell room gathers what is known, blocks on what this returns, and asks again later when the world has changed.
 */
import type { Judgement, Known, Name, Scope } from './claim.ts';
import { judgeEarlier } from './earlier.ts';
import { judge } from './judge.ts';
import { readClaims } from './read.ts';
import { createReach } from './scope.ts';

export type {
  Claim,
  Evidence,
  Judgement,
  Known,
  KnownComponent,
  KnownMonitor,
  Name,
  Trouble,
  TruthKind,
} from './claim.ts';
export { clockOf, listOf } from './claim.ts';
export { againstWell, judge } from './judge.ts';
export { type Read, readClaims } from './read.ts';

export const namesOf = (known: Known): Name[] => [
  ...known.components.map(({ id, names }) => ({ id, kind: 'component', names }) as const),
  ...known.groups.map(({ id, names }) => ({ id, kind: 'group', names }) as const),
  ...known.exposure.of.map(
    ({ kind, value }) => ({ id: `exposed:${kind}:${value}`, kind: 'region', names: [value] }) as const,
  ),
];

/** Whether a monitor vouches for what a scope names. */
export const reaches = (scope: Scope, known: Known, monitorId: string): boolean =>
  createReach(known)
    .of(scope)
    .monitors.some(({ id }) => id === monitorId);

const MOST = 100;

/** What a text claims that is not so, errors first; at most a hundred, which is more than anybody mends at once. */
export function judgeText(text: string, locale: string, known: Known): Judgement[] {
  const names = namesOf(known);
  const read = readClaims(text, locale, { names, now: known.now, around: known.startedAt?.at ?? null });
  const found = [...judge(read.claims, known), ...judgeEarlier(read, known, locale, names)];
  const once: Judgement[] = [];
  for (const each of found.slice(0, 10 * MOST))
    if (
      !once.some(
        (other) =>
          other.kind === each.kind &&
          other.known === each.known &&
          other.start < each.end &&
          each.start < other.end,
      )
    )
      once.push(each);
  return once
    .sort((a, b) => Number(a.level === 'warning') - Number(b.level === 'warning') || a.start - b.start)
    .slice(0, MOST);
}
