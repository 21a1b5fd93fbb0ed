/**
 * The bars of a component: a calm day is a short bar from a shared pattern, only days with something to say are drawn
 * one by one, so that fifty components of ninety days stay small. Exact numbers stand below, in words.
 */
import type { DayBar, SnapshotComponent } from '@candor/protocol/snapshot.ts';
import { type Html, html } from './html.ts';
import { dateFormat, numberFormat } from './remember.ts';
import type { Strings } from './strings.ts';

const STEP = 4;
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

export function bars({ days, uptime }: SnapshotComponent, strings: Strings, locale: string): Html {
  if (days.length === 0) return html``;
  const number = numberFormat(locale, { maximumFractionDigits: 1 });
  const percent =
    uptime === null
      ? null
      : numberFormat(locale, { maximumFractionDigits: 3 }).format(Math.floor(uptime * 1_000) / 1_000);
  const drawn = runs(days).map(({ status, from, count }) => {
    const x = from * STEP;
    if (status === 'operational')
      return html`<rect x="${x}" width="${count * STEP}" height="24" style="fill:url(#d)"/>`;
    if (hatched(status))
      return html`<rect x="${x}" width="${count * STEP}" height="24" style="fill:url(#n)"/>`;
    return Array.from(
      { length: count },
      (_, i) =>
        html`<rect class="${status}" x="${x + i * STEP}" y="${24 - HEIGHT[status]}" width="3" height="${HEIGHT[status]}"/>`,
    );
  });
  const day = dateFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const exact = days
    .filter(({ downMinutes, degradedMinutes }) => downMinutes > 0 || degradedMinutes > 0)
    .toReversed();
  const words = (bar: DayBar) =>
    [
      bar.downMinutes > 0 && strings.downMinutes(number.format(bar.downMinutes)),
      bar.degradedMinutes > 0 && strings.degradedMinutes(number.format(bar.degradedMinutes)),
    ]
      .filter(Boolean)
      .join(', ');
  const scale = html`<span class="d90">${strings.daysAgo(days.length)}</span><span class="d30">${strings.daysAgo(Math.min(30, days.length))}</span>`;
  return html`<div class="bar" aria-hidden="true"><svg viewBox="0 0 ${days.length * STEP} 24" preserveAspectRatio="none">${drawn}</svg></div><div class="sc">${scale}<span>${percent === null ? strings.status.no_data : strings.uptime(percent)}</span><span>${strings.today}</span></div>${
    exact.length > 0 &&
    html`<details class="days"><summary>${strings.days(exact.length)}: ${words(exact[0]!)}${exact.length > 1 && ' …'}</summary><ul>${exact.map(
      (bar) => html`<li>${day.format(new Date(bar.date))}: ${words(bar)}</li>`,
    )}</ul></details>`
  }`;
}
