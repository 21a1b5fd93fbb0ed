/** What the form of a plan holds, and what it sends. Pure: the server judges every time, so that no zone is guessed. */
import type { MaintenanceInput, SeriesInput } from '@candor/protocol/maintenance.ts';
import type { SegmentNotes } from '@candor/protocol/told.ts';
import type { ComponentStatus, LocalizedText } from '@candor/protocol/words-of-state.ts';
import { writtenText } from '../../ui/LocalizedField.tsx';
import { writtenNotes } from '../incidents/segment-notes.ts';

export type Expected = Exclude<ComponentStatus, 'unknown'>;
export type Values = {
  title: LocalizedText;
  text: LocalizedText;
  segmentNotes: SegmentNotes;
  impact: LocalizedText;
  whatToDo: LocalizedText;
  reason: string;
  components: Record<string, Expected>;
  from: string;
  until: string;
  timeZone: string;
  choose: 'earlier' | 'later' | null;
  repeats: string;
  rule: string;
  remind: number[];
  completes: 'automatic' | 'manual';
  acceptConflicts: boolean;
  override: string | null;
};

export const EXPECTED: { value: Expected; label: string }[] = [
  { value: 'under_maintenance', label: 'may not work' },
  { value: 'major_outage', label: 'will not work' },
  { value: 'partial_outage', label: 'will fail for some' },
  { value: 'degraded_performance', label: 'will be slow' },
  { value: 'operational', label: 'should work as usual' },
];

export const LEADS: { minutes: number; label: string }[] = [
  { minutes: 10_080, label: 'a week before' },
  { minutes: 2_880, label: 'two days before' },
  { minutes: 1_440, label: 'a day before' },
  { minutes: 240, label: 'four hours before' },
  { minutes: 60, label: 'an hour before' },
  { minutes: 15, label: 'a quarter of an hour before' },
];

const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const NTH = ['first', 'second', 'third', 'fourth', 'fifth'];

/** The ways of recurring that fit the first day, as rules of RFC 5545. */
export function repeating(from: string): { value: string; label: string }[] {
  const day = new Date(`${from.slice(0, 10)}T00:00:00.000Z`);
  if (Number.isNaN(day.getTime())) return [{ value: '', label: 'Once' }];
  const [name, code] = [NAMES[day.getUTCDay()]!, DAYS[day.getUTCDay()]!];
  const nth = Math.floor((day.getUTCDate() - 1) / 7);
  return [
    { value: '', label: 'Once' },
    { value: 'FREQ=DAILY', label: 'Every day' },
    { value: `FREQ=WEEKLY;BYDAY=${code}`, label: `Every ${name}` },
    { value: `FREQ=WEEKLY;INTERVAL=2;BYDAY=${code}`, label: `Every second ${name}` },
    { value: `FREQ=MONTHLY;BYMONTHDAY=${day.getUTCDate()}`, label: `Every month on day ${day.getUTCDate()}` },
    ...(nth < 4
      ? [{ value: `FREQ=MONTHLY;BYDAY=${nth + 1}${code}`, label: `Every ${NTH[nth]} ${name} of the month` }]
      : []),
    { value: `FREQ=MONTHLY;BYDAY=-1${code}`, label: `Every last ${name} of the month` },
    { value: 'own', label: 'By a rule of its own' },
  ];
}

export const ruleOf = ({ repeats, rule }: Values): string => (repeats === 'own' ? rule.trim() : repeats);

/** Between two times on the same wall. */
export const wallMinutes = ({ from, until }: Pick<Values, 'from' | 'until'>): number =>
  Math.round((Date.parse(`${until}Z`) - Date.parse(`${from}Z`)) / 60_000);

function workOf(values: Values) {
  const text = writtenText(values.text);
  const title = writtenText(values.title) ?? {};
  const segmentNotes = writtenNotes(values.segmentNotes, Object.keys(text ?? title));
  return {
    title,
    ...(text ? { text } : {}),
    ...(segmentNotes ? { segmentNotes } : {}),
    impact: writtenText(values.impact),
    whatToDo: writtenText(values.whatToDo),
    reason: values.reason.trim() || null,
    components: Object.entries(values.components).map(([componentId, status]) => ({ componentId, status })),
    remindMinutesBefore: values.remind,
    completes: values.completes,
    acceptConflicts: values.acceptConflicts,
    ...(values.override !== null ? { override: { reason: values.override.trim() } } : {}),
  };
}

export const onceOf = (values: Values): MaintenanceInput => ({
  ...workOf(values),
  timeZone: values.timeZone,
  local: {
    from: values.from,
    until: values.until,
    ...(values.choose ? { choose: values.choose, chooseUntil: values.choose } : {}),
  },
});

export const seriesOf = (values: Values): SeriesInput => ({
  ...workOf(values),
  timeZone: values.timeZone,
  rule: ruleOf(values),
  startsLocal: values.from,
  durationMinutes: wallMinutes(values),
});
