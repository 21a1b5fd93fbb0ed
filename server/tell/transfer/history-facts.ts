/**
 * From an imported incident or maintenance to the facts that tell it, pure: with their own times, by `system:import`,
 * each under a key of its own, so that facts which are there already stay and only what is new is added. No fact here
 * promises anything, calls anybody, or asks for a first word.
 */
import type { TransferIncident, TransferMaintenance, TransferUpdate } from '@candor/protocol/transfer.ts';
import type { ComponentState } from '@candor/protocol/words-of-state.ts';
import { sha256 } from '#lib/canonical.ts';
import type { FactDraft } from '#timeline';

const BY = 'system:import';

/** Ids of ours for the ids of the source; what is not there has none. */
export type Names = {
  component(externalId: string): string | undefined;
  /** Of the monitor of this name, or a fresh id for one that only the past knows. */
  monitor(name: string): string;
  updateId(): string;
};

type Draft = Omit<FactDraft, 'subject'> & { at: string };

const states = (given: TransferUpdate['components'], names: Names): ComponentState[] =>
  given.flatMap(({ componentId, status }) => {
    const ours = names.component(componentId);
    return ours ? [{ componentId: ours, status }] : [];
  });

/** An external id of any length as part of a key. */
const keyOf = (what: string, externalId: string) => `import:${what}:${sha256(externalId).slice(0, 32)}`;

function updateFacts(update: TransferUpdate, known: ReadonlyMap<string, string>, names: Names): Draft[] {
  const key = keyOf('update', update.externalId);
  const updateId = known.get(key) ?? names.updateId();
  return [
    {
      by: BY,
      at: update.at,
      key,
      body: {
        kind: 'update.published',
        updateId,
        phase: update.phase,
        text: update.text,
        origin: update.origin,
        nextUpdateBy: null,
        components: states(update.components, names),
      },
    },
    ...update.corrections.map(
      ({ at, text, reason }, i): Draft => ({
        by: BY,
        at: at > update.at ? at : update.at,
        key: `${key}:correction:${i}:${sha256(JSON.stringify(text)).slice(0, 16)}`,
        body: { kind: 'update.corrected', updateId, text, reason },
      }),
    ),
  ];
}

const inOrder = (first: Draft, rest: Draft[]): Draft[] => [
  first,
  ...rest.toSorted((a, b) => a.at.localeCompare(b.at)),
];

/** `known` holds the ids of the updates that were imported before, by the key of their fact. */
export function incidentFacts(
  incident: TransferIncident,
  names: Names,
  known: ReadonlyMap<string, string> = new Map(),
): Draft[] {
  const earliest = [incident.openedAt, ...incident.updates.map(({ at }) => at)].toSorted()[0]!;
  return inOrder(
    {
      by: BY,
      at: earliest,
      key: 'import:opened',
      body: {
        kind: 'incident.opened',
        title: incident.title,
        severity: incident.severity,
        components: states(incident.components, names),
        startedAt: incident.startedAt,
        detectedAt: incident.detectedAt,
        detectedBy: 'import',
        impact: incident.impact,
        automaticFirstWord: false,
      },
    },
    [
      ...incident.outages.flatMap((outage, i): Draft[] => {
        const componentId = names.component(outage.componentId);
        if (!componentId) return [];
        const monitorId = names.monitor(outage.monitor);
        const shared = { by: BY, at: outage.from };
        return [
          {
            ...shared,
            key: `import:outage:${i}`,
            body: {
              kind: 'symptom.joined',
              monitorId,
              monitorName: outage.monitor,
              componentId,
              status: outage.status,
              failedAt: outage.from,
              detail: outage.detail,
            },
          },
          {
            ...shared,
            at: outage.to,
            key: `import:outage:${i}:end`,
            body: { kind: 'symptom.cleared', monitorId, recoveredAt: outage.to },
          },
        ];
      }),
      ...incident.updates.flatMap((update) => updateFacts(update, known, names)),
      ...incident.notes.map(
        ({ at, text }, i): Draft => ({
          by: BY,
          at,
          key: `import:note:${i}`,
          body: { kind: 'note.entered', text },
        }),
      ),
    ],
  );
}

/** When it ended, as well as the source says: by a field, by its last word, or as planned. */
export const endOf = ({ endedAt, updates, scheduledUntil }: TransferMaintenance): string =>
  endedAt ??
  updates.findLast(({ phase }) => phase === 'completed' || phase === 'cancelled')?.at ??
  scheduledUntil;

export function maintenanceFacts(
  maintenance: TransferMaintenance,
  names: Names,
  known: ReadonlyMap<string, string> = new Map(),
): Draft[] {
  const { phase, startedAt } = maintenance;
  const earliest = [maintenance.announcedAt, startedAt ?? maintenance.announcedAt].toSorted()[0]!;
  const marks: Draft[] = [];
  if (startedAt) marks.push({ by: BY, at: startedAt, key: 'started', body: { kind: 'maintenance.started' } });
  if (phase === 'completed' || phase === 'cancelled')
    marks.push({
      by: BY,
      at: endOf(maintenance),
      key: 'ended',
      body:
        phase === 'completed'
          ? { kind: 'maintenance.completed' }
          : { kind: 'maintenance.cancelled', reason: null },
    });
  return inOrder(
    {
      by: BY,
      at: earliest,
      key: 'import:scheduled',
      body: {
        kind: 'maintenance.scheduled',
        title: maintenance.title,
        reason: maintenance.reason,
        components: states(
          maintenance.componentIds.map((componentId) => ({ componentId, status: 'under_maintenance' })),
          names,
        ),
        scheduledFor: maintenance.scheduledFor,
        scheduledUntil: maintenance.scheduledUntil,
      },
    },
    // At one instant the mark comes first, so that the words said of it are the last word.
    [...marks, ...maintenance.updates.flatMap((update) => updateFacts(update, known, names))],
  );
}
