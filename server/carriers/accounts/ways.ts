/**
 * The ways out of one carrier: what the process's settings give first, then its accounts in their order. When a way
 * itself fails (the provider is down or refuses our sign-in), the next one takes over at once with the same delivery,
 * and the failing one is probed until it works. Decides nothing about a recipient.
 */
import type { WayView } from '@candor/protocol/carriers.ts';
import type { Clock } from '#lib/clock.ts';
import type { Log } from '#lib/log.ts';
import { type Breaker, createBreaker } from '../breaker.ts';
import type { Carrier, Outcome, Send, Tools, Way } from '../carrier.ts';
import { createRate, type Rate } from '../rate.ts';
import type { Accounts } from './accounts.ts';

type Opened = {
  id: string;
  name: string;
  provider: string;
  /** Changes when the account does. */
  version: string;
  serves: (address: string) => boolean;
  way: Way | null;
  /** Why there is no way, when there is none. */
  fault: string | null;
  breaker: Breaker;
  rate: Rate;
  running: number;
};

export type Ways = {
  send: Send;
  /** Reads the accounts again; those that did not change stay open. */
  refresh(): Promise<void>;
  find(id: string): Way | null;
  describe(): WayView[];
  close(): Promise<void>;
};

export function createWays({
  carrier,
  accounts,
  tools,
  clock,
  log,
}: {
  carrier: Carrier;
  accounts: Pick<Accounts, 'opened'>;
  tools: (callbackToken: string) => Tools;
  clock: Clock;
  log: Log;
}): Ways {
  const fixed: Opened[] = carrier.fixed
    ? [
        {
          id: 'settings',
          name: carrier.fixed.name,
          provider: 'settings',
          version: '',
          serves: carrier.fixed.serves ?? (() => true),
          way: carrier.fixed.way,
          fault: null,
          breaker: createBreaker(),
          rate: createRate({ most: carrier.fixed.way.ratePerSecond ?? null }),
          running: 0,
        },
      ]
    : [];
  let opened: Opened[] = [];
  let refreshing: Promise<void> | null = null;
  const all = () => [...fixed, ...opened];

  async function refresh(): Promise<void> {
    const wanted = await accounts.opened(carrier.name);
    const kept: Opened[] = [];
    for (const account of wanted) {
      const version = 'locked' in account ? account.locked : account.version;
      const known = opened.find((one) => one.id === account.id && one.version === version);
      kept.push(known ?? (await open(account, version)));
    }
    const gone = opened.filter((one) => !kept.includes(one));
    opened = kept;
    await Promise.all(gone.map((one) => one.way?.close?.().catch(() => {})));
  }

  async function open(
    account: Awaited<ReturnType<Accounts['opened']>>[number],
    version: string,
  ): Promise<Opened> {
    const { id, name } = account;
    const base = { id, name, version, breaker: createBreaker(), rate: createRate(), running: 0 };
    const failed = (fault: string): Opened => ({
      ...base,
      provider: '',
      serves: () => true,
      way: null,
      fault,
    });
    if ('locked' in account) return failed(account.locked);
    const { provider, settings, callbackToken } = account;
    try {
      const way = await provider.open(settings, tools(callbackToken));
      return {
        ...base,
        provider: provider.name,
        serves: (address) => provider.serves?.(settings, address) ?? true,
        way,
        rate: createRate({ most: way.ratePerSecond ?? null }),
        fault: null,
      };
    } catch (error) {
      log.error({ err: error, account: id }, 'an account of a carrier could not be opened');
      return failed((error as Error).message);
    }
  }

  return {
    async send(delivery, content, signal): Promise<Outcome> {
      let failure: string | null = null;
      /** Until the first way may be asked again: one that fails, and one that is fast enough. */
      let retryMs = Number.POSITIVE_INFINITY;
      let freeMs = Number.POSITIVE_INFINITY;
      const serving = all().filter((one) => one.serves(delivery.address));
      for (const one of serving) {
        if (!one.way || one.breaker.room(clock.nowMs(), Number.POSITIVE_INFINITY) - one.running <= 0) {
          const { error, retryAtMs } = one.breaker.state();
          failure ??= one.fault ?? error;
          if (retryAtMs !== null) retryMs = Math.min(retryMs, Math.max(0, retryAtMs - clock.nowMs()));
          continue;
        }
        const waitMs = one.rate.take(clock.nowMs());
        if (waitMs > 0) {
          freeMs = Math.min(freeMs, waitMs);
          continue;
        }
        one.running += 1;
        const outcome = await one.way.send(delivery, content, signal).finally(() => {
          one.running -= 1;
        });
        const isWay = outcome.outcome === 'later' && outcome.scope === 'provider' && !signal.aborted;
        if (!isWay) {
          one.breaker.worked();
          if (outcome.outcome !== 'accepted') return outcome;
          one.rate.worked(clock.nowMs());
          return {
            ...outcome,
            receipt: { ...outcome.receipt, ...(one.id === 'settings' ? {} : { way: one.id }) },
          };
        }
        if (outcome.throttled) {
          // It works, only not so fast.
          one.breaker.worked();
          one.rate.throttled(clock.nowMs(), outcome.retryAfterMs);
          freeMs = Math.min(freeMs, one.rate.take(clock.nowMs()));
          continue;
        }
        one.breaker.failed(clock.nowMs(), outcome.error, outcome.retryAfterMs);
        retryMs = Math.min(retryMs, Math.max(0, (one.breaker.state().retryAtMs ?? 0) - clock.nowMs()));
        failure ??= outcome.error;
        if (serving.length > 1)
          log.warn(
            { carrier: carrier.name, account: one.id, error: outcome.error },
            'a way out fails; the next takes over',
          );
      }
      if (freeMs < Number.POSITIVE_INFINITY)
        return {
          outcome: 'later',
          error: 'Every account sends as fast as its provider lets it.',
          retryAfterMs: freeMs,
          untried: true,
        };
      const error =
        failure ??
        (all().length > 0
          ? `None of the accounts of ${carrier.title} reaches this address.`
          : (carrier.missing ?? `Add an account of ${carrier.title}; until then its messages wait.`));
      return {
        outcome: 'later',
        error,
        // Where only some accounts reach this address, the others' messages must not wait for it.
        scope: serving.length === all().length ? 'provider' : 'recipient',
        // The ways know best when one of them may be tried again.
        ...(retryMs < Number.POSITIVE_INFINITY ? { retryAfterMs: retryMs } : {}),
      };
    },

    refresh() {
      // One after another, so that two changes cannot open one account twice.
      refreshing = (refreshing ?? Promise.resolve()).catch(() => {}).then(refresh);
      return refreshing;
    },

    find: (id) => all().find((one) => one.id === id)?.way ?? null,

    describe: () =>
      all().map(({ id, name, provider, fault, breaker, rate }) => {
        const { state, error, retryAtMs } = breaker.state();
        const { perSecond } = rate.state(clock.nowMs());
        return {
          id,
          name,
          provider,
          state: fault ? 'locked' : state,
          error: fault ?? error,
          retryAt: retryAtMs === null ? null : new Date(retryAtMs).toISOString(),
          ...(perSecond === null ? {} : { perSecond }),
        };
      }),

    async close() {
      await Promise.all(all().map((one) => one.way?.close?.().catch(() => {})));
    },
  };
}
