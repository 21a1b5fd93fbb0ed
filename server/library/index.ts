/**
 * The library of famous outages: sourced facts, and a table in which one's own incidents stand beside them. Every
 * shown field says where it comes from, what was written from memory is marked unverified, and what sources dispute
 * is shown, not smoothed. It reads a file that ships with the product; it knows no store, no network and no clock.
 */

import { CaseFile, type CaseStudy } from './case.ts';
import file from './cases.json' with { type: 'json' };
import { type Basis, basisOf, type Field } from './provenance.ts';

export type { CaseStudy } from './case.ts';
export type { Basis, BasisKind, Field } from './provenance.ts';

/** `value` is for sorting, `text` for reading; both null where nothing is known. */
export type Cell<V = string> = {
  value: V | null;
  text: string | null;
  basis: Basis[];
  /** True when the field, or a part of it, was written from memory. */
  unverified: boolean;
};

export type Caveat = { field: Field | 'claim'; text: string };

export type ComparisonRow = {
  origin: 'library' | 'own';
  id: string;
  org: string;
  title: string;
  causeClass: string;
  /** The start: an instant of minute precision. */
  date: Cell;
  cause: Cell;
  /** Minutes. */
  duration: Cell<number>;
  /** Minutes from the start to the first public word. */
  firstWord: Cell<number>;
  cadence: Cell;
  impact: Cell;
  makeGood: Cell;
  /** The address of the published postmortem. */
  postmortem: Cell;
  lesson: Cell;
  /** `url` is null where the source is a text without an address; `name` says which. */
  sources: { name: string; url: string | null; kind: 'primary' | 'secondary' | 'own'; note: string }[];
  /** Notes on disputed times, and circulating claims with what the sources say of them. */
  caveats: Caveat[];
};

export type Column = { key: keyof ComparisonRow; label: string; unit: 'minutes' | null };
export type ComparisonTable = {
  columns: readonly Column[];
  rows: ComparisonRow[];
  honesty: Record<string, string>;
};

/** One's own incident, as the incident's fold and the postmortem know it. */
export type OwnIncident = {
  id: string;
  org: string;
  title: string;
  causeClass: string | null;
  cause: string | null;
  startedAt: string;
  durationMinutes: number | null;
  minutesToFirstWord: number | null;
  updates: number;
  medianGapMinutes: number | null;
  promisesKept: number;
  promisesMissed: number;
  impact: string | null;
  makeGood: string | null;
  postmortemUrl: string | null;
  lesson: string | null;
  /** The incident's own public page. */
  url: string;
};

/** Where one's own incident stands among the known ones: `better` counts those that it beats. */
export type Standing = {
  id: string;
  firstWord: { minutes: number; better: number; of: number; median: number } | null;
  duration: { minutes: number; better: number; of: number; median: number } | null;
};

export const COLUMNS: readonly Column[] = [
  { key: 'org', label: 'Organisation', unit: null },
  { key: 'title', label: 'Outage', unit: null },
  { key: 'date', label: 'Start (UTC)', unit: null },
  { key: 'causeClass', label: 'Kind of cause', unit: null },
  { key: 'duration', label: 'Duration', unit: 'minutes' },
  { key: 'firstWord', label: 'Minutes to first word', unit: 'minutes' },
  { key: 'cadence', label: 'Cadence of updates', unit: null },
  { key: 'impact', label: 'Impact', unit: null },
  { key: 'makeGood', label: 'Amends', unit: null },
  { key: 'postmortem', label: 'Postmortem', unit: null },
  { key: 'lesson', label: 'Lesson', unit: null },
];

const parsed = CaseFile.parse(file);
const byDate = [...parsed.cases].sort((a, b) => (a.start_utc < b.start_utc ? 1 : -1));

/** All case studies, newest first. */
export const cases = (): readonly CaseStudy[] => byDate;

export const caseById = (id: string): CaseStudy | null => byDate.find((study) => study.id === id) ?? null;

/** The comparison table, newest first. */
export const comparison = (): ComparisonTable => ({
  columns: COLUMNS,
  rows: byDate.map(libraryRow),
  honesty: parsed.honesty,
});

/** The same table with one's own incidents in it, and where each of them stands. */
export function compareWith(own: readonly OwnIncident[]): ComparisonTable & { standings: Standing[] } {
  const { rows: known, ...table } = comparison();
  const rows = [...own.map(ownRow), ...known].sort((a, b) => (a.date.value! < b.date.value! ? 1 : -1));
  const firstWords = verifiedMinutes(known, 'firstWord');
  const durations = verifiedMinutes(known, 'duration');
  const standings = own.map((incident) => ({
    id: incident.id,
    firstWord: standing(incident.minutesToFirstWord, firstWords),
    duration: standing(incident.durationMinutes, durations),
  }));
  return { ...table, rows, standings };
}

