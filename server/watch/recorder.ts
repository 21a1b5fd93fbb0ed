/**
 * Between watching and the database: samples and transitions wait here in bounded memory and are written in batches,
 * so that a check never waits for a disk. While the database is gone the newest samples of each monitor are kept,
 * and every transition; both are written afterwards with the times at which they were true. A transition's facts are
 * written in one transaction with the sample that decided it and with the monitor's standing.
 */
import type { CheckResult } from '@candor/protocol/watch.ts';
import type { Clock } from '#lib/clock.ts';
import type { Log } from '#lib/log.ts';
import type { Loop, Loops } from '#lib/loop.ts';
import { Problem } from '#lib/problem.ts';
import type { Store } from '#store';
import type { FactDraft, Timeline } from '#timeline';
import type { History, Sample } from './history.ts';
import type { WatchTables } from './tables.ts';
import type { Standing } from './verdict.ts';

export type StandingNote = {
  standing: Standing;
  last: CheckResult | null;
  lastPlannedMs: number | null;
  lastBeatMs: number | null;
};

export type Recorder = {
  /** `facts` came out of this sample: they are written at once and together. */
  add(monitorId: string, sample: Sample, note: StandingNote, facts: FactDraft[]): void;
  /** The monitor is gone: its standing is not written any more. */
  forget(monitorId: string): void;
  waiting(): { samples: number; facts: number; dropped: number };
  flush(): Promise<void>;
  start(): void;
};

const FLUSH_AFTER_MS = 1_000;
const FLUSH_ROWS = 200;
const BATCH_ROWS = 5_000;
/** Per monitor about eight hours of checks every 30 s; together about 60 MB at most. */
const KEPT_PER_MONITOR = 1_000;
const KEPT_TOGETHER = 200_000;

export function createRecorder({
  store,
  timeline,
  clock,
  log,
  loops,
  history,
}: {
  store: Store;
  timeline: Pick<Timeline, 'record'>;
  clock: Clock;
  log: Log;
  loops: Loops;
  history: History;
}): Recorder {
  const samples = new Map<number, Sample[]>();
  const standings = new Map<string, StandingNote>();
  let transitions: { sample: Sample; facts: FactDraft[] }[] = [];
  let count = 0;
  let dropped = 0;
  let loop: Loop | undefined;
  let flushing: Promise<void> | null = null;

  function keep(sample: Sample) {
    const own = samples.get(sample.monitor) ?? [];
    samples.set(sample.monitor, own);
    own.push(sample);
    count++;
    const most = Math.max(10, Math.min(KEPT_PER_MONITOR, Math.floor(KEPT_TOGETHER / samples.size)));
    if (own.length <= most) return;
    dropped += own.length - most;
    count -= own.length - most;
    own.splice(0, own.length - most);
  }

  /** Oldest monitors' samples first, up to a batch. */
  function take(): Sample[] {
    const taken: Sample[] = [];
    for (const [monitor, own] of samples) {
      const part = own.splice(0, BATCH_ROWS - taken.length);
      taken.push(...part);
      if (own.length === 0) samples.delete(monitor);
      if (taken.length >= BATCH_ROWS) break;
    }
    count -= taken.length;
    return taken;
  }

  async function write() {
    const batch = take();
    const deciding = transitions;
    const notes = new Map(standings);
    transitions = [];
    standings.clear();
    try {
      await store.transaction(async (tx) => {
        const edgeMs = history.rawEdgeMs();
        const all = [...deciding.map(({ sample }) => sample), ...batch];
        await history.write(
          tx,
          all.filter(({ atMs }) => atMs >= edgeMs),
        );
        await writeStandings(tx, notes);
        const facts = deciding.flatMap((transition) => transition.facts);
        if (facts.length > 0) await timeline.record(tx, facts);
      });
    } catch (error) {
      // Everything goes back to where it was; what came in meanwhile is newer and wins over a standing.
      transitions = [...deciding, ...transitions];
      for (const [id, note] of notes) if (!standings.has(id)) standings.set(id, note);
      const newer = [...samples.values()].flat();
      samples.clear();
      count = 0;
      for (const sample of [...batch, ...newer]) keep(sample);
      throw error;
    }
  }

  async function writeStandings(
    tx: Parameters<Parameters<Store['transaction']>[0]>[0],
    notes: Map<string, StandingNote>,
  ) {
    const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
    const rows = [...notes].map(([monitorId, { standing, last, lastPlannedMs, lastBeatMs }]) => ({
      monitorId,
      standing: JSON.stringify(standing),
      lastResult: last ? JSON.stringify(last) : null,
      lastPlannedAt: iso(lastPlannedMs),
      lastBeatAt: iso(lastBeatMs),
      writtenAt: clock.now(),
    }));
    for (let i = 0; i < rows.length; i += 1_000)
      await tx
        .withTables<WatchTables>()
        .insertInto('watchStanding')
        .values(rows.slice(i, i + 1_000))
        .onConflict((conflict) =>
          conflict.column('monitorId').doUpdateSet((eb) => ({
            standing: eb.ref('excluded.standing'),
            lastResult: eb.ref('excluded.lastResult'),
            lastPlannedAt: eb.ref('excluded.lastPlannedAt'),
            lastBeatAt: eb.ref('excluded.lastBeatAt'),
            writtenAt: eb.ref('excluded.writtenAt'),
          })),
        )
        .execute();
  }

  const recorder: Recorder = {
    add(monitorId, sample, note, facts) {
      standings.set(monitorId, note);
      if (facts.length > 0) transitions.push({ sample, facts });
      else keep(sample);
      if (facts.length > 0 || count === 1 || count >= FLUSH_ROWS) loop?.kick();
    },
    forget(monitorId) {
      standings.delete(monitorId);
    },
    waiting: () => ({
      samples: count,
      facts: transitions.reduce((sum, { facts }) => sum + facts.length, 0),
      dropped,
    }),
    flush() {
      flushing ??= (async () => {
        try {
          do await write();
          while (count > 0 || transitions.length > 0);
        } finally {
          flushing = null;
        }
      })();
      return flushing;
    },
    start() {
      let flushedMs = Number.NEGATIVE_INFINITY;
      store.onState((state) => {
        if (state === 'up') loop?.kick();
      });
      loop = loops.start('watch.record', async () => {
        if (count === 0 && transitions.length === 0 && standings.size === 0) return null;
        if (store.state() === 'down') return null;
        const nowMs = clock.nowMs();
        const urgent = transitions.length > 0 || count >= FLUSH_ROWS;
        // A clock that was set back must not hold the samples up.
        if (!urgent && nowMs < flushedMs + FLUSH_AFTER_MS && nowMs >= flushedMs)
          return flushedMs + FLUSH_AFTER_MS;
        try {
          await recorder.flush();
        } catch (error) {
          if (error instanceof Problem && error.code === 'store.unavailable')
            log.debug({ waiting: recorder.waiting() }, 'samples wait for the database');
          else
            log.error(
              { err: error, waiting: recorder.waiting() },
              'samples could not be written and will be tried again',
            );
          return clock.nowMs() + FLUSH_AFTER_MS;
        }
        flushedMs = clock.nowMs();
        return null;
      });
    },
  };
  return recorder;
}
