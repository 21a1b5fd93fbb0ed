/**
 * THE SPINE: what happened, in order, for ever. Rooms record facts here and answer each other's facts; the
 * incident is a pure fold over them. This room never sends anything, never decides anything about an outage, and
 * never changes or removes a fact
 * (a text in it may be removed, which is a fact itself).
 */
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import type { Log } from '#lib/log.ts';
import type { Loops } from '#lib/loop.ts';
import type { Store, Tx } from '#store';
import type { Fact, FactKind } from './fact.ts';
import { foldIncident, type Incident } from './incident.ts';
import type { SigningKey } from './keys.ts';
import { createFactLog, type FactLog } from './log.ts';
import { createProjection } from './projection.ts';
import { createPublicLog, type PublicLog } from './publiclog/index.ts';
import { createReactions, type Reaction } from './reactions.ts';
import { createWakes, type Wakes } from './wakes.ts';

export type { Challenge } from './contradicted.ts';
export { type Span, troubleSpans } from './downtime.ts';
export type { Actor, Evidence, Fact, FactBody, FactDraft, FactKind, FactOf } from './fact.ts';
export {
  foldIncident,
  type Incident,
  isOpen,
  type PromiseOutcome,
  type Symptom,
  type Task,
  type Update,
  worse,
} from './incident.ts';
export { openSigningKey, type SigningKey, temporarySigningKey } from './keys.ts';
export { promiseOf } from './promise-of.ts';
export { rotateSigningKey } from './publiclog/rotation.ts';
export type { Wake } from './wakes.ts';

export type Timeline = FactLog & {
  key: SigningKey;
  publicLog: Omit<PublicLog, 'start' | 'kick'>;
  wakes: Omit<Wakes, 'start' | 'kick' | 'on'>;
  onWake: Wakes['on'];
  react<K extends FactKind>(reaction: Reaction<K>): void;
  /** Calls `listener` after facts were committed by this process: a hint to look, never the only way. */
  onRecorded(listener: (facts: readonly Fact[]) => void): void;
  incident(id: string, tx?: Tx): Promise<Incident | null>;
  /** Newest first. */
  incidents(which?: { open?: boolean; limit?: number; kind?: Incident['kind'] }): Promise<Incident[]>;
  start(): void;
};

export function createTimeline(deps: {
  store: Store;
  clock: Clock;
  ids: Ids;
  log: Log;
  loops: Loops;
  key: SigningKey;
}): Timeline {
  const { store, key } = deps;
  const log = createFactLog(deps);
  const wakes = createWakes(deps);
  const reactions = createReactions({ ...deps, log });
  const projection = createProjection(log);
  const publicLog = createPublicLog(deps);
  const listeners: ((facts: readonly Fact[]) => void)[] = [];

  const announce = (tx: Tx, facts: readonly Fact[]) =>
    store.afterCommit(tx, () => {
      reactions.kick(facts.map(({ body }) => body.kind));
      wakes.kick();
      publicLog.kick();
      for (const listener of listeners) listener(facts);
    });

  return {
    ...log,
    key,
    publicLog,
    wakes,
    onWake: wakes.on,
    react: reactions.add,
    onRecorded: (listener) => listeners.push(listener),
    async record(tx, drafts) {
      const facts = await log.record(tx, drafts);
      announce(tx, facts);
      return facts;
    },
    async redact(tx, factId, why) {
      const redaction = await log.redact(tx, factId, why);
      announce(tx, redaction.recorded);
      // Memory forgets at once, not when somebody next asks; if that fails, the next question does it.
      store.afterCommit(tx, () => void projection.all({ limit: 0 }).catch(() => {}));
      return redaction;
    },
    incident: async (id, tx) => foldIncident(await log.read({ subject: `incident:${id}` }, tx)),
    incidents: projection.all,
    start() {
      reactions.start();
      wakes.start();
      publicLog.start();
    },
  };
}
