/**
 * Candor in the customer's web app: what the service says about itself, a fetch that survives its outage, a banner
 * and a beacon. One call wires them; nothing here sets a cookie or speaks to anybody but the origins it is given.
 */

import type { BreakerPolicy, BreakerState } from './breaker.ts';
import { browserEnv, type Env, guarded } from './env.ts';
import { createResilient, type ResilientInit } from './fetch.ts';
import { createKeep } from './keep.ts';
import { createStatus, type Status } from './status.ts';

export type { BeaconBatch, BeaconEvent } from '@candor/protocol/beacon.ts';
export type { BreakerPolicy, BreakerState } from './breaker.ts';
export { type ResilientInit, Unavailable } from './fetch.ts';
export type { Status, StatusIncident, StatusState, StatusView } from './status.ts';

export type CandorOptions = {
  /** Where Candor serves; more than one for a copy that survives it. The first is where people are sent to read. */
  origin: string | readonly string[];
  /** Base64 of the raw ed25519 key; snapshots with another signature are then refused. */
  publicKey?: string;
  /** The components this app depends on; the banner speaks of these. All when left out. */
  components?: readonly string[];
  /** Off unless asked for. */
  beacon?: boolean;
  breaker?: BreakerPolicy;
  env?: Env;
};
export type Candor = {
  status: Status;
  fetch(input: string | URL | Request, init?: ResilientInit): Promise<Response>;
  /** Shows the banner at the top of the page, or inside `parent`. */
  banner(parent?: Element): HTMLElement;
  /** Counts a view: call it when a single-page app changes its page. */
  view(): void;
  conversion(name: string, value?: number): void;
  /** Sends what the beacon holds. */
  flush(): Promise<boolean>;
  breaker(component: string): BreakerState;
  /** Forgets every kept answer: call it when a person signs out. */
  forget(): Promise<void>;
  stop(): void;
};

export function createCandor({
  origin,
  publicKey,
  components,
  beacon: counting = false,
  breaker,
  env = browserEnv(),
}: CandorOptions): Candor {
  const origins = [origin].flat().map((each) => each.replace(/\/+$/, ''));
  const status = createStatus({ origins, publicKey, env });
  const keep = createKeep(env);
  const resilient = createResilient({
    env,
    keep,
    clientId: clientId(env),
    policy: breaker,
    statusOf: status.of,
  });
  // What a page can begin without comes after it, in chunks of its own; a chunk that is lost costs its part alone.
  const beacon = counting
    ? import('./beacon.ts')
        .then(({ createBeacon }) =>
          createBeacon({ url: `${origins[0]}/beacons`, env, session: guarded(() => sessionStorage) }),
        )
        .catch(() => null)
    : null;
  import('./banner.ts')
    .then(({ defineBanner }) =>
      defineBanner({ status, origin: origins[0]!, components: components ?? null, env }),
    )
    .catch(() => {});
  const unsubscribe = status.subscribe(({ view, known }) =>
    resilient.declared(
      (view?.components ?? []).map(({ id, status: said }) => ({ id, status: known ? said : 'unknown' })),
    ),
  );
  status.start();
  void beacon?.then((it) => it?.view());
  return {
    status,
    fetch: resilient.fetch,
    banner(parent) {
      const element = document.createElement('candor-status');
      (parent ?? document.body).prepend(element);
      return element;
    },
    view: () => void beacon?.then((it) => it?.view()),
    conversion: (name, value) => void beacon?.then((it) => it?.conversion(name, value)),
    flush: async () => (await (await beacon)?.flush()) ?? true,
    breaker: resilient.breaker,
    forget: keep.clear,
    stop() {
      unsubscribe();
      status.stop();
      void beacon?.then((it) => it?.stop());
    },
  };
}

/** A random place in the crowd that stays the same for this browser; it is never sent anywhere. */
function clientId({ store, random }: Env): string {
  const id = store.get('candor:client') ?? String(random());
  store.set('candor:client', id);
  return id;
}
