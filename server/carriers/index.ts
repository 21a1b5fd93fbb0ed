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
import { Problem } from '#lib/problem.ts';
import { createSecretBox, openSecretKey } from '#lib/secret-box.ts';
import type { Store, Tx } from '#store';
import { type Accounts, createAccounts } from './accounts/accounts.ts';
import { createWays, type Ways } from './accounts/ways.ts';
import { allCarriers } from './all.ts';
import type { Sender } from './attempt.ts';
import type { Answer, Call, Carrier, Finding, Tools } from './carrier.ts';
import { keepContacts } from './contact-counts.ts';
import { createDeadEndpoints, type DeadEndpointListener } from './dead-endpoints.ts';
import { createDirect, type DirectNotice } from './direct.ts';
import { createDispatcher, type Dispatcher } from './dispatch.ts';
import { createEchoes } from './echo.ts';
import { createMailDesk, type MailDesk } from './email/desk.ts';
import type { Dns } from './email/readiness/dns.ts';
import { type Identity, markAlive, processIdentity } from './identity.ts';
import { STOPS_KEPT_MS } from './inspect.ts';
import { addressHash } from './keys.ts';
import { createLeases } from './leases.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { createPageFirst } from './page-first.ts';
import { createPlanner } from './plan.ts';
import { createPlanFrom } from './plan-from.ts';
import { createSuppression, type Suppressed } from './suppression.ts';
import { testMessage } from './test-message.ts';
import { viewOf } from './view.ts';

export { accountsRoutes } from './accounts/routes.ts';
export type {
  AddressRule,
  Carrier,
  Content,
  Echo,
  Forms,
  MachineEvent,
  Outcome,
  Outgoing,
  Parts,
  Receipt,
  Rendered,
  SegmentContent,
} from './carrier.ts';
export { contactCounts, plannedAbout, plannedFor, toldOf } from './contact-counts.ts';
export type { DeadEndpoint } from './dead-endpoints.ts';
export type { DirectNotice } from './direct.ts';
export type { Echoed } from './echo.ts';
export { mailRoutes } from './email/routes.ts';
export type { Identity } from './identity.ts';
export { processIdentity } from './identity.ts';
export { maskAddress } from './keys.ts';
export type { DeliveryFilter, Ledger } from './ledger.ts';
export type { MessageDraft, Planned, Recipient } from './plan.ts';
export type { Selection } from './plan-from.ts';
export type { ProgressFilter, Reason } from './progress.ts';
export type { Proof } from './proof.ts';
export type { ReplayFilter } from './replay.ts';
export { carriersRoutes } from './routes.ts';
export { overtakeSleepers } from './sleepers.ts';
export type { Suppressed } from './suppression.ts';

