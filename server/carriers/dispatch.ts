/**
 * Carries the ledger out: one loop per carrier that claims what is due, hands each delivery to the carrier and writes
 * down how it ended before that place is used again. Nothing here decides what is said or to whom. A receiver that
 * hangs holds its own few places; what failed before may fill at most half of all; a provider that fails is probed
 * and nobody's attempts are used up. Nothing is dropped: what this process cannot finish, another one finds.
 *
 * Rows are claimed by the hundred and settled by as many as ended meanwhile, so that commits are shared. Just before a
 * wave leaves, one question asks whether anything was said or stopped since; only then rows are looked at one by one.
 */
import type { Clock } from '#lib/clock.ts';
import type { Log } from '#lib/log.ts';
import type { Loop, Loops } from '#lib/loop.ts';
import type { Store } from '#store';
import { type Attempt, createAttempts, type Sender } from './attempt.ts';
import { createBreaker } from './breaker.ts';
import { coalesce } from './coalesce.ts';
import { createInspector } from './inspect.ts';
import { nextAttemptMs } from './ladder.ts';
import { byTurn, type Leased, type Ref, type Settlement } from './leased.ts';
import type { Leases } from './leases.ts';
import { createPace } from './pace.ts';
import { createStall } from './stall.ts';
import { createThrottles, type Throttle } from './throttles.ts';

export type Dispatcher = {
  start(): void;
  kick(): void;
  breaker(): ReturnType<ReturnType<typeof createBreaker>['state']>;
  /** Receivers that are told more slowly, because they said so. */
  throttles(): Throttle[];
  inFlight(): number;
  /** No delivery begins any more; those under way get `graceMs`, then are cut off and left for the next process. */
  close(graceMs: number): Promise<void>;
};

/** Another process may plan without this one hearing of it. */
const LOOK_AGAIN_MS = 5_000;
const PAUSE_WITHOUT_STORE_MS = 1_000;
/** Batches of ends that are written at the same time: one waits for the disk while another is worked on. */
const SETTLING_AT_ONCE = 2;

type Running = { delivery: Leased; abort: AbortController; done: Promise<void> };

