/**
 * The promise: after every word to the public, the time of the next one is watched. The owner is reminded, then the
 * deputy; just before the time, an honest note from facts goes out if no person spoke; and when nothing went out,
 * the miss is recorded for everybody to see. Each step is a wake, so that no restart forgets one.
 */
import type { Clock } from '#lib/clock.ts';
import type { Respond } from '#respond';
import type { Tx } from '#store';
import { type FactDraft, type Incident, isOpen, type Timeline, type Wake } from '#timeline';
import { promiseTimes } from './cadence.ts';
import type { SettingsShelf } from './settings.ts';

const KINDS = ['tell.remind', 'tell.note', 'tell.deadline'] as const;

export type PromiseKeeper = {
  /** What an update published at `at` makes of the promise that stood before it. */
  settle(
    incident: Incident,
    update: { id: string; at: string; origin: 'person' | 'automatic' | 'note'; by: string },
  ): Omit<FactDraft, 'subject'>[];
  /** Watches the promise that was just made; an update without one ends the watching. */
  watch(tx: Tx, incident: Incident, because: string): Promise<void>;
};

export function settlePromise(
  incident: Incident,
  update: { id: string; at: string; origin: 'person' | 'automatic' | 'note'; by: string },
): Omit<FactDraft, 'subject'>[] {
  const { promise } = incident;
  if (!promise || incident.promises.some((settled) => settled.updateId === promise.updateId)) return [];
  const shared = { updateId: promise.updateId, dueAt: promise.dueAt };
  const key = `promise:${promise.updateId}`;
  if (update.at > promise.dueAt)
    return [{ by: 'system:promise', at: update.at, key, body: { kind: 'promise.missed', ...shared } }];
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
  writeNote,
}: {
  timeline: Timeline;
  clock: Clock;
  respond: Respond;
  settings: SettingsShelf;
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

  timeline.onWake('tell.remind', async (wake, tx) => {
    const incident = await standing(wake, tx);
    // After a restart the time may have passed; then the note or the miss says more than a late reminder.
    if (!incident?.promise || incident.promise.dueAt <= clock.now()) return;
    const role = wake.payload['role'] === 'deputy' ? 'deputy' : 'owner';
    const personId = incident.roles[role] ?? null;
    const [fact] = await timeline.record(tx, [
      {
        subject: wake.subject,
        by: 'system:promise',
        because: wake.because,
        key: `remind:${incident.promise.updateId}:${role}`,
        body: {
          kind: 'promise.reminded',
          updateId: incident.promise.updateId,
          dueAt: incident.promise.dueAt,
          role,
          personId,
        },
      },
    ]);
    if (personId)
      await respond.notice.send(tx, incident, {
        personIds: [personId],
        webhooks: [],
        reason: 'promise',
        because: fact!.id,
      });
  });

  timeline.onWake('tell.note', async (wake, tx) => {
    const incident = await standing(wake, tx);
    if (incident) await writeNote(tx, incident, wake.because ?? incident.promise!.factId);
  });

  timeline.onWake('tell.deadline', async (wake, tx) => {
    const incident = await standing(wake, tx);
    if (
      !incident?.promise ||
      incident.promises.some((settled) => settled.updateId === incident.promise?.updateId)
    )
      return;
    await timeline.record(tx, [
      {
        subject: wake.subject,
        by: 'system:promise',
        because: wake.because,
        key: `promise:${incident.promise.updateId}`,
        body: { kind: 'promise.missed', updateId: incident.promise.updateId, dueAt: incident.promise.dueAt },
      },
    ]);
  });

  return {
    settle: settlePromise,
    async watch(tx, incident, because) {
      const subject = `incident:${incident.id}`;
      for (const kind of KINDS) await timeline.wakes.cancel(tx, { subject, kind });
      const { promise } = incident;
      if (!promise) return;
      const madeAt =
        incident.updates.find((update) => update.id === promise.updateId)?.at ?? incident.lastFactAt;
      const times = promiseTimes(Date.parse(madeAt), promise.dueAt, await settings.get(tx));
      const { updateId } = promise;
      const wake = (kind: string, name: string, dueAt: string, payload: object) =>
        timeline.wakes.set(tx, {
          key: `${subject}:${name}`,
          kind,
          subject,
          dueAt,
          payload: { updateId, ...payload },
          because,
        });
      await wake('tell.remind', 'remind-owner', times.remindOwnerAt, { role: 'owner' });
      await wake('tell.remind', 'remind-deputy', times.remindDeputyAt, { role: 'deputy' });
      await wake('tell.note', 'note', times.noteAt, {});
      // One millisecond later, so that a word at the very instant still keeps the promise.
      await wake('tell.deadline', 'deadline', new Date(Date.parse(times.dueAt) + 1).toISOString(), {});
    },
  };
}
