/**
 * The first sentence of the page, derived from the same facts as everything below it, so that it cannot contradict
 * them. `state` is the worst that anybody is told; it is never `operational` while anything is open or not known.
 */
import type { Snapshot, SnapshotComponent } from '@candor/protocol/snapshot.ts';
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import { listFormat } from './remember.ts';
import { isRtl, type Strings, textIn } from './strings.ts';
import { intlOf } from './times.ts';

const ORDER: ComponentStatus[] = [
  'operational',
  'under_maintenance',
  'unknown',
  'degraded_performance',
  'partial_outage',
  'major_outage',
];

export const worseThan = (a: ComponentStatus, b: ComponentStatus) => ORDER.indexOf(a) > ORDER.indexOf(b);

export const openIncidents = (snapshot: Snapshot) =>
  snapshot.incidents.filter((incident) => incident.phase !== 'resolved');

export const activeMaintenances = (snapshot: Snapshot) =>
  snapshot.maintenances.filter(({ phase }) => phase === 'in_progress' || phase === 'verifying');

/** Names as a list. In a page that runs from right to left each keeps its own direction. */
export const listed = (names: readonly string[], locale: string): string =>
  listFormat(intlOf(locale), { type: 'conjunction' }).format(
    isRtl(locale) ? names.map((name) => `\u2068${name}\u2069`) : names,
  );

export type Headline = { state: ComponentStatus; sentence: string };

export function headline(snapshot: Snapshot, strings: Strings, locale: string): Headline {
  const { components } = snapshot;
  const open = openIncidents(snapshot);
  const worst = components.reduce<ComponentStatus>(
    (status, component) => (worseThan(component.status, status) ? component.status : status),
    'operational',
  );
  const first = snapshot.page.locales[0];
  const named = (which: SnapshotComponent[]) =>
    listed(
      which.map(({ name }) => textIn(name, locale, first)),
      locale,
    );
  const inState = (status: ComponentStatus) => components.filter((component) => component.status === status);
  const rest = components.some((component) => component.status === 'operational');
  const tail = (sentence: string) => (rest ? `${sentence} ${strings.restWorks}` : sentence);

  const newest = open[0];
  if (newest && worst === 'operational') {
    // The monitors see it working again, but nobody has said that it is over: say both.
    const state = newest.phase === 'monitoring' ? 'degraded_performance' : 'unknown';
    const hit = new Set(
      open.flatMap((incident) => incident.components.map(({ componentId }) => componentId)),
    );
    const back = components.filter(({ id }) => hit.has(id));
    const names = back.length > 0 ? named(back) : textIn(newest.title, locale, first);
    return { state, sentence: strings.stillWatching(names, Math.max(1, back.length)) };
  }
  if (worst === 'operational') {
    if (components.length === 0) return { state: 'unknown', sentence: strings.nothingYet };
    return { state: 'operational', sentence: strings.allWorks };
  }
  const troubled = inState(worst);
  const sentence =
    troubled.length <= 3
      ? strings.trouble[worst](named(troubled), troubled.length)
      : strings.troubleMany[worst](troubled.length, components.length);
  return { state: worst, sentence: tail(sentence) };
}
