/**
 * The promise: after every word to the public, the time of the next one is watched. The owner is called, then the
 * deputy, then everybody of the escalation policy; just before the time, an honest note from facts goes out if no
 * person spoke; and when nothing went out, the miss is recorded for everybody to see. Each step is a wake, so that no
 * restart forgets one. Nothing here takes a promise back: it is settled by what was published, once.
 */
import type { Clock } from '#lib/clock.ts';
import type { Respond } from '#respond';
import type { Tx } from '#store';
import { type FactBody, type FactDraft, type Incident, isOpen, type Timeline, type Wake } from '#timeline';
import { nextUpdateBy, promiseTimes } from './cadence.ts';
import type { SettingsShelf } from './settings.ts';

const KINDS = ['tell.remind', 'tell.note', 'tell.deadline'] as const;

type Word = { id: string; at: string; origin: 'person' | 'automatic' | 'note'; by: string };

export type PromiseKeeper = {
  /** What an update published at `at` makes of the promise that stood before it. */
  settle(incident: Incident, update: Word): Omit<FactDraft, 'subject'>[];
  /** Watches the promise that was just made; an update without one ends the watching. */
  watch(tx: Tx, incident: Incident, because: string): Promise<void>;
  /** Somebody is writing: nobody else is called for this promise. The note still comes, should they not be done. */
  acknowledge(tx: Tx, incident: Incident, by: string): Promise<void>;
};

const isSettled = ({ promise, promises }: Incident) =>
  promises.some((settled) => settled.updateId === promise?.updateId);

export function settlePromise(incident: Incident, update: Word): Omit<FactDraft, 'subject'>[] {
  const { promise, lastFactAt } = incident;
  if (!promise || isSettled(incident)) return [];
  const shared = { updateId: promise.updateId, dueAt: promise.dueAt };
  const key = `promise:${promise.updateId}`;
  // A clock that was set back makes nothing punctual that was late already.
  const at = update.at > lastFactAt ? update.at : lastFactAt;
  if (at > promise.dueAt)
    return [{ by: 'system:promise', at, key, body: { kind: 'promise.missed', ...shared } }];
  const keptBy = update.origin === 'person' ? 'person' : 'note';
  return [
    {
      by: 'system:promise',
      at: update.at,
      key,
      body: { kind: 'promise.kept', ...shared, keptBy, withUpdateId: update.id },
    },
  ];
}

