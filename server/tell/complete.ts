/** What the author of an update left to the house: the time of the next word, and what the text says of it. */
import { UpdateInput } from '@candor/protocol/tell.ts';
import type { Clock } from '#lib/clock.ts';
import type { Tx } from '#store';
import type { Incident } from '#timeline';
import { movedByHours, nextUpdateBy } from './cadence.ts';
import { withHours } from './promise-words.ts';
import type { SettingsShelf } from './settings.ts';
import { refuseTooLate } from './snooze.ts';
import type { Voice } from './voice.ts';

export type Complete = ReturnType<typeof createComplete>;

export function createComplete({
  voice,
  settings,
  clock,
}: {
  voice: Voice;
  settings: SettingsShelf;
  clock: Clock;
}) {
  return async (incident: Incident, given: UpdateInput, tx?: Tx) => {
    const input = UpdateInput.parse(given);
    const known = await settings.get(tx);
    const holdSeconds = input.holdSeconds ?? known.undoHoldSeconds;
    const commitsMs = input.publishAt ? Date.parse(input.publishAt) : clock.nowMs() + holdSeconds * 1_000;
    const { severity } = incident;
    const asked = input.nextUpdateBy ?? null;
    const byCadence = input.phase !== 'resolved' && !asked;
    const promised = byCadence ? nextUpdateBy(commitsMs, severity, known) : asked;
    refuseTooLate(promised, commitsMs, incident, known);
    const moved = byCadence && movedByHours(commitsMs, promised!, severity, known);
    const composed = (text: UpdateInput['text']) =>
      withHours(voice.compose(incident, { phase: input.phase, text, nextUpdateBy: promised }), moved);
    const text = composed(input.text);
    const pageTexts =
      input.pageTexts &&
      Object.fromEntries(Object.entries(input.pageTexts).map(([id, words]) => [id, composed(words)]));
    return {
      input: { ...input, text, ...(pageTexts ? { pageTexts } : {}), nextUpdateBy: promised },
      commitsAt: new Date(commitsMs).toISOString(),
    };
  };
}
