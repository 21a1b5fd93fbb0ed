/**
 * What a composer opens with: the phase that the facts ask for, and the house's text for each phase, filled with what
 * is known. Reads only; nothing of it is said before a person sends it.
 */
import type { Suggestion } from '@candor/protocol/composer.ts';
import type { IncidentPhase } from '@candor/protocol/words-of-state.ts';
import type { Audience } from '#audience';
import type { Catalog } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import type { Respond } from '#respond';
import { type Incident, isOpen } from '#timeline';
import { nextUpdateBy } from './cadence.ts';
import type { SettingsShelf } from './settings.ts';
import type { Voice } from './voice.ts';

const isFailing = ({ symptoms }: Incident) => symptoms.some(({ recoveredAt }) => recoveredAt === null);

/** Pure: the phase that follows from the facts alone; which cause was found only a person knows. */
export function phaseThatFollows(incident: Incident): Pick<Suggestion, 'phase' | 'because'> {
  const { phase, updates, recoveredAt } = incident;
  if (!isOpen(incident))
    return isFailing(incident)
      ? { phase: 'investigating', because: 'It was resolved, and monitors fail again.' }
      : { phase: null, because: 'It is resolved, and no monitor fails.' };
  if (updates.length === 0) return { phase: 'investigating', because: 'The public has heard nothing yet.' };
  if (phase === 'monitoring' && isFailing(incident))
    return {
      phase: 'investigating',
      because: 'The repair was said to be in place, and monitors fail again.',
    };
  if (recoveredAt)
    return phase === 'monitoring'
      ? { phase: 'resolved', because: 'Every monitor has recovered, and the public knows that you watch it.' }
      : { phase: 'monitoring', because: 'Every monitor has recovered.' };
  return { phase: phase as IncidentPhase, because: 'Nothing that the monitors see has changed.' };
}

/** Which of the house's texts speaks for a phase. */
export function kindFor(incident: Incident, phase: IncidentPhase): Suggestion['phases']['resolved']['kind'] {
  const said = incident.updates.at(-1)?.phase;
  if (said === phase && isOpen(incident)) return 'no_change';
  const back = phase === 'investigating' || phase === 'identified';
  return back && (said === 'monitoring' || said === 'resolved') ? 'relapse' : 'update';
}

export function createSuggestions({
  respond,
  catalog,
  audience,
  settings,
  clock,
  voice,
}: {
  respond: Respond;
  catalog: Catalog;
  audience: Pick<Audience, 'traits'>;
  settings: SettingsShelf;
  clock: Clock;
  voice: Voice;
}) {
  return async (incidentId: string): Promise<Suggestion> => {
    const incident = await respond.get(incidentId);
    // Whoever says that it works again says since when; without monitors that is now.
    const recovered = { ...incident, recoveredAt: incident.recoveredAt ?? clock.now() };
    const segments = await audience.traits.segments();
    const suggest = async (phase: IncidentPhase) => {
      const kind = kindFor(incident, phase);
      const seen = phase === 'resolved' || phase === 'monitoring' ? recovered : incident;
      const text = await voice.suggest(seen, { kind, phase });
      const about = { kind, phase, locales: Object.keys(text) };
      return { kind, text, segmentNotes: await voice.segmentNotes(seen, about, segments) };
    };
    const pages = await catalog.pages.list();
    const phases = {
      investigating: await suggest('investigating'),
      identified: await suggest('identified'),
      monitoring: await suggest('monitoring'),
      resolved: await suggest('resolved'),
    };
    const locales = [...new Set(pages.flatMap((page) => page.locales))];
    return {
      ...phaseThatFollows(incident),
      phases,
      locales: locales.includes('en') ? ['en', ...locales.filter((each) => each !== 'en')] : locales,
      segments,
      nextUpdateBy: nextUpdateBy(clock.nowMs(), incident.severity, await settings.get()),
    };
  };
}
