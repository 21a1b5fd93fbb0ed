/** The newest word of the incident to a segment that it was not written to yet. Nobody is told the same twice. */
import { UpdateAudience } from '@candor/protocol/told.ts';
import { z } from 'zod';
import { Problem } from '#lib/problem.ts';
import type { Deps } from '../deps.ts';
import { action } from '../kinds.ts';

export function tellAction({ store, audience, reach }: Deps) {
  return action({
    kind: 'tell',
    title: 'Tell a segment',
    summary:
      'Writes the newest public word to those of a segment who were not written to yet, by their own wishes.',
    settings: z.strictObject({ audience: UpdateAudience.meta({ title: 'To these', pick: 'audience' }) }),
    check: ({ audience: only }) => store.transaction((tx) => audience.traits.refuseUnknown(only, tx)),
    async run({ audience: only }, { tx, incident, because }) {
      const update = incident.updates.at(-1);
      if (!update) throw new Problem('state.conflict', 'There is no public word yet that could be told.');
      await reach(tx, incident, update.id, because, only);
      return { detail: `told those ${Object.values(only).flat().join(', ')} who had not been told` };
    },
    foresee: (_, { updates }) =>
      updates.length === 0 ? 'There is no public word yet; it is tried again until there is one.' : null,
    sentence: ({ audience: only }) =>
      `tell ${Object.values(only).flat().join(', ') || 'those who are affected'}`,
  });
}
