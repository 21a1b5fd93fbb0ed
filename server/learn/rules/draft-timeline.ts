/** Section 3: every recorded moment as a row, in the order of time, each with the fact that shows it. */
import type { TimelineKind, TimelineRow } from '@candor/protocol/postmortem.ts';
import { detectionFact } from './figures.ts';
import type { IncidentRecord } from './incident-record.ts';

/** Rows of the same moment stand in the order in which one leads to the next. */
const ORDER: TimelineKind[] = [
  'change',
  'impact-start',
  'other',
  'detection',
  'acknowledgement',
  'promise-missed',
  'first-word',
  'update',
  'promise-kept',
  'mitigation',
  'recovery',
  'all-clear',
];

const DETECTED_BY = {
  monitor: 'Our monitors detected the problem.',
  person: 'A person reported the problem to us.',
  signal: 'Reports of users made us aware of the problem.',
  import: 'The incident was taken over from another system.',
};
const PROMISE = {
  'kept-by-person': 'was kept by a person',
  'kept-by-note': 'was kept by an automatic note',
  missed: 'was missed',
};
const NOTE_KIND = { note: 'other', change: 'change', mitigation: 'mitigation' } as const;

export const clock = (instant: string): string => `${instant.slice(11, 16)} UTC`;
/** In quotation marks, on one line, never longer than a row can hold. */
export const quote = (text: string): string => {
  const line = text.replace(/[“”]/g, '"').replace(/\s+/g, ' ').trim();
  return `“${line.length > 600 ? `${line.slice(0, 599)}…` : line}”`;
};

export function timelineOf(record: IncidentRecord): TimelineRow[] {
  const row = (at: string, kind: TimelineKind, text: string, factId: string): TimelineRow => ({
    at,
    kind,
    text,
    evidence: [factId],
    link: null,
  });
  const rows = [
    row(
      record.startedAt,
      'impact-start',
      `Impact began: ${record.components.map(({ name }) => name).join(', ') || 'no component named'}.`,
      record.openedFactId,
    ),
    ...(record.detectedAt
      ? [row(record.detectedAt, 'detection', DETECTED_BY[record.detectedBy], detectionFact(record))]
      : []),
    ...(record.acknowledged
      ? [
          row(
            record.acknowledged.at,
            'acknowledgement',
            'A responder acknowledged the incident.',
            record.acknowledged.factId,
          ),
        ]
      : []),
    ...record.evidence.map(({ at, kind, monitorName, detail, factId }) =>
      row(at, 'other', `The check ${quote(monitorName)} ${kind}: ${quote(detail || 'no detail')}`, factId),
    ),
    ...record.updates.map(({ at, phase, text, origin, nextUpdateBy, factId }, i) => {
      const how = i === 0 ? 'First public word' : origin === 'note' ? 'Automatic note' : 'Update';
      const promise = nextUpdateBy ? ` Next word promised by ${clock(nextUpdateBy)}.` : '';
      return row(
        at,
        i === 0 ? 'first-word' : 'update',
        `${how} (${phase}): ${quote(text)}${promise}`,
        factId,
      );
    }),
    ...record.promises.map(({ at, dueAt, outcome, factId }) =>
      row(
        at,
        outcome === 'missed' ? 'promise-missed' : 'promise-kept',
        `The promise of a word by ${clock(dueAt)} ${PROMISE[outcome]}.`,
        factId,
      ),
    ),
    ...record.corrections.map(({ at, text, factId }) =>
      row(at, 'other', `Correction of an update: ${quote(text)}`, factId),
    ),
    ...record.severityChanges.map(({ at, from, to, factId }) =>
      row(at, 'other', `Severity changed from ${from} to ${to}.`, factId),
    ),
    ...record.notes.map(({ at, text, kind, factId }) => row(at, NOTE_KIND[kind], quote(text), factId)),
    ...(record.recovered
      ? [row(record.recovered.at, 'recovery', 'The service worked again.', record.recovered.factId)]
      : []),
    ...(record.resolved
      ? [row(record.resolved.at, 'all-clear', 'The incident was closed.', record.resolved.factId)]
      : []),
  ];
  return bounded(rows).sort((a, b) =>
    a.at === b.at ? ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) : a.at < b.at ? -1 : 1,
  );
}

const MOST_ROWS = 2_000;

/** A monitor that flaps all day must not push out what people did: its later rows go first. */
function bounded(rows: TimelineRow[]): TimelineRow[] {
  if (rows.length <= MOST_ROWS) return rows;
  const main = rows.filter(({ kind }) => kind !== 'other').slice(0, MOST_ROWS);
  const rest = rows.filter(({ kind }) => kind === 'other').sort((a, b) => (a.at < b.at ? -1 : 1));
  return [...main, ...rest.slice(0, MOST_ROWS - main.length)];
}
