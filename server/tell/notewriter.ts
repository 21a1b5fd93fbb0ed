/**
 * What goes out just before a promise lapses: the word of a person that waits in its hold, else the automatic note.
 * It is given every honest chance: what people wrote is left out where it would not pass any more. What is refused
 * even then is not published; the promise is missed in public, and staff are called.
 */
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { Respond } from '#respond';
import type { Tx } from '#store';
import type { Incident } from '#timeline';
import { movedByHours, nextUpdateBy } from './cadence.ts';
import type { Draft, Drafts } from './drafts.ts';
import { withHours } from './promise-words.ts';
import type { Publication, Publisher } from './publish.ts';
import type { SettingsShelf } from './settings.ts';
import type { Voice } from './voice.ts';

export function createNoteWriter({
  respond,
  settings,
  clock,
  ids,
  voice,
  publisher,
  drafts,
  commit,
}: {
  respond: Respond;
  settings: SettingsShelf;
  clock: Clock;
  ids: Ids;
  voice: Voice;
  publisher: Publisher;
  drafts: Drafts;
  /** False when it was refused. */
  commit: (tx: Tx, draft: Draft) => Promise<boolean>;
}): (tx: Tx, incident: Incident, because: string) => Promise<void> {
  async function note(tx: Tx, incident: Incident, because: string, options: { bare: boolean }) {
    const known = await settings.get(tx);
    const nowMs = clock.nowMs();
    const told = nextUpdateBy(nowMs, incident.severity, known);
    const moved = movedByHours(nowMs, told, incident.severity, known);
    await publisher.publish(tx, {
      updateId: ids.next('upd'),
      incidentId: incident.id,
      phase: incident.phase as Publication['phase'],
      text: withHours(await voice.note(incident, told, tx, options), moved),
      origin: 'note',
      nextUpdateBy: told,
      by: 'system:promise',
      because,
    });
  }

  return async (tx, before, because) => {
    const [waiting] = await drafts.list(before.id, tx);
    if (waiting) {
      await drafts.remove(tx, waiting.id);
      if (await commit(tx, waiting)) return;
    }
    const incident = await respond.get(before.id, tx);
    try {
      await note(tx, incident, because, { bare: false });
    } catch (error) {
      // Its words are checked before anything is written, so the transaction still holds.
      if (!(error instanceof Problem) || !/^(words|truth)\./.test(error.code)) throw error;
      await note(tx, incident, because, { bare: true });
    }
  };
}
