/**
 * WATCH: looks at the service from outside, on time, and says when it is down and when it is back. Writes
 * monitor.failed, monitor.recovered and monitor.silenced; answers no facts. It never opens an incident, never sends
 * anything to anybody, and never waits for those who do: telling cannot block watching.
 */
import type { LatencySeries } from '@candor/protocol/snapshot.ts';
import type {
  CheckResult,
  Monitor,
  MonitorState,
  SampleImport,
  SeriesPoint,
} from '@candor/protocol/watch.ts';
import type { Calendar } from '#calendar';
import type { Clock } from '#lib/clock.ts';
import { DAY_MS, HOUR_MS } from '#lib/duration.ts';
import type { Ids } from '#lib/id.ts';
import type { Interval } from '#lib/interval.ts';
import type { Log } from '#lib/log.ts';
import type { Loop, Loops } from '#lib/loop.ts';
import { Problem } from '#lib/problem.ts';
import type { Store } from '#store';
import type { Fact, Timeline } from '#timeline';
import { type Availability, availabilityOf, troublesOf } from './availability.ts';
import { createEngine, type TransitionNotice } from './engine.ts';
import { createHistory, type Sample } from './history.ts';
import { factsOfImport, readImport, toSamples } from './import.ts';
import { createLatency } from './latency.ts';
import { floorTo, LEVELS } from './levels.ts';
import { createMonitors, type Monitors, withoutSecrets } from './monitors.ts';
import { type AddressPolicy, createResolve, probe, type Resolve } from './probes/index.ts';
import { createRecorder } from './recorder.ts';
import { createReports, type Reports } from './reports.ts';

export type { Availability, DayAvailability } from './availability.ts';
export type { TransitionNotice } from './engine.ts';
export { watchMetrics } from './metrics.ts';
export { reportRoutes } from './report-routes.ts';
export { watchRoutes } from './routes.ts';
export { unvouched } from './unvouched.ts';

export type Failing = MonitorState & {
  monitorName: string;
  componentId: string;
  /** What the component shows while this monitor fails. */
  status: Monitor['statusWhenDown'];
};

