/**
 * The watching itself: who is checked when, what each result means, and who is told. It holds the monitors and their
 * standings in memory, so that it goes on when the database is gone, and waits for nobody: not for the recorder, not
 * for a listener, not for a hung target. Judging is `verdict.ts`, planning is `plan.ts`; here they meet.
 */
import type { CheckResult, Monitor, MonitorState } from '@candor/protocol/watch.ts';
import type { Calendar } from '#calendar';
import type { Clock } from '#lib/clock.ts';
import type { Log } from '#lib/log.ts';
import type { Loop, Loops } from '#lib/loop.ts';
import { type Checked, checkUntilSettled } from './check.ts';
import { factOf } from './facts.ts';
import { createDueHeap } from './heap.ts';
import { firstDueMs, nextDueMs } from './plan.ts';
import type { ProbeResult, ProbeTarget } from './probes/index.ts';
import type { Recorder, StandingNote } from './recorder.ts';
import { doubts, judge, newStanding, type Standing, type Transition } from './verdict.ts';

export type Watched = {
  monitor: Monitor;
  number: number;
  standing: Standing;
  last: CheckResult | null;
  lastPlannedMs: number | null;
  lastBeatMs: number | null;
  /** Silence before this instant is not held against a heartbeat: nobody was there to hear it. */
  deafUntilMs: number;
  running: Promise<void> | null;
};

export type TransitionNotice = {
  monitor: Monitor;
  transition: Transition;
  result: CheckResult;
};

export type Engine = {
  /** Takes the monitors as they are now; standings and plans of those that stay are kept. */
  load(rows: readonly { monitor: Monitor; number: number; note: StandingNote | null }[]): void;
  get(monitorId: string): Watched | null;
  all(): Iterable<Watched>;
  state(watched: Watched): MonitorState;
  /** Runs a check now, outside the plan; joins one that runs already. */
  checkNow(watched: Watched): Promise<void>;
  beat(watched: Watched, failed: boolean): void;
  /** Starts the monitor's story anew: what it watches has changed. */
  restart(monitorId: string, monitor: Monitor): void;
  onTransition(listener: (notice: TransitionNotice) => void): void;
  inFlight(): number;
  start(): void;
  stop(): Promise<void>;
};

/** Checks that have not answered within this time stop counting as busy, so that hung targets starve nobody. */
const YOUNG_MS = 1_000;
const MOST_YOUNG = 200;
const MOST_IN_FLIGHT = 4_000;
/** How long a story on a hand-moved clock waits for a real answer before it moves on. */
const PATIENCE_MS = 1_000;
const CLOCK_SET_BACK_MS = 2_000;
/** A turn that comes this much too late was slept through: the machine, or all of this process. */
const SLEPT_MS = 30_000;
const WATCHDOG_MS = 5_000;

