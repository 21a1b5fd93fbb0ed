/**
 * Carries the ledger out: one loop per carrier that claims what is due, hands each delivery to the carrier and writes
 * down how it ended before that place is used again. Nothing here decides what is said or to whom. A receiver that
 * hangs holds its own few places; what failed before may fill at most half of all; a provider that fails is probed
 * and nobody's attempts are used up. Nothing is dropped: what this process cannot finish, another one finds.
 */
import type { Clock } from '#lib/clock.ts';
import type { Log } from '#lib/log.ts';
import type { Loop, Loops } from '#lib/loop.ts';
import type { Store } from '#store';
import { createBreaker } from './breaker.ts';
import { type Carrier, type Content, formFor, type Outcome } from './carrier.ts';
import { coalesce } from './coalesce.ts';
import { readable } from './json.ts';
import { nextAttemptMs } from './ladder.ts';
import type { Check, Leased, Leases, Ref, Settlement } from './leases.ts';

export type Dispatcher = {
  start(): void;
  kick(): void;
  breaker(): ReturnType<ReturnType<typeof createBreaker>['state']>;
  inFlight(): number;
  /** No delivery begins any more; those under way get `graceMs`, then are cut off and left for the next process. */
  close(graceMs: number): Promise<void>;
};

/** Another process may plan without this one hearing of it. */
const LOOK_AGAIN_MS = 5_000;
const PAUSE_WITHOUT_STORE_MS = 1_000;
/** Real milliseconds after which stories no longer wait for an outside that does not answer. */
const STALLED_MS = 1_000;
const CACHED_MESSAGES = 64;

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
  carrier: Carrier;
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
  const { inFlight, perEndpoint, timeoutMs } = carrier.limits;
  // With one provider behind everything, rows are claimed ahead so that the wire never waits for the database.
  const ahead = perEndpoint >= inFlight ? inFlight * 4 : 0;
  const most = inFlight + ahead;
  const breaker = createBreaker();
  const held = new Map<string, Leased>();
  const queue: Leased[] = [];
  const running = new Map<string, { delivery: Leased; abort: AbortController; done: Promise<void> }>();
  const messages = new Map<string, ReturnType<Leases['content']>>();
  let closing = false;
  let stopWaiting!: () => void;
  const closed = new Promise<void>((resolve) => {
    stopWaiting = resolve;
  });
  let renewAtMs = 0;
  /** Something failed half-way: rows may be leased to this process without it knowing. */
  let strays = false;
  let loop: Loop | undefined;

  const check = coalesce<Ref, Check>((refs) => leases.check(refs.map(toRef)));
  const settle = coalesce<Settlement, Settlement['state'] | null>((batch) => leases.settle(batch));

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

  async function contentOf(delivery: Leased): Promise<Content | null> {
    let message = messages.get(delivery.messageId);
    if (!message) {
      message = leases.content(delivery.messageId);
      messages.set(delivery.messageId, message);
      message.catch(() => messages.delete(delivery.messageId));
      if (messages.size > CACHED_MESSAGES) messages.delete(messages.keys().next().value!);
    }
    const content = await message;
    const form = content && formFor(content.forms, delivery.outgoing.locale, delivery.outgoing.timeZone);
    return form ? { form, event: content.event } : null;
  }

  async function attempt(delivery: Leased, signal: AbortSignal): Promise<Outcome> {
    const content = await persist(() => contentOf(delivery));
    if (!content) return { outcome: 'never', error: 'The message has no text.' };
    const late = new AbortController();
    const cancel = clock.at(clock.nowMs() + timeoutMs, () =>
      late.abort(new Error(`There was no complete answer within ${timeoutMs / 1_000} s.`)),
    );
    try {
      return await carrier.send(delivery.outgoing, content, AbortSignal.any([signal, late.signal]));
    } catch (error) {
      // A carrier that throws has a mistake in it; the message is not lost for that.
      log.error(
        { err: error, carrier: carrier.name, delivery: delivery.id },
        'a carrier failed unexpectedly',
      );
      return { outcome: 'later', error: (error as Error).message };
    } finally {
      cancel();
    }
  }

  function settlementOf(delivery: Leased, result: Outcome): Settlement {
    const ref = toRef(delivery);
    if (result.outcome === 'accepted')
      return { ...ref, state: 'accepted', tried: true, receipt: result.receipt };
    const error = oneLine(result.error);
    if (result.outcome === 'never')
      return { ...ref, state: result.suppress ? 'suppressed' : 'failed', tried: true, error };
    if (result.scope === 'provider')
      return { ...ref, state: 'deferred', tried: false, error, nextAt: clock.now() };
    const nextMs = nextAttemptMs({
      attempts: delivery.attempts + 1,
      nowMs: clock.nowMs(),
      sinceMs: Date.parse(delivery.triesSince),
      retryAfterMs: result.retryAfterMs,
      chance: chance(),
    });
    if (nextMs === null)
      return { ...ref, state: 'failed', tried: true, error: `Given up after a day: ${error}` };
    return { ...ref, state: 'deferred', tried: true, error, nextAt: new Date(nextMs).toISOString() };
  }

  async function carry(delivery: Leased, abort: AbortController): Promise<void> {
    const verdict = await persist(() => check(delivery));
    if (verdict === 'lost') return;
    if (closing) return leases.release([toRef(delivery)]);
    if (verdict !== 'send') {
      const error = verdict === 'suppressed' ? 'The address receives nothing any more.' : undefined;
      const state = await persist(() => settle({ ...toRef(delivery), state: verdict, tried: false, error }));
      if (state) onSettled(delivery, state);
      return;
    }
    const result = await attempt(delivery, abort.signal);
    if (abort.signal.aborted && result.outcome === 'later') return;
    if (result.outcome === 'later' && result.scope === 'provider') {
      breaker.failed(clock.nowMs(), oneLine(result.error));
      log.warn(
        { carrier: carrier.name, error: oneLine(result.error) },
        'the way out fails; it is probed until it works',
      );
    } else breaker.worked();
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
    const done = carry(delivery, abort)
      .catch((error) => {
        strays = true;
        log.error({ err: error, delivery: delivery.id }, 'a delivery is left for later');
      })
      .finally(() => {
        running.delete(delivery.id);
        held.delete(delivery.id);
        fill();
        if (held.size <= most / 2 || queue.length === 0) loop?.kick();
      });
    running.set(delivery.id, { delivery, abort, done });
    // A hung receiver must not stop a story's clock, which alone can end the wait.
    const stalled = new Promise<void>((resolve) => setTimeout(resolve, STALLED_MS).unref());
    loops.track(Promise.race([done, stalled]));
  }

  /** Fills free places from what was claimed, each endpoint within its own. */
  function fill(): void {
    if (closing) return;
    const used = countBy([...running.values()].map(({ delivery }) => delivery.endpoint));
    for (let i = 0; i < queue.length && running.size < breaker.room(clock.nowMs(), inFlight); ) {
      const delivery = queue[i]!;
      const n = used.get(delivery.endpoint) ?? 0;
      if (n >= perEndpoint) {
        i += 1;
        continue;
      }
      queue.splice(i, 1);
      used.set(delivery.endpoint, n + 1);
      begin(delivery);
    }
  }

  async function claimMore(): Promise<void> {
    const nowMs = clock.nowMs();
    const room = breaker.room(nowMs, most) - held.size;
    if (room <= 0) return;
    const busy = countBy([...held.values()].map(({ endpoint }) => endpoint));
    const again = [...held.values()].filter(({ attempts }) => attempts > 0).length;
    const limits = { carrier: carrier.name, perEndpoint: perEndpoint + ahead };
    const take = async (fresh: boolean, count: number) => {
      if (count <= 0) return;
      for (const delivery of await leases.claim({ ...limits, fresh, most: count, busy })) {
        busy.set(delivery.endpoint, (busy.get(delivery.endpoint) ?? 0) + 1);
        held.set(delivery.id, delivery);
        queue.push(delivery);
      }
    };
    await take(false, Math.min(room, Math.ceil(most / 2) - again));
    await take(true, breaker.room(nowMs, most) - held.size);
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

  async function lookAround(): Promise<number | null> {
    if (closing || store.state() === 'down') return clock.nowMs() + PAUSE_WITHOUT_STORE_MS;
    const nowMs = clock.nowMs();
    if (nowMs >= renewAtMs) {
      await leases.renew([...held.values()].map(toRef));
      renewAtMs = nowMs + leaseMs / 3;
    }
    const seen = await leases.look(carrier.name);
    let reclaimed = 0;
    if (seen.leaseEnded) reclaimed = await leases.reclaim(carrier.name);
    if (strays) {
      await leases.reclaimStrays(carrier.name, [...held.keys()]);
      strays = false;
      reclaimed = 1;
    }
    if (seen.due || reclaimed > 0) await claimMore();
    fill();
    if (breaker.state().state === 'open') await giveBack();
    const due = [nowMs + LOOK_AGAIN_MS];
    if (held.size > 0) due.push(renewAtMs);
    const { retryAtMs } = breaker.state();
    // While the breaker is open nothing can leave before its probe, whatever is due.
    if (retryAtMs !== null && nowMs < retryAtMs) due.push(retryAtMs);
    else if (held.size < most && seen.nextMs !== null) due.push(seen.nextMs);
    return Math.min(...due);
  }

  return {
    start() {
      loop = loops.start(`carrier:${carrier.name}`, turn);
    },
    kick: () => loop?.kick(),
    breaker: breaker.state,
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
      await carrier.close?.();
    },
  };
}

const toRef = ({ shard, id, fence }: Ref): Ref => ({ shard, id, fence });
const oneLine = (text: string) =>
  readable(text)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 500);

function countBy(names: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
