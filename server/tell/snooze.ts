/**
 * Putting off the next word in public: the time that was promised moves, with a reason that everybody reads. It is a
 * word like any other, through the truth gate and the linter, so it keeps the promise if it comes before its time and
 * hides no miss if it comes after. How far it may go is bounded.
 */
import { SnoozeInput } from '@candor/protocol/tell.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { Respond } from '#respond';
import type { Store } from '#store';
import { type Incident, isOpen, type Timeline } from '#timeline';
import { latestNextUpdate } from './cadence.ts';
import { laterThanUsual } from './promise-words.ts';
import type { Publication, Publisher } from './publish.ts';
import type { SettingsShelf } from './settings.ts';
import type { Voice } from './voice.ts';

export type Snooze = (incidentId: string, input: SnoozeInput, by: string) => Promise<Incident>;

const refuse = (path: string, message: string, detail: string): Problem =>
  new Problem('request.invalid', detail, { errors: [{ path, message }] });

/** A person may promise a word as late as this, and no later. */
export function refuseTooLate(
  nextUpdate: string | null,
  fromMs: number,
  { severity }: Pick<Incident, 'severity'>,
  settings: Parameters<typeof latestNextUpdate>[2],
  path = 'nextUpdateBy',
): void {
  const latest = latestNextUpdate(fromMs, severity, settings);
  if (nextUpdate && nextUpdate > latest)
    throw refuse(
      path,
      `the latest is ${latest}`,
      `Users would hear nothing for too long: the next word may be promised for ${latest} at the latest (longestSilenceSeconds).`,
    );
}

export function createSnooze({
  store,
  timeline,
  respond,
  settings,
  publisher,
  voice,
  clock,
  ids,
}: {
  store: Store;
  timeline: Timeline;
  respond: Respond;
  settings: SettingsShelf;
  publisher: Publisher;
  voice: Voice;
  clock: Clock;
  ids: Ids;
}): Snooze {
  return (incidentId, given, by) =>
    store.transaction(async (tx) => {
      const { until, reason, override } = SnoozeInput.parse(given);
      const incident = await respond.get(incidentId, tx);
      const { promise } = incident;
      if (!isOpen(incident) || !promise)
        throw new Problem(
          'state.conflict',
          'No word is promised for this incident, so none can be put off; publish an update.',
        );
      const soonest = promise.dueAt > clock.now() ? promise.dueAt : clock.now();
      if (until <= soonest)
        throw refuse(
          'until',
          `has to come after ${soonest}`,
          `The next word is promised for ${promise.dueAt}: to put it off, name a time after ${soonest}. To speak sooner, publish an update.`,
        );
      refuseTooLate(until, clock.nowMs(), incident, await settings.get(tx), 'until');
      const note = await voice.note(incident, until, tx, { byPerson: true });
      const text: LocalizedText = Object.fromEntries(
        Object.entries(reason).map(([locale, why]) => [
          locale,
          `${laterThanUsual(locale, why)}\n\n${note[locale] ?? note['en']!}`,
        ]),
      );
      const updateId = ids.next('upd');
      await publisher.publish(tx, {
        updateId,
        incidentId,
        phase: incident.phase as Publication['phase'],
        text,
        origin: 'person',
        nextUpdateBy: until,
        by,
        override,
      });
      const { dueAt } = promise;
      const body = { kind: 'promise.snoozed', updateId: promise.updateId, dueAt, until, reason } as const;
      await timeline.record(tx, [
        { subject: `incident:${incidentId}`, by, key: `snooze:${promise.updateId}`, body },
      ]);
      return respond.get(incidentId, tx);
    });
}