export function createEngine(deps: {
  clock: Clock;
  log: Log;
  loops: Loops;
  calendar: Pick<Calendar, 'silencing' | 'silencedUntilMs' | 'onChange'>;
  recorder: Recorder;
  probe: (target: ProbeTarget, timeoutMs: number) => Promise<ProbeResult>;
}): Engine {
  const { clock, log, loops, calendar, recorder, probe } = deps;
  const watchedById = new Map<string, Watched>();
  const due = createDueHeap();
  const ready: string[] = [];
  const starts: Set<{ startedMs: number }> = new Set();
  const listeners: ((notice: TransitionNotice) => void)[] = [];
  const startedAtMs = clock.nowMs();
  let lastWallMs = clock.nowMs();
  let wakeMs = Number.POSITIVE_INFINITY;
  let loop: Loop | undefined;
  let watchdog: NodeJS.Timeout | undefined;

  const intervalOf = ({ target, intervalSeconds }: Monitor) =>
    1_000 * (target.kind === 'heartbeat' ? Math.max(target.periodSeconds, 1) : intervalSeconds);
  const rulesOf = ({ target, confirmations, recoverConfirmations }: Monitor) =>
    target.kind === 'heartbeat'
      ? { confirmations: 1, recoverConfirmations: 1 }
      : { confirmations, recoverConfirmations };
  const isCurrent = (watched: Watched) =>
    watchedById.get(watched.monitor.id) === watched && watched.monitor.enabled;

  function plan(watched: Watched, dueMs: number | null) {
    const { monitor, standing } = watched;
    if (!monitor.enabled || dueMs === null) return due.remove(monitor.id);
    // A failure that maintenance hides is looked at again the moment the window ends.
    const hidden = standing.verdict === 'down' && !standing.announced;
    const endMs = hidden ? calendar.silencedUntilMs(monitor.componentId) : null;
    const soonestMs = endMs === null ? dueMs : Math.min(dueMs, endMs);
    due.set(monitor.id, soonestMs);
    if (soonestMs >= wakeMs) return;
    wakeMs = soonestMs;
    loop?.kick();
  }

  /** A heartbeat is due when its silence has lasted too long; before its first beat it waits without an opinion. */
  function beatDueMs({ monitor, lastBeatMs, deafUntilMs, standing }: Watched): number | null {
    if (monitor.target.kind !== 'heartbeat' || lastBeatMs === null) return null;
    const { periodSeconds, graceSeconds } = monitor.target;
    const patienceMs = 1_000 * (periodSeconds + graceSeconds);
    if (standing.verdict === 'down') return clock.nowMs() + Math.max(1_000, 1_000 * periodSeconds);
    return Math.max(lastBeatMs + patienceMs, deafUntilMs);
  }

  function planFirst(watched: Watched) {
    const { monitor, lastPlannedMs, lastBeatMs } = watched;
    if (monitor.target.kind === 'heartbeat') {
      const periodMs = 1_000 * monitor.target.periodSeconds;
      const graceMs = 1_000 * monitor.target.graceSeconds;
      // A beat that was due while this process was not running may have been sent to nobody.
      if (lastBeatMs !== null && lastBeatMs + periodMs <= startedAtMs)
        watched.deafUntilMs = startedAtMs + periodMs + graceMs;
      return plan(watched, beatDueMs(watched));
    }
    plan(
      watched,
      firstDueMs({ id: monitor.id, intervalMs: intervalOf(monitor), lastPlannedMs }, clock.nowMs()),
    );
  }

  /** Beats that were sent while this process slept were heard by nobody, and are not held against the job. */
  function deafen(nowMs: number) {
    log.warn({ sleptMs: nowMs - wakeMs }, 'nothing was watched for a while; heartbeats get their time anew');
    for (const watched of watchedById.values()) {
      const { target } = watched.monitor;
      if (target.kind !== 'heartbeat' || watched.standing.verdict === 'down') continue;
      watched.deafUntilMs = nowMs + 1_000 * (target.periodSeconds + target.graceSeconds);
      plan(watched, beatDueMs(watched));
    }
  }

  function planNext(watched: Watched, first: boolean) {
    const { monitor, lastPlannedMs } = watched;
    if (monitor.target.kind === 'heartbeat') return plan(watched, beatDueMs(watched));
    plan(
      watched,
      nextDueMs({ id: monitor.id, intervalMs: intervalOf(monitor), lastPlannedMs }, clock.nowMs(), first),
    );
  }

  /** Judges one result, keeps it, tells who wants to know; answers how many more results are wanted soon. */
  function conclude(watched: Watched, { startedMs, endedMs, result }: Checked): number {
    if (!isCurrent(watched)) return 0;
    const { monitor } = watched;
    const rules = rulesOf(monitor);
    const window =
      calendar.silencing(monitor.componentId, startedMs) ?? calendar.silencing(monitor.componentId, endedMs);
    const { standing, transition } = judge(
      window ? watched.standing : afterItsWindow(watched, startedMs),
      { outcome: result.outcome, startedMs, endedMs },
      rules,
      window?.id ?? null,
    );
    watched.standing = standing;
    watched.last = { at: new Date(startedMs).toISOString(), ...result };
    const facts = transition ? [factOf(monitor, transition, watched.last)] : [];
    keep(watched, startedMs, facts);
    if (transition) tell({ monitor, transition, result: watched.last });
    if (result.outcome === 'unknown') return 0;
    const sum = doubts(standing);
    const wanted = standing.verdict === 'down' ? rules.recoverConfirmations : rules.confirmations;
    return sum === 0 ? 0 : Math.max(0, wanted - sum);
  }

  /** Of failures in a row that began in a window, what came after its end counts, and from its end on. */
  function afterItsWindow({ monitor, standing }: Watched, startedMs: number): Standing {
    const { firstFailureMs, verdict } = standing;
    if (firstFailureMs === null || verdict === 'down') return standing;
    const endMs = calendar.silencedUntilMs(monitor.componentId, firstFailureMs);
    return endMs === null ? standing : { ...standing, firstFailureMs: Math.min(endMs, startedMs) };
  }

  function keep(watched: Watched, atMs: number, facts: ReturnType<typeof factOf>[]) {
    const { monitor, number, standing, last, lastPlannedMs, lastBeatMs } = watched;
    const { outcome, latencyMs, failure, httpStatus, detail } = last!;
    const sample = { monitor: number, atMs, outcome, latencyMs, failure, httpStatus, detail };
    recorder.add(monitor.id, sample, { standing, last, lastPlannedMs, lastBeatMs }, facts);
  }

  function tell(notice: TransitionNotice) {
    const { kind } = notice.transition;
    log.info({ monitorId: notice.monitor.id, kind, detail: notice.result.detail }, `monitor ${kind}`);
    for (const listener of listeners)
      try {
        listener(notice);
      } catch (error) {
        log.error({ err: error }, 'somebody who wanted to know about a transition failed');
      }
  }

  async function run(watched: Watched, plannedMs: number): Promise<void> {
    const { monitor } = watched;
    const { target, timeoutMs, recheckMs } = monitor;
    const first = watched.lastPlannedMs === null;
    watched.lastPlannedMs = Math.max(plannedMs, watched.lastPlannedMs ?? plannedMs);
    if (target.kind === 'heartbeat') {
      conclude(watched, missedBeat(watched));
      return planNext(watched, first);
    }
    const { verdict, failures } = watched.standing;
    const wanted = verdict === 'down' ? 1 : Math.max(1, monitor.confirmations - failures);
    const oneProbe = async () => {
      const slot = { startedMs: clock.nowMs() };
      starts.add(slot);
      try {
        return await probe(target, timeoutMs);
      } finally {
        starts.delete(slot);
        if (ready.length > 0) loop?.kick();
      }
    };
    const againMs = await checkUntilSettled(
      {
        clock,
        recheckMs,
        run: oneProbe,
        mayOverlap: () => starts.size < MOST_IN_FLIGHT,
        conclude: (checked) => conclude(watched, checked),
      },
      wanted,
    );
    if (!isCurrent(watched)) return;
    if (againMs !== null) plan(watched, againMs);
    else planNext(watched, first);
  }

  function missedBeat({ monitor, lastBeatMs }: Watched): Checked {
    const nowMs = clock.nowMs();
    const periodMs = monitor.target.kind === 'heartbeat' ? 1_000 * monitor.target.periodSeconds : 0;
    const result: ProbeResult = {
      ...NOTHING,
      outcome: 'down',
      failure: 'missed',
      detail: `no heartbeat since ${new Date(lastBeatMs ?? nowMs).toISOString()}`,
    };
    const missedMs = Math.min(nowMs, (lastBeatMs ?? nowMs) + periodMs);
    // Missed in a window, and still missing after it: from the window's end on it counts.
    const endMs = calendar.silencedUntilMs(monitor.componentId, missedMs);
    const startedMs = endMs !== null && endMs <= nowMs ? endMs : missedMs;
    return { startedMs, endedMs: nowMs, result };
  }

  /** Begins the check and lets go of it. */
  function begin(watched: Watched, plannedMs: number): Promise<void> {
    if (watched.running) return watched.running;
    const work = run(watched, plannedMs)
      .catch((error: unknown) => {
        log.error({ err: error, monitorId: watched.monitor.id }, 'a check broke off');
        if (isCurrent(watched)) planNext(watched, false);
      })
      .finally(() => {
        watched.running = null;
      });
    watched.running = work;
    loops.track(Promise.race([work, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref())]));
    return work;
  }

  function youngOnes(nowMs: number): { count: number; oldestMs: number } {
    let count = 0;
    let oldestMs = nowMs;
    for (const { startedMs } of starts)
      if (nowMs - startedMs < YOUNG_MS) {
        count++;
        oldestMs = Math.min(oldestMs, startedMs);
      }
    return { count, oldestMs };
  }

  async function turn(): Promise<number | null> {
    const nowMs = clock.nowMs();
    if (nowMs < lastWallMs - CLOCK_SET_BACK_MS) {
      log.warn({ backMs: lastWallMs - nowMs }, 'the clock was set back; checks are planned anew');
      for (const watched of [...watchedById.values()]) {
        // What runs has a deadline on the old time; it is let go and not listened to any more.
        const anew = { ...watched, running: null };
        watchedById.set(watched.monitor.id, anew);
        planFirst(anew);
      }
    }
    if (nowMs - wakeMs > SLEPT_MS) deafen(nowMs);
    lastWallMs = nowMs;
    for (let id = due.pop(nowMs); id; id = due.pop(nowMs)) ready.push(id);
    const young = youngOnes(nowMs);
    let { count } = young;
    let begun = 0;
    while (begun < ready.length && count < MOST_YOUNG && starts.size < MOST_IN_FLIGHT) {
      const watched = watchedById.get(ready[begun++]!);
      if (!watched?.monitor.enabled || watched.running) continue;
      void begin(watched, nowMs);
      count++;
    }
    ready.splice(0, begun);
    wakeMs = due.nextMs() ?? Number.POSITIVE_INFINITY;
    if (ready.length > 0) wakeMs = Math.min(wakeMs, Math.max(nowMs + 10, young.oldestMs + YOUNG_MS));
    return wakeMs === Number.POSITIVE_INFINITY ? null : wakeMs;
  }

  // A window that ends early, or goes on, moves the moment at which what it hides is looked at again.
  calendar.onChange(() => {
    for (const watched of watchedById.values())
      if (!watched.standing.announced && watched.standing.verdict === 'down' && !watched.running) {
        const covered = calendar.silencing(watched.monitor.componentId) !== null;
        plan(watched, covered ? due.dueOf(watched.monitor.id) : clock.nowMs());
      }
  });

  const engine: Engine = {
    load(rows) {
      const present = new Set(rows.map(({ monitor }) => monitor.id));
      for (const id of watchedById.keys())
        if (!present.has(id)) {
          watchedById.delete(id);
          due.remove(id);
          recorder.forget(id);
        }
      for (const { monitor, number, note } of rows) {
        const known = watchedById.get(monitor.id);
        if (!known) {
          const watched: Watched = {
            monitor,
            number,
            standing: note?.standing ?? newStanding(),
            last: note?.last ?? null,
            lastPlannedMs: note?.lastPlannedMs ?? null,
            lastBeatMs: note?.lastBeatMs ?? null,
            deafUntilMs: 0,
            running: null,
          };
          watchedById.set(monitor.id, watched);
          planFirst(watched);
        } else if (known.monitor.updatedAt !== monitor.updatedAt) {
          if (startsAnew(known.monitor, monitor)) engine.restart(monitor.id, monitor);
          else {
            known.monitor = monitor;
            if (!known.running) planNext(known, false);
          }
        }
      }
    },

    get: (id) => watchedById.get(id) ?? null,
    all: () => watchedById.values(),

    state({ monitor, standing, last }) {
      const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
      return {
        monitorId: monitor.id,
        verdict: monitor.enabled ? standing.verdict : 'unknown',
        since: iso(standing.sinceMs),
        downSince: iso(standing.downSinceMs),
        silencedBy: standing.silencedBy,
        doubts: doubts(standing),
        last,
        nextDueAt: iso(due.dueOf(monitor.id)),
      };
    },

    async checkNow(watched) {
      if (watched.monitor.target.kind === 'heartbeat') return;
      await begin(watched, clock.nowMs());
    },

    beat(watched, failed) {
      const nowMs = clock.nowMs();
      watched.lastBeatMs = nowMs;
      watched.lastPlannedMs = nowMs;
      const result: ProbeResult = failed
        ? { ...NOTHING, outcome: 'down', failure: 'missed', detail: 'the job itself reported that it failed' }
        : { ...NOTHING, outcome: 'up', detail: 'sent a heartbeat' };
      conclude(watched, { startedMs: nowMs, endedMs: nowMs, result });
      planNext(watched, false);
    },

    restart(id, monitor) {
      const known = watchedById.get(id);
      if (!known) return;
      const fresh: Watched = {
        ...known,
        monitor,
        standing: newStanding(),
        last: null,
        lastPlannedMs: null,
        lastBeatMs: monitor.target.kind === 'heartbeat' ? known.lastBeatMs : null,
        running: null,
      };
      watchedById.set(id, fresh);
      recorder.forget(id);
      planFirst(fresh);
    },

    onTransition: (listener) => void listeners.push(listener),
    inFlight: () => starts.size,

    start() {
      loop = loops.start('watch.check', turn);
      // A timer set before the clock went back would ring late; this one only looks whether it did.
      watchdog = setInterval(() => {
        if (clock.nowMs() < lastWallMs - CLOCK_SET_BACK_MS) loop?.kick();
      }, WATCHDOG_MS).unref();
    },
    async stop() {
      clearInterval(watchdog);
      await loop?.stop();
    },
  };
  return engine;
}

const NOTHING = {
  failure: null,
  latencyMs: null,
  phases: {},
  httpStatus: null,
  certificateExpiresAt: null,
} as const;

/** What was learnt about another target, for another component or before a pause says nothing any more. */
export function startsAnew(before: Monitor, after: Monitor): boolean {
  return (
    JSON.stringify(before.target) !== JSON.stringify(after.target) ||
    before.componentId !== after.componentId ||
    before.enabled !== after.enabled
  );
}
