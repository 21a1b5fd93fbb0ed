/** An update of the incident, from the site's template or in words of the rule: published, or laid before a person. */
import { UpdateAudience } from '@candor/protocol/told.ts';
import { IncidentPhase, LocalizedText } from '@candor/protocol/words-of-state.ts';
import { z } from 'zod';
import { Problem } from '#lib/problem.ts';
import type { Incident } from '#timeline';
import { nextUpdateBy } from '../../cadence.ts';
import type { Publication } from '../../publish.ts';
import type { Deps } from '../deps.ts';
import { action, type Doing } from '../kinds.ts';
import { refuseWords } from './own-words.ts';

const settings = z.strictObject({
  mode: z
    .enum(['publish', 'draft'])
    .default('publish')
    .meta({
      title: 'What to do with it',
      labels: {
        publish: 'Publish it, through linter and truth gate',
        draft: 'Lay it before a person, as note and task',
      },
    }),
  phase: IncidentPhase.nullable()
    .default(null)
    .meta({ title: 'Phase', description: 'Left out: the one it is in.' }),
  text: LocalizedText.nullable().default(null).meta({
    title: 'Words',
    description: 'Left out: the template of the phase, filled from facts.',
    pick: 'words',
  }),
  notify: z.boolean().default(true).meta({ title: 'Write to subscribers' }),
  audience: UpdateAudience.nullable().default(null).meta({
    title: 'Only to these',
    description: 'Left out: everybody who asked to be told. The page shows it to all.',
    pick: 'audience',
  }),
});
type Settings = z.output<typeof settings>;

export function updateAction(deps: Deps) {
  const { ids, clock, timeline, audience, settings: cadence, voice, publisher, drafts } = deps;

  async function publicationOf(given: Settings, { tx, incident, by, because }: Doing): Promise<Publication> {
    if (incident.kind !== 'incident')
      throw new Problem(
        'state.conflict',
        'A maintenance is told by its own steps; this action is for incidents.',
      );
    const phase = given.phase ?? (incident.phase as IncidentPhase);
    const told =
      phase === 'resolved' ? null : nextUpdateBy(clock.nowMs(), incident.severity, await cadence.get(tx));
    return {
      updateId: ids.next('upd'),
      incidentId: incident.id,
      phase,
      text: await textFor(given, incident, { phase, told, tx }),
      origin: 'automatic',
      nextUpdateBy: told,
      by,
      because,
      notify: given.notify,
      audience: given.audience,
    };
  }

  async function textFor(
    { text }: Settings,
    incident: Incident,
    { phase, told, tx }: { phase: IncidentPhase; told: string | null; tx: Doing['tx'] },
  ): Promise<LocalizedText> {
    if (text) return voice.compose(incident, { phase, text, nextUpdateBy: told });
    // What was said already is not said again in the same words.
    const repeats = incident.firstWordAt !== null && incident.phase === phase && told !== null;
    return repeats ? voice.note(incident, told, tx) : voice.template(incident, phase, told, tx);
  }

  return action({
    kind: 'update',
    title: 'Say something',
    summary: 'Publishes an update, to everybody or to a segment, or lays a draft before a person.',
    settings,
    async check({ text, audience: only }) {
      refuseWords(deps.words, text, 'text');
      if (only) await deps.store.transaction((tx) => audience.traits.refuseUnknown(only, tx));
    },
    async run(given, doing) {
      const { tx, incident, by, because } = doing;
      const publication = await publicationOf(given, doing);
      if (given.mode === 'publish') {
        if ((await drafts.list(incident.id)).some(({ corrects }) => corrects === null))
          throw new Problem('state.conflict', 'A person’s update is in its hold; it goes first.');
        await publisher.publish(tx, publication);
        return { detail: `published an update ("${publication.phase}")` };
      }
      const { en = Object.values(publication.text)[0] ?? '' } = publication.text;
      await timeline.record(tx, [
        {
          subject: `incident:${incident.id}`,
          by,
          because,
          body: {
            kind: 'note.entered',
            text: `A draft for the public ("${publication.phase}"):\n\n${en}`.slice(0, 10_000),
          },
        },
        {
          subject: `incident:${incident.id}`,
          by,
          because,
          body: {
            kind: 'task.added',
            taskId: ids.next('tsk'),
            title: `Check the draft "${publication.phase}" in the notes, and publish it or something better`,
            personId: incident.roles.communications ?? incident.roles.owner ?? null,
            dueAt: null,
          },
        },
      ]);
      return { detail: `laid a draft ("${publication.phase}") before a person` };
    },
    sentence: ({ mode, phase, notify, audience: only }) =>
      `${mode === 'publish' ? 'publish' : 'draft'} an update${phase ? ` ("${phase}")` : ''}${
        !notify ? ', on the page only' : only ? `, to ${Object.values(only).flat().join(', ')} only` : ''
      }`,
  });
}
