/**
 * Answer times as a small picture with its numbers as a table: the line is the time within which half of the checks
 * were answered, the band above it reaches to 95 of 100. A gap is a time in which nothing answered.
 */
import type { LatencySeries } from '@candor/protocol/snapshot.ts';
import { type Html, html } from './html.ts';
import type { View } from './view.ts';

const WIDTH = 720;
const HEIGHT = 96;
const DAY_SECONDS = 86_400;

type Point = { x: number; low: number; high: number };

/** Stretches without a gap, as coordinates. */
function stretches({ p50, p95 }: LatencySeries, top: number): Point[][] {
  const step = WIDTH / Math.max(1, p50.length - 1);
  const y = (ms: number) => Math.round((HEIGHT - (ms / top) * (HEIGHT - 4)) * 10) / 10;
  const found: Point[][] = [];
  let open = false;
  p50.forEach((half, i) => {
    const most = p95[i] ?? null;
    if (half === null || most === null) {
      open = false;
      return;
    }
    if (!open) found.push([]);
    open = true;
    found.at(-1)!.push({ x: Math.round(i * step * 10) / 10, low: y(half), high: y(most) });
  });
  return found;
}

const path = (points: readonly (readonly [number, number])[]) =>
  `M${points.map(([x, y]) => `${x} ${y}`).join('L')}`;

function picture(series: LatencySeries, top: number): Html {
  return html`<svg class="lat" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">${stretches(
    series,
    top,
  ).map((points) => {
    const low = points.map(({ x, low: y }) => [x, y] as const);
    const high = points.map(({ x, high: y }) => [x, y] as const);
    // A single point would be a line without length.
    const line =
      low.length > 1 ? low : [[low[0]![0] - 2, low[0]![1]] as const, [low[0]![0] + 2, low[0]![1]] as const];
    return html`<path class="band" d="${path([...high, ...low.toReversed()])}Z"/><path class="half" d="${path(line)}"/>`;
  })}</svg>`;
}

export function latencyChart(series: LatencySeries, view: View): Html {
  const { strings, times } = view;
  const { from, stepSeconds, p50, p95 } = series;
  const top = Math.max(1, ...p95.filter((ms) => ms !== null));
  const daily = stepSeconds >= DAY_SECONDS;
  const startOf = (i: number) => new Date(Date.parse(from) + i * stepSeconds * 1_000).toISOString();
  const label = (i: number) => (daily ? times.day(startOf(i).slice(0, 10)) : times.clock(startOf(i)));
  const span = daily
    ? times.days(Math.round((p50.length * stepSeconds) / DAY_SECONDS))
    : times.hours(Math.round((p50.length * stepSeconds) / 3_600));
  const rows = p50.flatMap((half, i) =>
    half === null ? [] : [{ at: label(i), half, most: p95[i] ?? null }],
  );
  const last = rows.at(-1);
  if (!last) return html``;
  const ms = (value: number | null) => (value === null ? '–' : times.milliseconds(value));
  return html`<h3>${strings.lastSpan(span)}</h3><p class="hint">${strings.halfWithin} <b>${ms(last.half)}</b>. ${strings.mostWithin} <b>${ms(last.most)}</b>. (${last.at})</p><div class="ax"><span>${ms(top)}</span></div>${picture(series, top)}<div class="sc"><span>${label(0)}</span> <span>${label(p50.length - 1)}</span></div><details><summary>${strings.asTable}</summary><table><thead><tr><th scope="col">${strings.date}</th><th scope="col">${strings.halfWithin}</th><th scope="col">${strings.mostWithin}</th></tr></thead><tbody>${rows
    .toReversed()
    .map(
      ({ at, half, most }) =>
        html`<tr><th scope="row">${at}</th><td>${ms(half)}</td><td>${ms(most)}</td></tr>`,
    )}</tbody></table></details>`;
}