export type Carriers = {
  ledger: Ledger;
  /** A letter to staff past the ledger, for the time without a database; it is tried a few times and kept nowhere. */
  direct(notice: DirectNotice): void;
  accounts: Accounts;
  /** Every carrier by its name, as it describes itself. */
  all: ReadonlyMap<string, Carrier>;
  /** Before `start`. */
  register(carrier: Carrier): void;
  /** Tries an account without telling anybody. */
  check(accountId: string): Promise<Finding[]>;
  /** A plainly labelled test to one address, through the ledger like everything else. Throws when it is no address. */
  test(carrier: string, address: string): Promise<string>;
  /** Where the provider of this account reports to; null for those that report nothing. */
  callbackUrl(accountId: string): Promise<string | null>;
  /** A provider's call to the address of one account; null when there is none or the call is not from it. */
  receive(callbackToken: string, call: Call): Promise<Answer | null>;
  /** What comes back by mail, and how ready mail is. */
  mail: MailDesk;
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
  | 'pushServices'
> &
  Partial<Pick<Config, 'mailReturnPath' | 'mailReturnsPort' | 'mailReturnsHost'>>;

const LEASE_MS = 30_000;
/** Another process may have changed an account. */
const ACCOUNTS_MS = 15_000;
const CHECK_MS = 20_000;
/** How often it is looked whether contacts are to be taken over. */
const CONTACTS_MS = 60_000;

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
  supersededAtOnce,
  pageFirst,
  linkOf = () => null,
  mailDomains = async () => [],
  dns,
}: {
  store: Store;
  clock: Clock;
  ids: Ids;
  log: Log;
  loops: Loops;
  config: CarriersConfig;
  outbound: Outbound;
  identity?: Identity;
  /** Where a subscriber leaves: made when a message leaves, and stored nowhere. */
  linkOf?: (recipientId: string) => string | null;
  /** From 0 to 1: how much jitter takes off a retry. */
  chance?: () => number;
  /** How many waiting deliveries a newer word ends by itself; more are left to the dispatcher. */
  supersededAtOnce?: number;
  /** Resolves when what was just published stands on the page; sending begins after that, or half a second later. */
  pageFirst?: () => Promise<void>;
  /** At which domains how many subscribers read their mail. */
  mailDomains?: () => Promise<{ domain: string; readers: number }[]>;
  /** Instead of the system's resolver. */
  dns?: Dns;
}): Carriers {
  const carriers = new Map<string, Carrier>();
  const dispatchers = new Map<string, Dispatcher>();
  const ways = new Map<string, Ways>();
  const senders = new Map<string, Sender>();
  const changeListeners: ((incidentIds: ReadonlySet<string | null>) => void)[] = [];
  const suppressedListeners: ((tx: Tx, suppressed: Suppressed) => Promise<void>)[] = [];
  const deadListeners: DeadEndpointListener[] = [];
  const leases = createLeases({ store, clock, owner: identity.owner, leaseMs: LEASE_MS, linkOf });
  const suppression = createSuppression({ store, clock, leases, listeners: suppressedListeners });
  const lookWhetherDead = createDeadEndpoints({ store, clock, log, listeners: deadListeners });
  let unmark: (() => void) | undefined;

  const kickAll = () => {
    for (const dispatcher of dispatchers.values()) dispatcher.kick();
  };
  const first = createPageFirst({ pageFirst, kick: kickAll, clock, loops });
  const { kick } = first;

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

  const planner = createPlanner({
    clock,
    ids,
    endpointOf: (name, address) =>
      carriers.get(name)?.endpointOf(address) ?? addressHash(name, address).slice(0, 16),
    supersededAtOnce,
  });
  const planFrom = createPlanFrom({
    planner,
    ids,
    rules() {
      const all = [...carriers.values()];
      const by = (rule: Carrier['endpoints']) => all.filter(({ endpoints }) => endpoints === rule);
      return {
        one: new Map(by('one').map(({ name, endpointOf }) => [name, endpointOf('')])),
        address: by('address').map(({ name }) => name),
        host: by('host').map(({ name }) => name),
      };
    },
  });
  const ledger: Ledger = createLedger({
    store,
    clock,
    suppression,
    kick,
    plan: planner.plan,
    planFrom,
    echo: createEchoes({
      store,
      clock,
      suppression,
      moved: hint,
      carrierOf: async (way) => (await accounts.get(way).catch(() => null))?.carrier ?? null,
    }),
    onChange: (listener) => changeListeners.push(listener),
    onSuppressed: (listener) => suppressedListeners.push(listener),
    onDeadEndpoint: (listener) => deadListeners.push(listener),
  });

  async function reopen(name: string): Promise<void> {
    await ways.get(name)!.refresh();
    await leases.dueNow(name);
    dispatchers.get(name)!.kick();
  }
  const accounts = createAccounts({
    store,
    clock,
    ids,
    box: createSecretBox(() => openSecretKey(config.dataFolder, 'carriers')),
    carriers,
    changed: (name) => loops.track(reopen(name)),
  });
  const mail = createMailDesk({
    config,
    store,
    clock,
    log,
    ids,
    outbound,
    accounts,
    ledger,
    domains: mailDomains,
    ...(dns ? { dns } : {}),
  });
  const toolsOf = (callbackToken: string): Tools => ({
    outbound,
    clock,
    log,
    dataFolder: config.dataFolder,
    publicUrl: () => config.publicUrl,
    callbackUrl: `${config.publicUrl}/carriers/${callbackToken}`,
  });

  const register = (carrier: Carrier) => {
    carriers.set(carrier.name, carrier);
    const out = createWays({ carrier, accounts, tools: toolsOf, clock, log });
    ways.set(carrier.name, out);
    const sender: Sender = {
      name: carrier.name,
      limits: carrier.limits,
      threads: carrier.threads ?? false,
      send: carrier.send ?? out.send,
    };
    senders.set(carrier.name, sender);
    dispatchers.set(
      carrier.name,
      createDispatcher({
        carrier: sender,
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
          if (state === 'failed') loops.track(lookWhetherDead(carrier.name, delivery));
        },
        suppress: (delivery, settlement) => suppression.settle(carrier.name, delivery, settlement),
      }),
    );
  };

  for (const carrier of allCarriers({ config, clock, log, outbound })) register(carrier);

  const refresh = () => Promise.all([...ways.values()].map((out) => out.refresh()));

  return {
    ledger,
    accounts,
    all: carriers,
    direct: createDirect({ carrier: senders.get('email')!, clock, log, loops }),
    register,
    async check(accountId) {
      const { carrier, name } = await accounts.get(accountId);
      await ways.get(carrier)!.refresh();
      const way = ways.get(carrier)!.find(accountId);
      if (!way)
        return [{ what: name, ok: false, detail: 'It is switched off, or its settings cannot be used.' }];
      if (!way.check)
        return [{ what: name, ok: null, detail: 'This provider offers no way to try without sending.' }];
      return way.check(AbortSignal.timeout(CHECK_MS));
    },
    async test(name, given) {
      const carrier = carriers.get(name);
      if (!carrier) throw new Problem('not-found', `There is no carrier "${name}".`);
      const read = carrier.address.parse(given);
      if ('fault' in read)
        throw new Problem('request.invalid', read.fault, {
          errors: [{ path: 'address', message: read.fault }],
        });
      const recipientId = ids.next('tst');
      await store.transaction((tx) =>
        ledger.plan(
          tx,
          testMessage(carrier.title, { id: recipientId, carrier: name, address: read.address }),
        ),
      );
      return (await ledger.list({ recipientId })).items[0]!.id;
    },
    async callbackUrl(accountId) {
      const { carrier } = await accounts.get(accountId);
      await ways.get(carrier)!.refresh();
      if (!ways.get(carrier)!.find(accountId)?.receive) return null;
      return toolsOf(await accounts.callbackToken(accountId)).callbackUrl;
    },
    async receive(callbackToken, call) {
      const account = await accounts.byCallbackToken(callbackToken);
      const way = account && ways.get(account.carrier)?.find(account.id);
      const heard = way?.receive ? await way.receive(call) : null;
      if (!account || !heard) return null;
      // When one cannot be noted the whole call fails, and the provider repeats it; what was noted stays so.
      const note = account.carrier === 'email' ? mail.note : ledger.echo;
      for (const echo of heard.echoes) await note(echo, account.id);
      return heard.answer ?? { status: 204 };
    },
    mail,
    kick,
    async start() {
      unmark ??= markAlive(identity.owner);
      // Whatever asks the database comes first: when it is away, all of this begins again.
      const dead = (await leases.owners()).filter((owner) => identity.isDead(owner));
      await refresh();
      for (const name of dead.length > 0 ? dispatchers.keys() : []) {
        const taken = await leases.reclaim(name, dead);
        if (taken > 0)
          log.info({ carrier: name, taken }, 'deliveries of an ended process are taken up again');
      }
      await mail.start();
      loops.start('carriers:accounts', async () => {
        if (store.state() !== 'down') {
          await refresh();
          await leases.forgetStops(clock.nowMs() - STOPS_KEPT_MS);
        }
        return clock.nowMs() + ACCOUNTS_MS;
      });
      loops.start('carriers:contacts', async () => {
        const kept = store.state() === 'down' ? 0 : await keepContacts(store, clock);
        return clock.nowMs() + (kept > 0 ? 0 : CONTACTS_MS);
      });
      for (const dispatcher of dispatchers.values()) dispatcher.start();
    },
    describe() {
      return [...carriers.values()].map((carrier) => {
        const dispatcher = dispatchers.get(carrier.name)!;
        return viewOf(carrier, {
          breaker: dispatcher.breaker(),
          throttles: dispatcher.throttles(),
          ways: ways.get(carrier.name)!.describe(),
        });
      });
    },
    async close(graceMs = 3_000) {
      first.close();
      await mail.close();
      await Promise.all([...dispatchers.values()].map((dispatcher) => dispatcher.close(graceMs)));
      await Promise.all([...ways.values()].map((out) => out.close()));
      unmark?.();
    },
  };
}
