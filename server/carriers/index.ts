/**
 * Carriers: the ways to reach people, and the ledger of who was told what. The one home of every word that leaves the
 * house towards a person or a person's endpoint. Writes no facts; never decides what is said, to whom, or whether.
 * Nothing here is called sent before its receiver accepted it, and nothing is forgotten before it was settled.
 */
import type { CarrierView } from '@candor/protocol/carriers.ts';
import type { Config } from '#config';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import type { Log } from '#lib/log.ts';
import type { Loops } from '#lib/loop.ts';
import type { Outbound } from '#lib/outbound/index.ts';
import type { Store, Tx } from '#store';
import type { Carrier } from './carrier.ts';
import { createDirect, type DirectNotice } from './direct.ts';
import { createDispatcher, type Dispatcher } from './dispatch.ts';
import { createEmailCarrier } from './email/index.ts';
import { type Identity, markAlive, processIdentity } from './identity.ts';
import { addressHash } from './keys.ts';
import { createLeases } from './leases.ts';
import { createLedger, type Ledger, type Suppressed } from './ledger.ts';
import { createPlanner } from './plan.ts';
import { createSuppression } from './suppression.ts';
import { createWebhookCarrier } from './webhook/index.ts';

export type {
  Carrier,
  Content,
  Forms,
  MachineEvent,
  Outcome,
  Outgoing,
  Receipt,
  Rendered,
} from './carrier.ts';
export type { DirectNotice } from './direct.ts';
export type { Identity } from './identity.ts';
export { processIdentity } from './identity.ts';
export type { DeliveryFilter, Ledger, Suppressed } from './ledger.ts';
export type { MessageDraft, Planned, Recipient } from './plan.ts';
export { carriersRoutes } from './routes.ts';

export type Carriers = {
  ledger: Ledger;
  /** A letter to staff past the ledger, for the time without a database; it is tried a few times and kept nowhere. */
  direct(notice: DirectNotice): void;
  /** Before `start`. */
  register(carrier: Carrier): void;
  start(): Promise<void>;
  describe(): CarrierView[];
  /** Looks again at what is due, for example because the database is back. */
  kick(): void;
  close(graceMs?: number): Promise<void>;
};

export type CarriersConfig = Pick<
  Config,
  | 'dataFolder'
  | 'publicUrl'
  | 'smtpUrl'
  | 'mailFrom'
  | 'mailConnections'
  | 'mailUnsubscribe'
  | 'mailDkim'
  | 'mailDkimSelector'
>;

const LEASE_MS = 30_000;

export function createCarriers({
  store,
  clock,
  ids,
  log,
  loops,
  config,
  outbound,
  identity = processIdentity(),
  chance = Math.random,
}: {
  store: Store;
  clock: Clock;
  ids: Ids;
  log: Log;
  loops: Loops;
  config: CarriersConfig;
  outbound: Outbound;
  identity?: Identity;
  /** From 0 to 1: how much jitter takes off a retry. */
  chance?: () => number;
}): Carriers {
  const carriers = new Map<string, Carrier>();
  const dispatchers = new Map<string, Dispatcher>();
  const changeListeners: ((incidentIds: ReadonlySet<string | null>) => void)[] = [];
  const suppressedListeners: ((tx: Tx, suppressed: Suppressed) => Promise<void>)[] = [];
  const leases = createLeases({ store, clock, owner: identity.owner, leaseMs: LEASE_MS });
  const suppress = createSuppression({ store, clock, leases, listeners: suppressedListeners });
  let unmark: (() => void) | undefined;

  const kick = () => {
    for (const dispatcher of dispatchers.values()) dispatcher.kick();
  };

  // Listeners get one hint for what moved together.
  let touched: Set<string | null> | null = null;
  const hint = (incidentId: string | null) => {
    if (!touched) {
      touched = new Set();
      setImmediate(() => {
        const moved = touched!;
        touched = null;
        for (const listener of changeListeners) listener(moved);
      });
    }
    touched.add(incidentId);
  };

  const plan = createPlanner({
    clock,
    ids,
    endpointOf: (name, address) =>
      carriers.get(name)?.endpointOf(address) ?? addressHash(name, address).slice(0, 16),
  });
  const ledger = createLedger({
    store,
    clock,
    plan,
    kick,
    onChange: (listener) => changeListeners.push(listener),
    onSuppressed: (listener) => suppressedListeners.push(listener),
  });

  const register = (carrier: Carrier) => {
    carriers.set(carrier.name, carrier);
    dispatchers.set(
      carrier.name,
      createDispatcher({
        carrier,
        store,
        clock,
        log,
        loops,
        leases,
        leaseMs: LEASE_MS,
        chance,
        onSettled: (delivery, state) => {
          hint(delivery.outgoing.incidentId);
          // Somebody at this address asked for a message and got it: the address lives.
          if (state === 'accepted' && delivery.outgoing.kind === 'confirm')
            loops.track(ledger.lift(carrier.name, delivery.outgoing.address));
        },
        suppress: (delivery, settlement) => suppress(carrier.name, delivery, settlement),
      }),
    );
  };

  const email = createEmailCarrier({ config, clock, log });
  register(email);
  register(createWebhookCarrier({ outbound, clock }));

  return {
    ledger,
    direct: createDirect({ carrier: email, clock, log, loops }),
    register,
    kick,
    async start() {
      unmark = markAlive(identity.owner);
      const dead = (await leases.owners()).filter((owner) => identity.isDead(owner));
      for (const [name, dispatcher] of dispatchers) {
        if (dead.length > 0) {
          const taken = await leases.reclaim(name, dead);
          if (taken > 0)
            log.info({ carrier: name, taken }, 'deliveries of an ended process are taken up again');
        }
        dispatcher.start();
      }
    },
    describe() {
      return [...carriers.values()].map((carrier) => {
        const { state, error, retryAtMs } = dispatchers.get(carrier.name)!.breaker();
        const { inFlight, perEndpoint, timeoutMs } = carrier.limits;
        return {
          name: carrier.name,
          ...carrier.describe(),
          limits: { inFlight, perEndpoint, timeoutSeconds: timeoutMs / 1_000 },
          breaker: { state, error, retryAt: retryAtMs === null ? null : new Date(retryAtMs).toISOString() },
        };
      });
    },
    async close(graceMs = 3_000) {
      await Promise.all([...dispatchers.values()].map((dispatcher) => dispatcher.close(graceMs)));
      unmark?.();
    },
  };
}
