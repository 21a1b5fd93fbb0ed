/** The numbers of an incident, computed once from the record; every number in the drafted text is one of these. */
import type { Figure } from '@candor/protocol/postmortem.ts';
import type { IncidentRecord } from './incident-record.ts';

const ms = (instant: string) => Date.parse(instant);

export function figuresOf(record: IncidentRecord): Figure[] {
  const { startedAt, promises, updates } = record;
  const end = record.recovered ?? record.resolved;
  const span = (name: string, label: string, at: string | null | undefined, evidence: string[]): Figure[] =>
    at
      ? [{ name, label, value: Math.max(0, ms(at) - ms(startedAt)), unit: 'ms', componentId: null, evidence }]
      : [];
  const count = (name: string, label: string, evidence: string[]): Figure => ({
    name,
    label,
    value: evidence.length,
    unit: '',
    componentId: null,
    evidence: evidence.slice(0, 100),
  });
  const outcome = (kind: string) =>
    promises.filter((promise) => promise.outcome === kind).map(({ factId }) => factId);
  const opened = record.openedFactId;
  const silence = longestSilence(record);
  return [
    ...span('duration', 'from the start to the recovery', end?.at, [opened, ...(end ? [end.factId] : [])]),
    ...span('time-to-detect', 'from the start to the detection', record.detectedAt, [detectionFact(record)]),
    ...span('time-to-acknowledge', 'from the start to the acknowledgement', record.acknowledged?.at, [
      record.acknowledged?.factId ?? opened,
    ]),
    ...span('time-to-first-word', 'from the start to the first public word', record.firstWordAt, [
      updates[0]?.factId ?? opened,
    ]),
    ...(silence ? [silence] : []),
    count(
      'updates',
      'public updates',
      updates.map(({ factId }) => factId),
    ),
    count(
      'corrections',
      'corrections of updates',
      record.corrections.map(({ factId }) => factId),
    ),
    count(
      'promises',
      'promised times of a next update',
      promises.map(({ factId }) => factId),
    ),
    count('promises-kept', 'promises kept', [...outcome('kept-by-person'), ...outcome('kept-by-note')]),
    count('promises-kept-by-note', 'promises kept by an automatic note', outcome('kept-by-note')),
    count('promises-missed', 'promises missed', outcome('missed')),
    {
      name: 'first-word-target',
      label: 'target for the first public word',
      value: record.firstWordTargetMinutes * 60_000,
      unit: 'ms',
      componentId: null,
      evidence: [],
    },
    ...record.components.flatMap(({ id, downMs }): Figure[] =>
      downMs === null
        ? []
        : [
            {
              name: `down-${id}`,
              label: 'time in trouble',
              value: downMs,
              unit: 'ms',
              componentId: id,
              evidence: evidenceOf(record, id).slice(0, 100),
            },
          ],
    ),
    ...record.figures,
  ];
}

/** The failing sample that came first, or the opening where people told us. */
export const detectionFact = (record: IncidentRecord): string =>
  record.evidence.find(({ kind }) => kind === 'failed')?.factId ?? record.openedFactId;

export const evidenceOf = (record: IncidentRecord, componentId: string): string[] => {
  const own = record.evidence
    .filter((piece) => piece.componentId === componentId)
    .map(({ factId }) => factId);
  return own.length > 0 ? own : [record.openedFactId];
};

function longestSilence({ updates, resolved }: IncidentRecord): Figure | null {
  const gaps = updates.slice(1).map((update, i) => ({
    value: ms(update.at) - ms(updates[i]!.at),
    evidence: [updates[i]!.factId, update.factId],
  }));
  const last = updates.at(-1);
  if (last && last.phase !== 'resolved' && resolved)
    gaps.push({ value: ms(resolved.at) - ms(last.at), evidence: [last.factId, resolved.factId] });
  const longest = gaps.sort((a, b) => b.value - a.value)[0];
  return longest
    ? {
        name: 'longest-silence',
        label: 'longest time between two updates',
        unit: 'ms',
        componentId: null,
        ...longest,
      }
    : null;
}