function libraryRow(study: CaseStudy): ComparisonRow {
  const cell = <V extends string | number>(
    field: Field,
    value: V | null,
    text: string | null,
    marked = '',
  ): Cell<V> => {
    const basis = value === null && text === null ? [] : basisOf(study, field, `${text ?? ''} ${marked}`);
    return { value, text, basis, unverified: basis.some(({ kind }) => kind === 'memory') };
  };
  const { cadence } = study.updates;
  const caveat = (field: Caveat['field'], text: string | undefined): Caveat[] =>
    text ? [{ field, text }] : [];
  const check = study.source_doc_check;
  return {
    origin: 'library',
    id: study.id,
    org: study.org,
    title: study.title,
    causeClass: study.cause_class,
    date: cell('date', study.start_utc, study.start_utc.replace('T', ' ').replace('Z', ' UTC')),
    cause: cell('cause', study.cause, study.cause),
    duration: cell(
      'duration',
      study.duration_min,
      minutesText(study.duration_min) ?? (study.duration_note || null),
      study.duration_note,
    ),
    firstWord: cell(
      'firstWord',
      study.minutes_to_first_public,
      minutesText(study.minutes_to_first_public) ?? study.first_public_note ?? null,
      study.first_public_note,
    ),
    cadence: cadence === 'unknown' ? cell<string>('cadence', null, null) : cell('cadence', cadence, cadence),
    impact: cell('impact', study.impact, study.impact),
    makeGood: cell('makeGood', study.make_good, study.make_good),
    postmortem: cell('postmortem', study.postmortem.url, study.postmortem.note ?? study.postmortem.url),
    lesson: cell('lesson', study.lesson, study.lesson),
    sources: study.sources.map(({ url, ...source }) => ({
      ...source,
      name: url,
      url: URL.canParse(url) ? url : null,
    })),
    caveats: [
      ...caveat('duration', study.duration_note),
      ...caveat('firstWord', study.first_public_note),
      ...caveat(
        'claim',
        check && `Claimed elsewhere: ${check.claim}. What the sources say: ${check.verdict}`,
      ),
    ],
  };
}

function ownRow(own: OwnIncident): ComparisonRow {
  const cell = <V extends string | number>(
    value: V | null,
    text = value === null ? null : String(value),
  ): Cell<V> => ({
    value,
    text,
    basis: value === null ? [] : [{ kind: 'read_primary_quote', part: 'own facts' }],
    unverified: false,
  });
  const gap = own.medianGapMinutes === null ? '' : `, ${own.medianGapMinutes} minutes apart (median)`;
  const promises = own.promisesKept + own.promisesMissed;
  return {
    origin: 'own',
    id: own.id,
    org: own.org,
    title: own.title,
    causeClass: own.causeClass ?? 'not known yet',
    date: cell(own.startedAt, `${own.startedAt.slice(0, 16).replace('T', ' ')} UTC`),
    cause: cell(own.cause),
    duration: cell(own.durationMinutes, minutesText(own.durationMinutes)),
    firstWord: cell(own.minutesToFirstWord, minutesText(own.minutesToFirstWord)),
    cadence: cell(`${own.updates} updates${gap}; ${own.promisesKept} of ${promises} promises kept`),
    impact: cell(own.impact),
    makeGood: cell(own.makeGood),
    postmortem: cell(own.postmortemUrl),
    lesson: cell(own.lesson),
    sources: [{ name: own.url, url: own.url, kind: 'own', note: 'recorded facts of this incident' }],
    caveats: [],
  };
}

function minutesText(minutes: number | null): string | null {
  if (minutes === null) return null;
  const hours = Math.floor(minutes / 60);
  const rest = Math.round(minutes % 60);
  if (hours === 0) return `${Math.round(minutes)} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

const verifiedMinutes = (rows: readonly ComparisonRow[], field: 'firstWord' | 'duration'): number[] =>
  rows.flatMap((row) =>
    row[field].value === null || row[field].basis.length === 0 ? [] : [row[field].value],
  );

function standing(minutes: number | null, known: readonly number[]) {
  if (minutes === null || known.length === 0) return null;
  const sorted = [...known].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = (sorted[Math.floor(middle - 0.5)]! + sorted[Math.floor(middle)]!) / 2;
  return { minutes, better: sorted.filter((other) => other > minutes).length, of: sorted.length, median };
}