export function createDispatcher({
  carrier,
  store,
  clock,
  log,
  loops,
  leases,
  leaseMs,
  chance,
  onSettled,
  suppress,
}: {
  carrier: Sender;
  store: Store;
  clock: Clock;
  log: Log;
  loops: Loops;
  leases: Leases;
  leaseMs: number;
  chance: () => number;
  onSettled: (delivery: Leased, state: Settlement['state']) => void;
  /** Settles it as suppressed together with the address. */
  suppress: (delivery: Leased, settlement: Settlement) => Promise<void>;
}): Dispatcher {
  const { inFlight, perEndpoint } = carrier.limits;
  const isShared = perEndpoint >= inFlight;
  const breaker = createBreaker();
  const held = new Map<string, Leased>();
  const queue: Leased[] = [];
  const running = new Map<string, Running>();
  /** How many are under way, by endpoint. */
  const used = new Map<string, number>();
  let usedAgain = 0;
  /** The last claim got less than it asked for. */
  let isDrained = true;
  const { attempt, ready } = createAttempts({ carrier, clock, log, leases, persist });
  const inspector = createInspector({ clock, leases, leaseMs });
  const pace = createPace({ clock, inFlight });
  const stall = createStall(loops);
  const throttles = createThrottles(carrier.name);
  let closing = false;
  let stopWaiting!: () => void;
  const closed = new Promise<void>((resolve) => {
    stopWaiting = resolve;
  });
  let renewAtMs = 0;
  let lookAtLeasesMs = 0;
  let leaseEndsMs: number | null = null;
  /** Something failed half-way: rows may be leased to this process without it knowing. */
  let strays = false;
  let loop: Loop | undefined;

  const settle = coalesce<Settlement, Settlement['state'] | null>(
    async (batch) => {
      const question = inspector.question();
      const { states, news } = await leases.settle(batch, { question });
      if (news) inspector.hear(question, news);
      return states;
    },
    { lanes: SETTLING_AT_ONCE },
  );

  /** The outside has answered: that must be written, however long the database is away. */
  async function persist<T>(write: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await write();
      } catch (error) {
        if (closing) throw error;
        log.warn(
          { err: error, carrier: carrier.name },
          'a delivery could not be written down and is tried again',
        );
        const pause = new Promise<void>((resolve) =>
          clock.at(clock.nowMs() + PAUSE_WITHOUT_STORE_MS, resolve),
        );
        await Promise.race([pause, closed]);
      }
    }
  }

  function settlementOf(delivery: Leased, result: Attempt): Settlement {
    const ref = toRef(delivery);
    if (result.outcome === 'accepted')
      return { ...ref, state: 'accepted', tried: true, receipt: result.receipt };
    const { error } = result;
    if (result.outcome === 'never')
      return { ...ref, state: result.suppress ? 'suppressed' : 'failed', tried: true, error };
    const nowMs = clock.nowMs();
    if (result.scope === 'provider' || result.untried) {
      const nextAt = result.untried ? instant(nowMs + (result.retryAfterMs ?? 0)) : clock.now();
      return { ...ref, state: 'deferred', tried: false, error, nextAt };
    }
    const nextMs = nextAttemptMs({
      attempts: delivery.attempts + 1,
      nowMs,
      sinceMs: Date.parse(delivery.triesSince),
      retryAfterMs: result.retryAfterMs,
      chance: chance(),
    });
    if (nextMs === null)
      return { ...ref, state: 'failed', tried: true, error: `Given up after a day: ${error}` };
    return { ...ref, state: 'deferred', tried: true, error, nextAt: instant(nextMs) };
  }

  async function carry(delivery: Leased, abort: AbortController): Promise<void> {
    const verdict = await persist(() => inspector.inspect(delivery));
    if (verdict === 'lost') return;
    if (closing) return leases.release([toRef(delivery)]);
    if (verdict !== 'send') {
      const error = verdict === 'suppressed' ? 'The address receives nothing any more.' : undefined;
      const state = await persist(() => settle({ ...toRef(delivery), state: verdict, tried: false, error }));
      if (state) onSettled(delivery, state);
      return;
    }
    const waitMs = throttles.wait(delivery, clock.nowMs());
    const result = waitMs > 0 ? tooFast(waitMs) : await attempt(delivery, abort);
    if (result === 'cut') return;
    if (result.outcome === 'later' && result.throttled)
      throttles.throttled(delivery, clock.nowMs(), result.retryAfterMs);
    else if (result.outcome === 'accepted') throttles.worked(delivery, clock.nowMs());
    if (result.outcome === 'later' && result.scope === 'provider') {
      breaker.failed(clock.nowMs(), result.error, result.retryAfterMs);
      log.warn(
        { carrier: carrier.name, error: result.error },
        'the way out fails; it is probed until it works',
      );
    } else if (result.outcome !== 'later' || !result.untried) breaker.worked();
    const settlement = settlementOf(delivery, result);
    if (settlement.state === 'suppressed') {
      await persist(() => suppress(delivery, settlement));
      return onSettled(delivery, 'suppressed');
    }
    const state = await persist(() => settle(settlement));
    if (result.outcome === 'accepted') result.release?.();
    if (state) onSettled(delivery, state);
  }

  function begin(delivery: Leased): void {
    const abort = new AbortController();
    used.set(delivery.endpoint, (used.get(delivery.endpoint) ?? 0) + 1);
    if (delivery.again) usedAgain += 1;
    stall.began(delivery.id);
    const done = carry(delivery, abort)
      .catch((error) => {
        strays = true;
        log.error({ err: error, delivery: delivery.id }, 'a delivery is left for later');
      })
      .finally(() => {
        const n = used.get(delivery.endpoint)! - 1;
        if (n > 0) used.set(delivery.endpoint, n);
        else used.delete(delivery.endpoint);
        if (delivery.again) usedAgain -= 1;
        running.delete(delivery.id);
        held.delete(delivery.id);
        pace.ended();
        fill();
        if (wantsMore(delivery)) loop?.kick();
        stall.ended(delivery.id);
      });
    running.set(delivery.id, { delivery, abort, done });
  }

  /** Nothing is searched for where the last search found little: then only what this one held up may be due now. */
  function wantsMore(ended: Leased): boolean {
    if (!isDrained) return held.size <= pace.most() / 2;
    return running.size === 0 || (queue.length === 0 && inspector.isOvertaken(ended));
  }

  /** Fills free places from what was claimed, each endpoint within its own. */
  function fill(): void {
    if (closing) return;
    const places = breaker.room(clock.nowMs(), inFlight);
    const placesAgain = isShared ? places : Math.ceil(places / 2);
    for (let i = 0; i < queue.length && running.size < places; ) {
      const delivery = queue[i]!;
      if ((used.get(delivery.endpoint) ?? 0) >= perEndpoint || (delivery.again && usedAgain >= placesAgain)) {
        i += 1;
        continue;
      }
      queue.splice(i, 1);
      begin(delivery);
    }
  }

  async function claimMore(): Promise<void> {
    const nowMs = clock.nowMs();
    const most = breaker.room(nowMs, pace.most());
    if (most - held.size <= 0) return;
    const busy = isShared ? new Map<string, number>() : countBy([...held.values()]);
    const again = [...held.values()].filter((delivery) => delivery.again).length;
    const take = async (fresh: boolean, count: number) => {
      if (count <= 0) return;
      const limits = { carrier: carrier.name, perEndpoint: isShared ? null : perEndpoint };
      const claimed = await leases.claim({ ...limits, fresh, most: count, busy });
      await ready(claimed);
      for (const delivery of claimed) {
        busy.set(delivery.endpoint, (busy.get(delivery.endpoint) ?? 0) + 1);
        held.set(delivery.id, delivery);
        queue.push(delivery);
      }
    };
    const waiting = queue.length;
    await take(false, Math.min(most - held.size, Math.ceil(most / 2) - again));
    await take(true, most - held.size);
    isDrained = held.size < most;
    // What is urgent overtakes what was claimed before.
    if (waiting > 0 && queue.length > waiting) queue.sort(byTurn);
  }

  /** What was claimed before the way out failed does not wait here: another process may have a better way. */
  async function giveBack(): Promise<void> {
    const waiting = queue.splice(0);
    for (const { id } of waiting) held.delete(id);
    await leases.release(waiting.map(toRef));
  }

  async function turn(): Promise<number | null> {
    try {
      return await lookAround();
    } catch (error) {
      strays = true;
      throw error;
    }
  }

  /** Takes back what others left; answers whether anything was there. */
  async function reclaim(nowMs: number): Promise<boolean> {
    let found = false;
    if (nowMs >= lookAtLeasesMs || (leaseEndsMs !== null && nowMs >= leaseEndsMs)) {
      const { ended, othersMs } = await leases.leasesEnd(carrier.name);
      if (ended) found = (await leases.reclaim(carrier.name)) > 0;
      leaseEndsMs = othersMs !== null && othersMs > nowMs ? othersMs : null;
      lookAtLeasesMs = nowMs + LOOK_AGAIN_MS;
    }
    if (strays) {
      await leases.reclaimStrays(carrier.name, [...held.keys()]);
      strays = false;
      found = true;
    }
    return found;
  }

  async function lookAround(): Promise<number | null> {
    if (closing || store.state() === 'down') return clock.nowMs() + PAUSE_WITHOUT_STORE_MS;
    const nowMs = clock.nowMs();
    if (nowMs >= renewAtMs) {
      await leases.renew([...held.values()].map(toRef));
      inspector.renewed(nowMs);
      renewAtMs = nowMs + leaseMs / 3;
    }
    const reclaimed = await reclaim(nowMs);
    const seen = await leases.look(carrier.name);
    if (seen.due || reclaimed) await claimMore();
    fill();
    if (breaker.state().state === 'open') await giveBack();
    const due = [nowMs + LOOK_AGAIN_MS];
    if (held.size > 0) due.push(renewAtMs);
    if (leaseEndsMs !== null) due.push(leaseEndsMs);
    const { retryAtMs } = breaker.state();
    // While the breaker is open nothing can leave before its probe, whatever is due.
    if (retryAtMs !== null && nowMs < retryAtMs) due.push(retryAtMs);
    else if (held.size < pace.most() && seen.nextMs !== null) due.push(seen.nextMs);
    return Math.min(...due);
  }

  return {
    start() {
      loop = loops.start(`carrier:${carrier.name}`, turn);
    },
    kick: () => loop?.kick(),
    breaker: breaker.state,
    throttles: () => throttles.describe(clock.nowMs()),
    inFlight: () => running.size,
    async close(graceMs) {
      closing = true;
      stopWaiting();
      await loop?.stop();
      await giveBack().catch(() => {});
      const left = () => Promise.allSettled([...running.values()].map(({ done }) => done));
      let cancel: (() => void) | undefined;
      const grace = new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, graceMs);
        cancel = () => clearTimeout(timer);
      });
      await Promise.race([left(), grace]);
      cancel?.();
      const cut = [...running.values()];
      for (const { abort } of cut) abort.abort();
      await left();
      await leases.release(cut.map(({ delivery }) => toRef(delivery))).catch(() => {});
    },
  };
}

const instant = (ms: number) => new Date(ms).toISOString();
/** Not now: this receiver wants less in a second, and nobody else waits for that. */
const tooFast = (retryAfterMs: number): Attempt => ({
  outcome: 'later',
  error: 'This receiver asked for fewer messages in a time.',
  retryAfterMs,
  untried: true,
});
const toRef = ({ shard, id, fence }: Ref): Ref => ({ shard, id, fence });

function countBy(deliveries: Leased[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { endpoint } of deliveries) counts.set(endpoint, (counts.get(endpoint) ?? 0) + 1);
  return counts;
}
