/**
 * The first word: when a monitor opened the incident and its component allows it, an approved text goes out by
 * itself after a short hold, unless a person spoke (or is about to). It says that something does not work, so it is
 * withheld when the monitors saw it recover meanwhile; should it fail again, the hold begins anew.
 */
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import type { Tx } from '#store';
import { type FactOf, type Incident, isOpen, type Timeline, type Wake } from '#timeline';
import { movedByHours, nextUpdateBy } from './cadence.ts';
import type { Drafts } from './drafts.ts';
import { withHours } from './promise-words.ts';
import type { Publisher } from './publish.ts';
import type { SettingsShelf } from './settings.ts';
import type { Voice } from './voice.ts';

/**
 * Counted from the first failing check, not from its confirmation: where a service hangs, confirming has taken the
 * time already, and its users wait no longer than those of one that answers 500.
 */
function firstWordAt(fact: FactOf<'incident.opened' | 'symptom.joined'>, holdSeconds: number): string {
  const { body } = fact;
  const failedAt = body.kind === 'symptom.joined' ? body.failedAt : body.startedAt;
  const dueAt = new Date(Date.parse(failedAt) + holdSeconds * 1_000).toISOString();
  return dueAt > fact.recordedAt ? dueAt : fact.recordedAt;
}

export function addFirstWord({
  timeline,
  clock,
  ids,
  settings,
  publisher,
  drafts,
  voice,
}: {
  timeline: Timeline;
  clock: Clock;
  ids: Ids;
  settings: SettingsShelf;
  publisher: Publisher;
  drafts: Drafts;
  voice: Voice;
}): void {
  timeline.react({
    name: 'tell.first-word',
    kinds: ['incident.opened', 'symptom.joined'],
    async run(fact, tx) {
      const incident = await timeline.incident(fact.subject.slice('incident:'.length), tx);
      if (!incident?.automaticFirstWord || !isOpen(incident) || incident.updates.length > 0) return;
      const waiting = await timeline.wakes.list({ subject: fact.subject, kind: 'tell.first-word' });
      if (waiting.length > 0) return;
      const { firstWordHoldSeconds } = await settings.get(tx);
      await timeline.wakes.set(tx, {
        key: `${fact.subject}:first-word`,
        kind: 'tell.first-word',
        subject: fact.subject,
        dueAt: firstWordAt(fact, firstWordHoldSeconds),
        because: fact.id,
      });
    },
  });

  async function speak(tx: Tx, incident: Incident, because: string | null) {
    const known = await settings.get(tx);
    const told = nextUpdateBy(clock.nowMs(), incident.severity, known);
    const moved = movedByHours(clock.nowMs(), told, incident.severity, known);
    await publisher.publish(tx, {
      updateId: ids.next('upd'),
      incidentId: incident.id,
      phase: 'investigating',
      text: withHours(await voice.firstWord(incident, told, tx), moved),
      origin: 'automatic',
      lastResort: true,
      nextUpdateBy: told,
      by: 'rule:first-word',
      because,
    });
  }

  const onFirstWord = async (wake: Wake, tx: Tx) => {
    const incident = await timeline.incident(wake.subject.slice('incident:'.length), tx);
    if (!incident || !isOpen(incident) || incident.updates.length > 0) return;
    // A person's text within its hold goes first; if it is taken back, the next look speaks.
    const [waiting] = await drafts.held(incident.id, tx);
    if (waiting)
      return timeline.wakes.set(tx, {
        ...wake,
        dueAt: new Date(Date.parse(waiting.commitsAt) + 1_000).toISOString(),
      });
    if (incident.recoveredAt)
      return void (await timeline.record(tx, [
        {
          subject: wake.subject,
          by: 'rule:first-word',
          because: wake.because,
          key: `first-word-withheld:${incident.recoveredAt}`,
          body: {
            kind: 'carrier.skipped',
            carrier: 'page',
            reason: `The monitors saw it recovered at ${incident.recoveredAt}, before the first word: what is said now is for a person to decide.`,
          },
        },
      ]));
    if (await recoveryIsOnRecord(tx, incident))
      return timeline.wakes.set(tx, { ...wake, dueAt: new Date(clock.nowMs() + 1_000).toISOString() });
    await speak(tx, incident, wake.because);
  };
  timeline.onWake('tell.first-word', onFirstWord, { elapsed: true });

  /** Every monitor that it holds has recovered, and only the reaction that says so in the incident is still to come. */
  async function recoveryIsOnRecord(tx: Tx, { symptoms }: Incident): Promise<boolean> {
    const failing = symptoms.filter(({ recoveredAt }) => recoveredAt === null);
    if (failing.length === 0) return false;
    const facts = await timeline.read({ kinds: ['monitor.recovered'], latest: true, limit: 1_000 }, tx);
    return failing.every(({ monitorId, failedAt }) =>
      facts.some(
        ({ body }) =>
          body.kind === 'monitor.recovered' && body.monitorId === monitorId && body.firstGoodAt >= failedAt,
      ),
    );
  }
}
