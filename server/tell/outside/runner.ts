/**
 * Copies to one target: at once when the page changed, every `calmSeconds` when only its time did, and again with
 * growing pauses when it failed. An attempt has a time limit after which the runner goes on, whatever the courier
 * still hangs in; nothing here waits for another target, and the page waits for none of them.
 *
 *   waiting ──due──► copying ──ok──► waiting        (attempt)
 *                       └──failed, too late──► waiting, failures + 1
 */
import type { OutsideState } from '@candor/protocol/outside.ts';
import type { Clock } from '#lib/clock.ts';
import type { Log } from '#lib/log.ts';
import type { Loops } from '#lib/loop.ts';
import { withoutSecret } from '#lib/secret-box.ts';
import type { Courier } from './carry.ts';
import type { Copy } from './copy.ts';
import type { OpenTarget } from './targets.ts';

export type Outcome = Omit<OutsideState, 'copying' | 'warning' | 'nextAttemptAt'>;
export type Runner = ReturnType<typeof createRunner>;

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;
/** What others did at the target is found within an hour. */
const FULL_MS = 3_600_000;

export const NOTHING_YET: Outcome = {
  lastAttemptAt: null,
  lastSuccessAt: null,
  failingSince: null,
  failures: 0,
  lastError: null,
  files: null,
  bytes: null,
  durationMs: null,
  version: null,
  validUntil: null,
};

export const pauseMs = (failures: number): number =>
  Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 10));

export function createRunner({
  opened,
  courier,
  current,
  outcome: known,
  clock,
  loops,
  log,
  settled,
}: {
  opened: OpenTarget;
  courier: Courier;
  /** What has to lie at the target; null while there is no page yet. */
  current: () => Copy | null;
  outcome: Outcome;
  clock: Clock;
  loops: Loops;
  log: Log;
  /** Told how an attempt ended. */
  settled: (outcome: Outcome) => void;
}) {
  const { target, secret } = opened;
  const had = new Map<string, string>();
  let outcome = known;
  let copied: Copy | null = null;
  let full = true;
  let fullAtMs = Number.NEGATIVE_INFINITY;
  let attempt: Promise<void> | null = null;
  /** The courier's own promise: it may hang on after its attempt was given up. */
  let under: Promise<unknown> | null = null;
  let nextMs: number | null = null;
  let endedMs = Number.NEGATIVE_INFINITY;
  let stopped = false;
  const end = new AbortController();

  /** When it is due, or null: nothing is to be done until somebody kicks. */
  function dueMs(): number | null {
    const copy = current();
    if (!copy || stopped) return null;
    // The first attempt after a start, or after somebody changed the target, waits for nothing.
    if (endedMs === Number.NEGATIVE_INFINITY) return clock.nowMs();
    const lastMs = outcome.lastAttemptAt ? Date.parse(outcome.lastAttemptAt) : Number.NEGATIVE_INFINITY;
    // A clock that was set back makes nothing wait for the time that it came from.
    if (lastMs > clock.nowMs() || endedMs > clock.nowMs()) return clock.nowMs();
    if (outcome.failures > 0) return endedMs + pauseMs(outcome.failures);
    if (!copied || copied.content !== copy.content) return clock.nowMs();
    return lastMs + target.calmSeconds * 1_000;
  }

  async function carryNow(): Promise<void> {
    const copy = current();
    if (!copy) return;
    const at = clock.now();
    const startMs = clock.monotonicMs();
    if (Math.abs(clock.nowMs() - fullAtMs) >= FULL_MS) {
      full = true;
      fullAtMs = clock.nowMs();
      had.clear();
    }
    const late = new AbortController();
    const limitMs = target.timeoutSeconds * 1_000;
    const cancel = clock.at(clock.nowMs() + limitMs, () =>
      late.abort(new Error(`It took longer than ${target.timeoutSeconds} s and was given up.`)),
    );
    const signal = AbortSignal.any([late.signal, end.signal]);
    outcome = { ...outcome, lastAttemptAt: at };
    try {
      if (under) throw new Error('The attempt before still hangs in this target.');
      const work = courier({ copy, had, full, signal });
      under = work.then(
        () => (under = null),
        () => (under = null),
      );
      const { files, bytes } = await Promise.race([work, aborted(signal)]);
      copied = copy;
      full = false;
      outcome = {
        ...outcome,
        lastSuccessAt: clock.now(),
        failingSince: null,
        failures: 0,
        lastError: null,
        files,
        bytes,
        durationMs: Math.round(clock.monotonicMs() - startMs),
        version: copy.version,
        validUntil: copy.validUntil,
      };
    } catch (error) {
      if (stopped) return;
      const words = withoutSecret(wordsOf(error), secret).slice(0, 500);
      outcome = {
        ...outcome,
        failingSince: outcome.failingSince ?? at,
        failures: outcome.failures + 1,
        lastError: words,
      };
      log.warn({ target: target.id, failures: outcome.failures }, `a copy of the page failed: ${words}`);
    } finally {
      cancel();
      endedMs = clock.nowMs();
    }
    settled(outcome);
  }

  const begin = (): Promise<void> => {
    attempt ??= carryNow().finally(() => {
      attempt = null;
      loop.kick();
    });
    return attempt;
  };

  const loop = loops.start(`outside ${target.id}`, async () => {
    const due = dueMs();
    nextMs = due;
    if (due === null || attempt) return null;
    if (due > clock.nowMs()) return due;
    // Not waited for: a hung target is no unfinished turn of the house.
    void begin();
    return null;
  });

  return {
    opened,
    kick: () => loop.kick(),
    /** Copies everything now, whatever the pause, and answers when that attempt has ended. */
    async now(): Promise<void> {
      await attempt;
      fullAtMs = Number.NEGATIVE_INFINITY;
      await begin();
    },
    outcome: () => outcome,
    copying: () => attempt !== null,
    nextAttemptAt: () => (nextMs === null || attempt ? null : new Date(nextMs).toISOString()),
    async stop() {
      stopped = true;
      end.abort(new Error('Candor is stopping.'));
      await loop.stop();
      await attempt;
    },
  };
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

const SYSTEM: Record<string, string> = {
  ENOSPC: 'There is no room left on the disk of this target.',
  EDQUOT: 'The quota of this target is used up.',
  EACCES: 'This account may not write there.',
  EPERM: 'This account may not write there.',
  EROFS: 'The file system of this target cannot be written.',
  ENOTDIR: 'A part of the path is a file and not a folder.',
  EISDIR: 'There is a folder where a file has to be.',
  ECONNREFUSED: 'Nothing listens at this address.',
  ECONNRESET: 'The target closed the connection.',
  UND_ERR_SOCKET: 'The target closed the connection.',
  ENOTFOUND: 'The name of this host is not known.',
  EAI_AGAIN: 'The name of this host cannot be resolved now.',
};

function wordsOf(error: unknown): string {
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const { code, message } = inner as { code?: string; message?: string };
  return (code && SYSTEM[code]) || message || 'It failed without a word.';
}
