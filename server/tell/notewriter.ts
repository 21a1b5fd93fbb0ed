/**
 * The house's own word, when a promise is about to lapse: the first one, or that nothing has changed. It is given every
 * honest chance: what people wrote is left out where it would not pass any more. What is refused even then is not
 * published; the promise is missed in public, and staff are called.
 */
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { Tx } from '#store';
import type { Incident } from '#timeline';
import { movedByHours, nextUpdateBy } from './cadence.ts';
import { withHours } from './promise-words.ts';
import type { Publication, Publisher } from './publish.ts';
import type { SettingsShelf } from './settings.ts';
import type { Voice } from './voice.ts';

export function createNoteWriter({
  settings,
  clock,
  ids,
  voice,
  publisher,
}: {
  settings: SettingsShelf;
  clock: Clock;
  ids: Ids;
  voice: Voice;
  publisher: Publisher;
}): (tx: Tx, incident: Incident, because: string) => Promise<void> {
  async function say(tx: Tx, incident: Incident, because: string, options: { bare: boolean }) {
    const known = await settings.get(tx);
    const nowMs = clock.nowMs();
    const told = nextUpdateBy(nowMs, incident.severity, known);
    const moved = movedByHours(nowMs, told, incident.severity, known);
    const first = incident.updates.length === 0;
    const text = first
      ? await voice.firstWord(incident, told, tx)
      : await voice.note(incident, told, tx, options);
    await publisher.publish(tx, {
      updateId: ids.next('upd'),
      incidentId: incident.id,
      phase: incident.phase as Publication['phase'],
      text: withHours(text, moved),
      origin: first ? 'automatic' : 'note',
      lastResort: first || options.bare,
      nextUpdateBy: told,
      by: 'system:promise',
      because,
    });
  }

  return async (tx, incident, because) => {
    try {
      await say(tx, incident, because, { bare: false });
    } catch (error) {
      // Its words are checked before anything is written, so the transaction still holds.
      if (!(error instanceof Problem) || !/^(words|truth)\./.test(error.code)) throw error;
      await say(tx, incident, because, { bare: true });
    }
  };
}