export type Watch = {
  monitors: Monitors;
  /** From memory, also while the database is gone; null for a monitor that is not known. */
  state(monitorId: string): MonitorState | null;
  states(): { monitor: Monitor; state: MonitorState }[];
  /** Monitors whose confirmed failure lasts and is not hidden by maintenance: what the truth gate asks for. */
  failing(): Failing[];
  /** Calls at once, from memory, before anything is written: the direct way to staff when the database is gone. */
  onTransition(listener: (notice: TransitionNotice) => void): void;
  /** Downtime per UTC day and as exact intervals, from facts; hours without a decided check are unknown. */
  availability(componentIds: readonly string[], from: string, to: string): Promise<Availability[]>;
  series(monitorId: string, from: string, to: string, stepSeconds: number): Promise<SeriesPoint[]>;
  /** How fast each component answered, of whole hours and days; from memory. */
  latency(): ReadonlyMap<string, LatencySeries[]>;
  /** What readers of the page say is wrong. */
  reports: Reports;
  /** False when no monitor has this token. */
  heartbeat(token: string, how?: { failed?: boolean }): boolean;
  /** Checks now, as an ordinary check that counts, and answers its result with the phases. */
  checkNow(monitorId: string): Promise<CheckResult>;
  importSamples(
    monitorId: string,
    rows: readonly SampleImport[],
  ): Promise<{ samples: number; facts: number }>;
  /** Monitors were changed by somebody else (another process, an import of rows): read them again. */
  changed(): Promise<void>;
  /** What waits to be written. */
  recorder(): { samples: number; facts: number; dropped: number };
  /** Writes what waits, now. */
  flush(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
};

/** Another process may change monitors; here it is known at the latest after this long. */
const LOOK_AGAIN_MS = 5_000;
const ROLL_UP_EVERY_MS = 15_000;
const PRUNE_EVERY_MS = 10 * 60_000;
/** After the hour, when its last minutes are rolled up. */
const LATENCY_AFTER_MS = 2 * 60_000;
const SWEEP_EVERY_MS = HOUR_MS;
const MOST_POINTS = 2_000;
/** Beats closer together than this are one. */
const BEAT_APART_MS = 1_000;

export function createWatch(deps: {
  store: Store;
  timeline: Timeline;
  clock: Clock;
  ids: Ids;
  log: Log;
  loops: Loops;
  calendar: Calendar;
  policy: AddressPolicy;
  /** Asked whether a component exists before a monitor may name it. */
  components?: { get(id: string): Promise<unknown> };
  resolve?: Resolve;
}): Watch {
  const { store, timeline, clock, log, loops, policy, calendar } = deps;
  const history = createHistory({ store, clock });
  const latency = createLatency({ history, clock });
  const reports = createReports(deps);
  const recorder = createRecorder({ ...deps, history });
  const context = { clock, policy, resolve: deps.resolve ?? createResolve() };
  const engine = createEngine({
    clock,
    log,
    loops,
    calendar,
    recorder,
    probe: (target, timeoutMs) => probe(target, timeoutMs, context),
  });
  const tokens = new Map<string, string>();
  let started = false;
  let latencyLoop: Loop | undefined;

  const monitors = createMonitors({
    ...deps,
    components: deps.components,
    history,
    standingOf: (id) => engine.get(id)?.standing ?? null,
    changed: () => watch.changed(),
  });

  async function load() {
    const known = await monitors.known();
    tokens.clear();
    for (const { monitor } of known) if (monitor.heartbeatPath) tokens.set(monitor.heartbeatPath, monitor.id);
    engine.load(known);
  }

  async function factsOf(componentId: string): Promise<Fact[]> {
    const facts: Fact[] = [];
    for (;;) {
      const page = await timeline.read({
        subject: `component:${componentId}`,
        kinds: ['monitor.failed', 'monitor.recovered'],
        after: facts.at(-1)?.position ?? 0,
        limit: 1_000,
      });
      facts.push(...page);
      if (page.length < 1_000) return facts;
    }
  }

  /** Hours in which none of these monitors decided anything; within an hour that was decided, all of it counts as known. */
  async function unknownHours(numbers: readonly number[], { startMs, endMs }: Interval): Promise<Interval[]> {
    const hour = LEVELS[1];
    const day = LEVELS[2];
    const known = new Set<number>();
    const edgeMs = Math.max(startMs, floorTo(clock.nowMs() - hour.keepMs, DAY_MS) + DAY_MS);
    for (const number of numbers) {
      for (const { atMs, up, down } of await history.read(number, hour, floorTo(edgeMs, HOUR_MS), endMs))
        if (up + down > 0) known.add(atMs);
      if (startMs >= edgeMs) continue;
      for (const { atMs, up, down } of await history.read(number, day, floorTo(startMs, DAY_MS), edgeMs))
        if (up + down > 0) for (let i = 0; i < 24; i++) known.add(atMs + i * HOUR_MS);
    }
    const dark: Interval[] = [];
    for (let ms = floorTo(startMs, HOUR_MS); ms < endMs; ms += HOUR_MS)
      if (!known.has(ms)) dark.push({ startMs: ms, endMs: ms + HOUR_MS });
    return dark;
  }

  const knownOf = async (id: string) => {
    const found = (await monitors.known()).find(({ monitor }) => monitor.id === id);
    if (!found) throw new Problem('not-found', `There is no monitor ${id}.`);
    return found;
  };

  const watch: Watch = {
    monitors,
    state(id) {
      const watched = engine.get(id);
      return watched && engine.state(watched);
    },
    states: () =>
      [...engine.all()].map((watched) => ({
        monitor: withoutSecrets(watched.monitor),
        state: engine.state(watched),
      })),
    failing: () =>
      [...engine.all()]
        .filter(
          ({ monitor, standing }) => monitor.enabled && standing.verdict === 'down' && standing.announced,
        )
        .map((watched) => ({
          ...engine.state(watched),
          monitorName: watched.monitor.name,
          componentId: watched.monitor.componentId,
          status: watched.monitor.statusWhenDown,
        })),
    onTransition: (listener) =>
      engine.onTransition((notice) => listener({ ...notice, monitor: withoutSecrets(notice.monitor) })),

    async availability(componentIds, from, to) {
      const nowMs = clock.nowMs();
      const span = { startMs: Date.parse(from), endMs: Math.min(Date.parse(to), nowMs) };
      if (!(span.startMs < span.endMs)) return componentIds.map((id) => availabilityOf(id, [], [], span));
      const known = await monitors.known();
      return Promise.all(
        componentIds.map(async (id) => {
          const own = known.filter(({ monitor }) => monitor.componentId === id).map(({ number }) => number);
          const [facts, unknown] = await Promise.all([factsOf(id), unknownHours(own, span)]);
          return availabilityOf(id, troublesOf(facts, nowMs), unknown, span);
        }),
      );
    },

    async series(id, from, to, stepSeconds) {
      const { number } = engine.get(id) ?? (await knownOf(id));
      const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
      if (!(fromMs < toMs)) throw new Problem('request.invalid', '`from` has to lie before `to`.');
      if ((toMs - fromMs) / (1_000 * stepSeconds) > MOST_POINTS)
        throw new Problem(
          'request.invalid',
          `This would be more than ${MOST_POINTS} points; ask for a longer step.`,
        );
      return history.series(number, fromMs, toMs, 1_000 * stepSeconds);
    },

    latency: latency.current,
    reports,

    heartbeat(token, { failed = false } = {}) {
      const watched = engine.get(tokens.get(`/heartbeats/${token}`) ?? '');
      if (!watched) return false;
      const apartMs = clock.nowMs() - (watched.lastBeatMs ?? Number.NEGATIVE_INFINITY);
      const again = apartMs >= 0 && apartMs < BEAT_APART_MS && (watched.last?.outcome === 'down') === failed;
      if (watched.monitor.enabled && !again) engine.beat(watched, failed);
      return true;
    },

    async checkNow(id) {
      const watched = engine.get(id);
      if (!watched) throw new Problem('not-found', `There is no monitor ${id}.`);
      if (watched.monitor.target.kind === 'heartbeat')
        throw new Problem(
          'state.conflict',
          'A heartbeat cannot be checked; it is sent by the job that it watches.',
        );
      if (!watched.monitor.enabled) throw new Problem('state.conflict', 'The monitor is switched off.');
      await engine.checkNow(watched);
      const last = engine.get(id)?.last;
      if (!last)
        throw new Problem('state.conflict', 'The monitor was changed while it was checked; try again.');
      return last;
    },

    async importSamples(id, given) {
      const rows = readImport(given, clock.nowMs());
      const known = await knownOf(id);
      const samples = toSamples(known.number, rows);
      const edgeMs = history.rawEdgeMs();
      const facts = factsOfImport(known, rows);
      await store.transaction(async (tx) => {
        const old = (sample: Sample) => sample.atMs < edgeMs;
        await history.writeOld(tx, samples.filter(old));
        await history.write(
          tx,
          samples.filter((sample) => !old(sample)),
        );
        if (facts.length > 0) await timeline.record(tx, facts);
      });
      latencyLoop?.kick();
      return { samples: samples.length, facts: facts.length };
    },

    async changed() {
      if (started) await load();
    },
    recorder: recorder.waiting,
    flush: recorder.flush,

    start() {
      started = true;
      recorder.start();
      engine.start();
      loops.start('watch.load', async () => {
        if (store.state() === 'up') await load();
        return clock.nowMs() + LOOK_AGAIN_MS;
      });
      latencyLoop = loops.start('watch.latency', async () => {
        if (store.state() === 'down') return clock.nowMs() + LOOK_AGAIN_MS;
        await latency.refresh(await monitors.known());
        return floorTo(clock.nowMs(), HOUR_MS) + HOUR_MS + LATENCY_AFTER_MS;
      });
      loops.start('watch.reports', async () => {
        if (store.state() !== 'down') await reports.sweep();
        return clock.nowMs() + SWEEP_EVERY_MS;
      });
      let prunedMs = Number.NEGATIVE_INFINITY;
      loops.start('watch.roll-up', async () => {
        const nextMs = clock.nowMs() + ROLL_UP_EVERY_MS;
        if (store.state() === 'down') return nextMs;
        if (await history.rollUp()) return clock.nowMs();
        if (clock.nowMs() - prunedMs < PRUNE_EVERY_MS && clock.nowMs() >= prunedMs) return nextMs;
        if (await history.prune()) return clock.nowMs();
        prunedMs = clock.nowMs();
        return nextMs;
      });
    },

    async stop() {
      await engine.stop();
      if (store.state() === 'up') await recorder.flush();
    },
  };
  return watch;
}
