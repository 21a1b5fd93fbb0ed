/**
 * The verdict: is it down, or was that a hiccup? Pure. Results of single checks go in, one after the other; a
 * standing comes out, and now and then a transition.
 *
 *   unknown ──1 good──▶ up ──`confirmations` failures in a row──▶ down ──`recoverConfirmations` good in a row──▶ up
 *      │                └──as many checks in a row that could not be made──▶ unknown
 *      └──`confirmations` failures in a row──▶ down
 *
 * Invariants (tested as properties):
 *  1. `failed` and `recovered` alternate, beginning with `failed`.
 *  2. Between two transitions lie at least as many results in a row as the rules ask for.
 *  3. A check that could not be made neither confirms nor refutes: it never turns down into up.
 *  4. A failure inside a maintenance window is announced by `silenced`, and by `failed` only when it outlives it.
 */
import type { Verdict } from '@candor/protocol/watch.ts';

export type Result = { outcome: Verdict; startedMs: number; endedMs: number };

export type Rules = { confirmations: number; recoverConfirmations: number };

export type Standing = {
  verdict: Verdict;
  sinceMs: number | null;
  /** Start of the first failing check of the outage that lasts; null while not down. */
  downSinceMs: number | null;
  /** False while a maintenance window hides the failure. */
  announced: boolean;
  silencedBy: string | null;
  /** Results in a row. */
  failures: number;
  firstFailureMs: number | null;
  goods: number;
  firstGoodMs: number | null;
  unknowns: number;
  /** When failures were confirmed lately, newest last: a target that flaps has to stay good for longer. */
  confirmedMs: number[];
};

export type Transition =
  | { kind: 'failed'; atMs: number; firstFailedMs: number }
  | { kind: 'recovered'; atMs: number; firstGoodMs: number; downSinceMs: number }
  | { kind: 'silenced'; atMs: number; firstFailedMs: number; windowId: string };

const FLAP_WINDOW_MS = 30 * 60_000;
const MOST_PATIENCE = 8;

export const newStanding = (): Standing => ({
  verdict: 'unknown',
  sinceMs: null,
  downSinceMs: null,
  announced: false,
  silencedBy: null,
  failures: 0,
  firstFailureMs: null,
  goods: 0,
  firstGoodMs: null,
  unknowns: 0,
  confirmedMs: [],
});

/** Good checks in a row that end an outage: doubled for every outage confirmed in the half hour before this one. */
export function goodsToRecover(standing: Standing, rules: Rules, nowMs: number): number {
  const lately = standing.confirmedMs.filter((ms) => nowMs - ms < FLAP_WINDOW_MS).length;
  return rules.recoverConfirmations * Math.min(2 ** Math.max(0, lately - 1), MOST_PATIENCE);
}

/** `windowId` names the maintenance window that covers the component while the check was made, if any. */
export function judge(
  before: Standing,
  result: Result,
  rules: Rules,
  windowId: string | null = null,
): { standing: Standing; transition: Transition | null } {
  const standing = count(before, result);
  if (standing.verdict === 'down') return judgeDown(standing, result, rules, windowId);

  if (result.outcome === 'down' && standing.failures >= rules.confirmations) {
    const firstFailedMs = standing.firstFailureMs ?? result.startedMs;
    const down: Standing = {
      ...standing,
      verdict: 'down',
      sinceMs: firstFailedMs,
      downSinceMs: firstFailedMs,
      announced: windowId === null,
      silencedBy: windowId,
      confirmedMs: windowId ? standing.confirmedMs : noteFlap(standing.confirmedMs, result.endedMs),
    };
    const transition: Transition = windowId
      ? { kind: 'silenced', atMs: result.endedMs, firstFailedMs, windowId }
      : { kind: 'failed', atMs: result.endedMs, firstFailedMs };
    return { standing: down, transition };
  }
  if (result.outcome === 'up' && standing.verdict === 'unknown')
    return { standing: { ...standing, verdict: 'up', sinceMs: result.startedMs }, transition: null };
  if (standing.unknowns >= rules.confirmations && standing.verdict === 'up')
    return { standing: { ...standing, verdict: 'unknown', sinceMs: result.startedMs }, transition: null };
  return { standing, transition: null };
}

function judgeDown(standing: Standing, result: Result, rules: Rules, windowId: string | null) {
  if (standing.goods >= goodsToRecover(standing, rules, result.endedMs)) {
    const firstGoodMs = standing.firstGoodMs ?? result.startedMs;
    const { downSinceMs, announced } = standing;
    const up: Standing = {
      ...standing,
      verdict: 'up',
      sinceMs: firstGoodMs,
      downSinceMs: null,
      announced: false,
      silencedBy: null,
    };
    const transition: Transition | null =
      announced && downSinceMs !== null
        ? { kind: 'recovered', atMs: result.endedMs, firstGoodMs, downSinceMs }
        : null;
    return { standing: up, transition };
  }
  // The window has passed and the failure has not: from here on it counts, and from here on it is counted.
  if (!standing.announced && !windowId && result.outcome === 'down') {
    const outlived: Standing = {
      ...standing,
      announced: true,
      silencedBy: null,
      downSinceMs: result.startedMs,
      confirmedMs: noteFlap(standing.confirmedMs, result.endedMs),
    };
    const transition: Transition = { kind: 'failed', atMs: result.endedMs, firstFailedMs: result.startedMs };
    return { standing: outlived, transition };
  }
  return { standing, transition: null };
}

function count(before: Standing, { outcome, startedMs }: Result): Standing {
  if (outcome === 'unknown') return { ...before, unknowns: before.unknowns + 1 };
  if (outcome === 'down')
    return {
      ...before,
      unknowns: 0,
      goods: 0,
      firstGoodMs: null,
      failures: before.failures + 1,
      firstFailureMs: before.failures === 0 ? startedMs : before.firstFailureMs,
    };
  return {
    ...before,
    unknowns: 0,
    failures: 0,
    firstFailureMs: null,
    goods: before.goods + 1,
    firstGoodMs: before.goods === 0 ? startedMs : before.firstGoodMs,
  };
}

const noteFlap = (confirmedMs: number[], atMs: number) =>
  [...confirmedMs, atMs].filter((ms) => atMs - ms < FLAP_WINDOW_MS).slice(-8);

/** Results in a row that speak against the verdict: while there are any, the next check comes soon. */
export function doubts(standing: Standing): number {
  return standing.verdict === 'down' ? standing.goods : standing.failures;
}
