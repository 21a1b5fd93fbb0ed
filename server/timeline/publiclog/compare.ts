/**
 * Holds what the page says today against the public log, pure: the log's entries are folded as facts are, and every
 * update, time, correction and promise must be the same on both sides. Answers sentences; none means that they agree.
 * A page may show a choice of components; it is held against what the log says of those.
 */
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import { canonical } from '#lib/canonical.ts';
import { restore } from '../chain.ts';
import type { Fact } from '../fact.ts';
import { foldIncident, type Incident, isOpen } from '../incident.ts';
import { promiseOf } from '../promise-of.ts';
import type { VerifiedLog } from './verifier/candor-verify.mjs';

/** The page shows as many of the past at least; older ones may have left it. */
const PAST_SHOWN = 100;

type Shown = Record<string, unknown> & {
  id: string;
  startedAt: string;
  updates: (Record<string, unknown> & { id: string })[];
};

type Logged = Pick<VerifiedLog, 'entries' | 'texts'>;

export function differences(log: Logged, snapshot: Snapshot): string[] {
  const known = new Set(snapshot.components.map(({ id }) => id));
  const logged = incidentsOf(log);
  const sides: [Shown[], Incident['kind']][] = [
    [snapshot.incidents, 'incident'],
    [snapshot.maintenances, 'maintenance'],
  ];
  return sides.flatMap(([shown, kind]) => {
    const ours = logged.filter((incident) => incident.kind === kind);
    const oldest = shown.map(({ startedAt }) => startedAt).sort()[0] ?? '';
    const found = shown.flatMap((each) => {
      const incident = ours.find(({ id }) => id === each.id);
      return incident ? compareOne(each, incident, known) : [`${each.id} is on the page and not in the log.`];
    });
    for (const incident of ours) {
      if (shown.some(({ id }) => id === incident.id) || concernsOthers(incident, known)) continue;
      const left = shown.length >= PAST_SHOWN && !isOpen(incident) && incident.startedAt <= oldest;
      if (!left) found.push(`${incident.id} is in the log and not on the page.`);
    }
    return found;
  });
}

/** How many incidents of the log are about components that this page does not have. */
export const aboutOthers = (log: Logged, snapshot: Snapshot): number => {
  const known = new Set(snapshot.components.map(({ id }) => id));
  return incidentsOf(log).filter((incident) => concernsOthers(incident, known)).length;
};

function concernsOthers(incident: Incident, known: ReadonlySet<string>): boolean {
  const updates = incident.updates.flatMap(({ components }) => components);
  const touched = [...incident.openedComponents, ...incident.components, ...updates];
  return touched.length > 0 && !touched.some(({ componentId }) => known.has(componentId));
}

function incidentsOf({ entries, texts }: Logged): Incident[] {
  const bySubject = new Map<string, Fact[]>();
  for (const [index, { factId, subject, at, recordedAt, by, body }] of entries.entries()) {
    const facts = bySubject.get(subject) ?? [];
    const rest = { because: null, key: null, seq: facts.length + 1, position: index + 1 };
    // The public form lacks what the fold only carries along, so it is no whole fact.
    const whole = { id: factId, subject, at, recordedAt, by, body: restore(body, texts[index]!), ...rest };
    bySubject.set(subject, [...facts, whole as unknown as Fact]);
  }
  return [...bySubject.values()].map((facts) => foldIncident(facts)!);
}

function compareOne(shown: Shown, incident: Incident, known: ReadonlySet<string>): string[] {
  const count = (outcome: string) => incident.promises.filter((each) => each.outcome === outcome).length;
  const { id, title, components, startedAt, resolvedAt, phase } = incident;
  const common = { title, components, startedAt, resolvedAt, phase };
  const { severity, impact, firstWordAt, monitoringAt, scheduledFor, scheduledUntil } = incident;
  const logged =
    incident.kind === 'maintenance'
      ? { ...common, scheduledFor, scheduledUntil }
      : {
          ...common,
          severity,
          impact,
          firstWordAt,
          monitoringAt,
          nextUpdateBy: isOpen(incident) ? (incident.promise?.dueAt ?? null) : null,
          promises: { kept: count('kept'), keptByNote: count('kept-by-note'), missed: count('missed') },
        };
  const updates = incident.updates.map(({ factId: _, by: __, corrections, ...update }, i) => ({
    ...update,
    promise: promiseOf(incident, i),
    corrections: corrections.map(({ at, was, reason }) => ({ at, was, reason })),
  }));
  return [
    ...unlike(id, shown, logged, known),
    ...updates.flatMap((update) => {
      const there = shown.updates.find((each) => each.id === update.id);
      const name = `${id}, ${update.id}`;
      return there
        ? unlike(name, there, update, known)
        : [`${name}: this update is in the log and not on the page.`];
    }),
    ...shown.updates
      .filter((each) => !updates.some((update) => update.id === each.id))
      .map((each) => `${id}, ${each.id}: this update is on the page and not in the log.`),
  ];
}

/** One sentence for each field that the page says otherwise. */
const unlike = (
  name: string,
  shown: Record<string, unknown>,
  logged: Record<string, unknown> & { components: readonly { componentId: string }[] },
  known: ReadonlySet<string>,
): string[] => {
  const there = JSON.stringify(shown['components'] ?? null);
  const components = logged.components.filter(
    ({ componentId }) => known.has(componentId) || there.includes(`"${componentId}"`),
  );
  return Object.entries({ ...logged, components })
    .filter(([field, value]) => canonical(shown[field] ?? null) !== canonical(value ?? null))
    .map(
      ([field, value]) => `${name}: the page says ${field} ${brief(shown[field])}, the log ${brief(value)}.`,
    );
};

const brief = (value: unknown): string => {
  const text = JSON.stringify(value ?? null);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
};
