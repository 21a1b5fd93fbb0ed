/** Calendar months and quarters in a contract's own time zone, whose length follows the calendar and the clocks there. */
import type { Interval } from '#lib/interval.ts';
import type { Contract } from './contract.ts';

export type Period = Interval & {
  /** "2026-02" or "2026-Q1". */
  readonly label: string;
  /** Calendar days, whatever the clocks do in them. */
  readonly days: number;
};

type Calendar = Pick<Contract, 'period' | 'timeZone'>;

/** Null when the label does not name a period of this kind. */
export function periodNamed({ period, timeZone }: Calendar, label: string): Period | null {
  const match = (period === 'month' ? /^(\d{4})-(\d\d)$/ : /^(\d{4})-Q([1-4])$/).exec(label);
  if (!match) return null;
  const [year, part] = [Number(match[1]), Number(match[2])];
  const months = period === 'month' ? 1 : 3;
  if (part < 1 || part > 12 / months) return null;
  const first = Temporal.PlainDate.from({ year, month: (part - 1) * months + 1, day: 1 });
  const next = first.add({ months });
  return {
    label,
    days: first.until(next, { largestUnit: 'days' }).days,
    startMs: first.toZonedDateTime(timeZone).epochMilliseconds,
    endMs: next.toZonedDateTime(timeZone).epochMilliseconds,
  };
}

export function periodAt(calendar: Calendar, atMs: number): Period {
  const date = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(calendar.timeZone);
  const year = String(date.year).padStart(4, '0');
  const label =
    calendar.period === 'month'
      ? `${year}-${String(date.month).padStart(2, '0')}`
      : `${year}-Q${Math.ceil(date.month / 3)}`;
  return periodNamed(calendar, label)!;
}

/** Every period that a stretch of time touches: an incident across a month's end counts in both, each its part. */
export function periodsOf(calendar: Calendar, { startMs, endMs }: Interval): Period[] {
  const periods: Period[] = [];
  for (let at = startMs; at < endMs || periods.length === 0; at = periods.at(-1)!.endMs)
    periods.push(periodAt(calendar, at));
  return periods;
}