export function createPromiseKeeper({
  timeline,
  respond,
  settings,
  clock,
  isWriting,
  writeNote,
}: {
  timeline: Timeline;
  clock: Clock;
  respond: Respond;
  settings: SettingsShelf;
  /** Whether a person's word waits in its hold. */
  isWriting: (incidentId: string, tx: Tx) => Promise<boolean>;
  /** Publishes the human draft that waits, or the "no change" note. */
  writeNote: (tx: Tx, incident: Incident, because: string) => Promise<void>;
}): PromiseKeeper {
  /** The incident, if the promise that the wake was set for still stands. */
  async function standing(wake: Wake, tx: Tx): Promise<Incident | null> {
    const incident = await timeline.incident(wake.subject.slice('incident:'.length), tx);
    return incident && isOpen(incident) && incident.promise?.updateId === wake.payload['updateId']
      ? incident
      : null;
  }

  const record = async (tx: Tx, wake: Wake, key: string, body: FactBody) => {
    const draft = { subject: wake.subject, by: 'system:promise', because: wake.because, key, body };
    const [fact] = await timeline.record(tx, [draft]);
    return fact!;
  };

  type Role = 'owner' | 'deputy';

  /** That there was nobody to call is on record too. */
  async function callOne(tx: Tx, wake: Wake, incident: Incident, role: Role, personId: string | null) {
    const { updateId, dueAt } = incident.promise!;
    const body = { kind: 'promise.reminded', updateId, dueAt, role, personId } as const;
    const fact = await record(tx, wake, `remind:${updateId}:${role}`, body);
    if (!personId) return;
    await respond.notice.send(tx, incident, { personIds: [personId], reason: 'promise', because: fact.id });
  }

  /** False when there is nobody. */
  async function callEverybody(tx: Tx, wake: Wake, incident: Incident, reason: 'promise' | 'missed') {
    const { updateId, dueAt } = incident.promise!;
    const { policyId, ...ladder } = await respond.ladder(tx);
    const targets = ladder.targets.length + ladder.webhooks.length;
    const personIds = [
      ...new Set(
        [incident.roles.owner, incident.roles.deputy, ...ladder.personIds].filter((id) => id !== undefined),
      ),
    ];
    if (personIds.length + targets === 0) return false;
    const body = { kind: 'promise.escalated', updateId, dueAt, policyId, personIds, targets } as const;
    const fact = await record(tx, wake, `escalate:${updateId}:${reason}`, body);
    await respond.notice.send(tx, incident, { ...ladder, personIds, reason, because: fact.id });
    return true;
  }

  timeline.onWake(
    'tell.remind',
    async (wake, tx) => {
      const incident = await standing(wake, tx);
      // After a restart the time may have passed; then the note or the miss says more than a late reminder.
      if (!incident?.promise || incident.promise.dueAt <= clock.now()) return;
      if (incident.promise.acknowledgedBy || (await isWriting(incident.id, tx))) return;
      const { owner, deputy } = incident.roles;
      const role = wake.payload['role'];
      // Whoever would be called is missing, so the next in line is called in their place.
      if (role === 'owner' && owner) return callOne(tx, wake, incident, 'owner', owner);
      if (role !== 'everybody' && deputy) return callOne(tx, wake, incident, 'deputy', deputy);
      if (role === 'deputy') return;
      const called = await callEverybody(tx, wake, incident, 'promise');
      if (!called && role === 'owner') await callOne(tx, wake, incident, 'owner', null);
    },
    { elapsed: true },
  );

  timeline.onWake(
    'tell.note',
    async (wake, tx) => {
      const incident = await standing(wake, tx);
      if (incident) await writeNote(tx, incident, wake.because ?? incident.promise!.factId);
    },
    { elapsed: true },
  );

  timeline.onWake('tell.deadline', async (wake, tx) => {
    const incident = await standing(wake, tx);
    if (!incident?.promise || isSettled(incident)) return;
    const { updateId, dueAt } = incident.promise;
    await record(tx, wake, `promise:${updateId}`, { kind: 'promise.missed', updateId, dueAt });
    await callEverybody(tx, wake, incident, 'missed');
  });

  /** Of an incident that became worse the public hears as soon as its new severity asks for, whatever was promised. */
  timeline.react({
    name: 'tell.cadence',
    kinds: ['severity.changed'],
    async run(fact, tx) {
      const incident = await timeline.incident(fact.subject.slice('incident:'.length), tx);
      if (!incident?.promise || !isOpen(incident) || fact.body.to >= fact.body.from) return;
      const wordBy = nextUpdateBy(Date.parse(fact.at), fact.body.to, await settings.get(tx));
      // After a clock that was set back the note waits for an earlier time than the promise says: it stays there.
      const [note] = await timeline.wakes.list({ subject: fact.subject, kind: 'tell.note' });
      if (note && note.dueAt <= wordBy) return;
      if (wordBy < incident.promise.dueAt) await watch(tx, incident, fact.id, wordBy);
    },
  });

  async function watch(tx: Tx, incident: Incident, because: string, wordBy?: string) {
    const subject = `incident:${incident.id}`;
    for (const kind of KINDS) await timeline.wakes.cancel(tx, { subject, kind });
    const { promise } = incident;
    if (!promise) return;
    const madeAt = wordBy
      ? clock.now()
      : (incident.updates.find((update) => update.id === promise.updateId)?.at ?? incident.lastFactAt);
    const { updateId, dueAt } = promise;
    const { severity } = incident;
    const times = promiseTimes(Date.parse(madeAt), wordBy ?? dueAt, severity, await settings.get(tx));
    const wake = (kind: (typeof KINDS)[number], name: string, at: string, payload: object = {}) =>
      timeline.wakes.set(tx, {
        key: `${subject}:${name}`,
        kind,
        subject,
        dueAt: at,
        payload: { updateId, ...payload },
        because,
      });
    await wake('tell.remind', 'remind-owner', times.remindOwnerAt, { role: 'owner' });
    await wake('tell.remind', 'remind-deputy', times.remindDeputyAt, { role: 'deputy' });
    if (times.callEverybodyAt)
      await wake('tell.remind', 'remind-everybody', times.callEverybodyAt, { role: 'everybody' });
    await wake('tell.note', 'note', times.noteAt);
    // One millisecond later, so that a word at the very instant still keeps the promise.
    await wake('tell.deadline', 'deadline', new Date(Date.parse(dueAt) + 1).toISOString());
  }

  return {
    settle: settlePromise,
    watch,
    async acknowledge(tx, incident, by) {
      const { promise } = incident;
      if (!promise || promise.acknowledgedBy) return;
      const subject = `incident:${incident.id}`;
      const { updateId, dueAt } = promise;
      await timeline.wakes.cancel(tx, { subject, kind: 'tell.remind' });
      await timeline.record(tx, [
        { subject, by, key: `writing:${updateId}`, body: { kind: 'promise.acknowledged', updateId, dueAt } },
      ]);
    },
  };
}
