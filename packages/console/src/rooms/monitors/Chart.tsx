/** The median answer time with its 95th percentile, and the steps in which checks failed shaded. */
import type { SeriesPoint } from '@candor/protocol/watch.ts';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { serverNowMs } from '../../api.ts';
import { absoluteText } from '../../lib/times.ts';
import { useZone } from '../../ui/zone.ts';
import { milliseconds } from './target.ts';

const HEIGHT = 240;
const css = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function shadeFailures(points: readonly SeriesPoint[]) {
  return (chart: uPlot) => {
    const { ctx } = chart;
    const [first, second] = points;
    if (!first || !second) return;
    const stepMs = Date.parse(second.at) - Date.parse(first.at);
    ctx.save();
    ctx.fillStyle = css('--state-major_outage');
    ctx.globalAlpha = 0.22;
    for (const { at, down } of points) {
      if (down === 0) continue;
      const from = chart.valToPos(Date.parse(at) / 1_000, 'x', true);
      const to = chart.valToPos((Date.parse(at) + stepMs) / 1_000, 'x', true);
      ctx.fillRect(from, chart.bbox.top, Math.max(2, to - from), chart.bbox.height);
    }
    ctx.restore();
  };
}

/** The hour, and the date where the hour would be midnight or the steps are days. */
function axisTimes(ticks: readonly number[], timeZone: string): string[] {
  const stepSeconds = (ticks[1] ?? 0) - (ticks[0] ?? 0);
  const hour = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  const day = new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'short' });
  return ticks.map((seconds) => {
    const text = hour.format(seconds * 1_000);
    return stepSeconds >= 86_400 || text === '00:00' ? day.format(seconds * 1_000) : text;
  });
}

export function Chart({ points }: { points: readonly SeriesPoint[] }) {
  const box = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme();
  const { zone } = useZone();

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    // The colours below are read from the scheme's own variables.
    const ink = css(scheme === 'dark' ? '--mantine-color-ink-3' : '--mantine-color-ink-7');
    const time = (seconds: number) => absoluteText(seconds * 1_000, zone, serverNowMs());
    const axis = {
      stroke: css('--quiet'),
      grid: { stroke: css('--line'), width: 1 },
      ticks: { show: false },
    };
    const chart = new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1_000), zone),
        cursor: { y: false },
        scales: { y: { range: (_chart, _low, high) => [0, Math.max(high, 1) * 1.1] } },
        axes: [
          { ...axis, space: 70, values: (_chart, ticks) => axisTimes(ticks, zone) },
          { ...axis, size: 68, values: (_chart, ticks) => ticks.map((ms) => milliseconds(ms)) },
        ],
        series: [
          { label: 'Time', value: (_chart, seconds) => (seconds === null ? '–' : time(seconds)) },
          {
            label: 'Median',
            stroke: ink,
            width: 2,
            points: { show: points.length < 60 },
            value: (_chart, ms) => milliseconds(ms),
          },
          {
            label: '95 of 100 within',
            stroke: ink,
            width: 1,
            dash: [4, 4],
            points: { show: false },
            value: (_chart, ms) => milliseconds(ms),
          },
        ],
        hooks: { drawClear: [shadeFailures(points)] },
      },
      [
        points.map(({ at }) => Date.parse(at) / 1_000),
        points.map(({ p50Ms }) => p50Ms),
        points.map(({ p95Ms }) => p95Ms),
      ],
      element,
    );
    const observer = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
  }, [points, scheme, zone]);

  return (
    <figure style={{ margin: 0 }} aria-label="Answer times; the table has the same numbers">
      <div ref={box} aria-hidden="true" />
      <figcaption className="quiet" style={{ fontSize: '0.8125rem' }}>
        Line: median. Dashed: 95 of 100 answers came within. Red: checks failed.
      </figcaption>
    </figure>
  );
}
