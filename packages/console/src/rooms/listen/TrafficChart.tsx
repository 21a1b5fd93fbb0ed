/** The line of one metric. Where nothing was measured the line is broken and the ground hatched. */
import type { TrafficBucket } from '@candor/protocol/listen.ts';
import { Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { absoluteText } from '../../lib/times.ts';
import { numberText } from '../../ui/figures.ts';
import { useZone } from '../../ui/zone.ts';
import type { Series } from './Traffic.tsx';

const HEIGHT = 240;
const LEFT = 44;
const BOTTOM = 24;

type Props = {
  items: readonly TrafficBucket[];
  series: Series;
  span: { from: string; until: string };
  /** Until null: it is not over. */
  outages: readonly { from: string; until: string | null }[];
};

export function TrafficChart({ items, series, span, outages }: Props) {
  const { zone } = useZone();
  const { ref, width: measured } = useElementSize();
  // Drawn in the pixels that there are, so that its words have the size of the text around them.
  const width = Math.max(240, measured);
  const [startMs, endMs] = [Date.parse(span.from), Date.parse(span.until)];
  const top = Math.max(1, ...items.map((bucket) => bucket[series] ?? 0)) * 1.1;
  const x = (ms: number) =>
    LEFT + ((Math.min(Math.max(ms, startMs), endMs) - startMs) / (endMs - startMs)) * (width - LEFT);
  const y = (value: number) => (HEIGHT - BOTTOM) * (1 - value / top);
  const stepMs =
    items.length > 1 ? Date.parse(items[1]?.at ?? '') - Date.parse(items[0]?.at ?? '') : endMs - startMs;
  const gaps = items.filter((bucket) => bucket[series] === null);
  const shown = outages.filter(
    ({ from, until }) => Date.parse(from) < endMs && (until === null || Date.parse(until) > startMs),
  );
  return (
    <div ref={ref}>
      <svg
        viewBox={`0 0 ${width} ${HEIGHT}`}
        width={width}
        height={HEIGHT}
        style={{ display: 'block' }}
        aria-hidden="true"
      >
        <defs>
          <pattern
            id="unmeasured"
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="6" height="6" fill="var(--soft-grey)" />
            <line x1="0" y1="0" x2="0" y2="6" stroke="var(--line)" strokeWidth="2" />
          </pattern>
        </defs>
        {gaps.map(({ at }) => {
          const left = x(Date.parse(at));
          return (
            <rect
              key={at}
              x={left}
              y={0}
              width={Math.max(0.5, x(Date.parse(at) + stepMs) - left)}
              height={HEIGHT - BOTTOM}
              fill="url(#unmeasured)"
            />
          );
        })}
        {shown.map(({ from, until }) => {
          const left = x(Date.parse(from));
          return (
            <rect
              key={from}
              x={left}
              y={0}
              width={Math.max(2, x(until ? Date.parse(until) : endMs) - left)}
              height={HEIGHT - BOTTOM}
              fill="var(--soft-red)"
            />
          );
        })}
        {[0, 0.5, 1].map((share) => {
          const value = (top / 1.1) * share;
          return (
            <g key={share}>
              <line x1={LEFT} x2={width} y1={y(value)} y2={y(value)} stroke="var(--line)" />
              <text x={LEFT - 6} y={y(value) + 4} textAnchor="end" fontSize="12" fill="var(--quiet)">
                {numberText(Math.round(value))}
              </text>
            </g>
          );
        })}
        {linesOf(items, series).map((line) => (
          <polyline
            key={line[0]?.at}
            points={line.map(({ at, value }) => `${x(Date.parse(at) + stepMs / 2)},${y(value)}`).join(' ')}
            fill="none"
            stroke="var(--mantine-primary-color-filled)"
            strokeWidth={2}
            strokeLinejoin="round"
          />
        ))}
        {[startMs, (startMs + endMs) / 2, endMs].map((ms, i) => (
          <text
            key={ms}
            x={x(ms)}
            y={HEIGHT - 6}
            textAnchor={i === 0 ? 'start' : i === 1 ? 'middle' : 'end'}
            fontSize="12"
            fill="var(--quiet)"
          >
            {absoluteText(ms, zone, endMs)}
          </text>
        ))}
      </svg>
      <Text size="sm" className="quiet">
        {shown.length > 0 && 'Shaded: outages. '}
        {gaps.length > 0 && 'Hatched: not measured.'}
      </Text>
    </div>
  );
}

type Point = { at: string; value: number };

/** Runs of measured buckets; between them is no line. */
function linesOf(items: readonly TrafficBucket[], series: Series): Point[][] {
  const runs: Point[][] = [[]];
  for (const bucket of items) {
    const value = bucket[series];
    if (value === null) runs.push([]);
    else runs.at(-1)?.push({ at: bucket.at, value });
  }
  return runs.filter((run) => run.length > 0);
}
