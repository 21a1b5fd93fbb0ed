/**
 * The bars of a component: a calm day is a short bar from a shared pattern, only days with something to say are drawn
 * one by one, so that fifty components of ninety days stay small. Exact numbers stand below, in words; script lets
 * them be read bar by bar.
 */
import type { DayBar, SnapshotComponent } from '@candor/protocol/snapshot.ts';
import { type Html, html } from './html.ts';
import type { View } from './view.ts';

const STEP = 4;
const NARROW = 30;
const HEIGHT: Record<Exclude<DayBar['status'], 'operational' | 'no_data' | 'unknown'>, number> = {
  under_maintenance: 13,
  degraded_performance: 16,
  partial_outage: 20,
  major_outage: 24,
};

/** Defined once per document. */
export const BAR_PATTERNS = html`<svg width="0" height="0" aria-hidden="true" style="position:absolute"><defs><pattern id="d" width="4" height="24" patternUnits="userSpaceOnUse"><rect y="14" width="3" height="10" rx="1" style="fill:var(--okbar)"/></pattern><pattern id="n" width="4" height="24" patternUnits="userSpaceOnUse"><path d="M0 24l3-3M0 20l3-3M0 16l3-3" style="stroke:var(--unkbar)"/></pattern></defs></svg>`;

type Run = { status: DayBar['status']; from: number; count: number };

function runs(days: readonly DayBar[]): Run[] {
  const found: Run[] = [];
  days.forEach(({ status }, from) => {
    const last = found.at(-1);
    if (last?.status === status) last.count += 1;
    else found.push({ status, from, count: 1 });
  });
  return found;
}

const hatched = (status: DayBar['status']): status is 'no_data' | 'unknown' =>
  status === 'no_data' || status === 'unknown';

/** The days with trouble, one path for each status: a stroke as wide as a bar and as tall as it is bad. */
function marks(found: readonly Run[]): Html[] {
  const paths = new Map<string, string>();
  for (const { status, from, count } of found) {
    if (status === 'operational' || hatched(status)) continue;
    for (let i = from; i < from + count; i++)
      paths.set(status, `${paths.get(status) ?? ''}M${i * STEP + 1.5} 24v-${HEIGHT[status]}`);
  }
  return [...paths].map(([status, d]) => html`<path class="${status}" d="${d}"/>`);
}

/** What a day has to say, in words; empty for a calm one. */
export function dayInWords(day: DayBar, { strings, times }: View): string {
  return [
    day.downMinutes > 0 && strings.down(times.minutes(day.downMinutes)),
    day.degradedMinutes > 0 && strings.degraded(times.minutes(day.degradedMinutes)),
    day.maintenanceMinutes > 0 && strings.maintained(times.minutes(day.maintenanceMinutes)),
  ]
    .filter(Boolean)
    .join(', ');
}

/** `open` unfolds the numbers, as on the component's own page. */
export function bars({ days, uptime }: SnapshotComponent, view: View, { open = false } = {}): Html {
  const last = days.at(-1);
  if (!last) return html``;
  const { strings, times } = view;
  const width = days.length * STEP;
  const found = runs(days);
  const unwatched = found.filter(({ status }) => hatched(status));
  // One calm strip lies under everything, unless something in it must not look calm.
  const strips =
    unwatched.length === 0
      ? html`<rect class="d" width="${width}" height="24"/>`
      : found
          .filter(({ status }) => status === 'operational' || hatched(status))
          .map(
            ({ status, from, count }) =>
              html`<rect class="${hatched(status) ? 'n' : 'd'}" x="${from * STEP}" width="${count * STEP}" height="24"/>`,
          );
  const told = days
    .map((day, i) => ({ i, date: day.date, words: dayInWords(day, view) }))
    .filter(({ words }) => words)
    .toReversed();
  const scale = html`<span class="ago" data-n="${times.daysAgo(Math.min(NARROW, days.length) - 1)}">${times.daysAgo(days.length - 1)}</span>`;
  const list = html`<ul>${told.map(({ i, date, words }) => html`<li data-i="${i}">${times.day(date)}: ${words}</li>`)}</ul>`;
  return html`<div class="bar" aria-hidden="true" data-day="${last.date}"><svg viewBox="0 0 ${width} 24" preserveAspectRatio="none">${strips}${marks(found)}</svg></div><div class="sc">${scale} <span class="up">${uptime === null ? strings.status.no_data : strings.uptime(times.percent(uptime))}</span> <span>${times.daysAgo(0)}</span></div>${
    told.length > 0 &&
    html`<details class="days"${open && html` open`}><summary>${times.days(told.length)}: ${told[0]!.words}${told.length > 1 && ' …'}</summary>${list}</details>`
  }`;
}
