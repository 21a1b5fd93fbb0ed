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
const HEIGHT: Record<DayBar['status'], number> = {
  operational: 10,
  no_data: 10,
  unknown: 12,
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

const hatched = (status: DayBar['status']) => status === 'no_data' || status === 'unknown';

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
  const drawn = runs(days).map(({ status, from, count }) => {
    const x = from * STEP;
    if (status === 'operational')
      return html`<rect x="${x}" width="${count * STEP}" height="24" style="fill:url(#d)"/>`;
    if (hatched(status))
      return html`<rect x="${x}" width="${count * STEP}" height="24" class="n" style="fill:url(#n)"/>`;
    return Array.from(
      { length: count },
      (_, i) =>
        html`<rect class="${status}" x="${x + i * STEP}" y="${24 - HEIGHT[status]}" width="3" height="${HEIGHT[status]}"/>`,
    );
  });
  const told = days
    .map((day, i) => ({ i, date: day.date, words: dayInWords(day, view) }))
    .filter(({ words }) => words)
    .toReversed();
  const scale = html`<span class="ago" data-n="${times.daysAgo(Math.min(NARROW, days.length) - 1)}">${times.daysAgo(days.length - 1)}</span>`;
  const list = html`<ul>${told.map(({ i, date, words }) => html`<li data-i="${i}">${times.day(date)}: ${words}</li>`)}</ul>`;
  return html`<div class="bar" aria-hidden="true" data-day="${last.date}"><svg viewBox="0 0 ${days.length * STEP} 24" preserveAspectRatio="none">${drawn}</svg></div><div class="sc">${scale} <span class="up">${uptime === null ? strings.status.no_data : strings.uptime(times.percent(uptime))}</span> <span>${times.daysAgo(0)}</span></div>${
    told.length > 0 &&
    html`<details class="days"${open && html` open`}><summary>${times.days(told.length)}: ${told[0]!.words}${told.length > 1 && ' …'}</summary>${list}</details>`
  }`;
}
