/** The relative change of each metric with its interval, drawn, and the same as a table. */
import type { MeasuredMetric } from '@candor/protocol/listen.ts';
import { Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { DataTable } from '../../ui/DataTable.tsx';
import { percentText } from '../../ui/figures.ts';
import { isHarm, METRICS } from './words.ts';

const ROW = 34;
const WIDEST = 640;
const LABEL = 130;

export function EffectPlot({ metrics }: { metrics: readonly MeasuredMetric[] }) {
  const { ref, width: measured } = useElementSize();
  const width = Math.min(WIDEST, Math.max(260, measured));
  const told = metrics.flatMap((metric) =>
    metric.whileDown.effect ? [{ ...metric, ...metric.whileDown.effect }] : [],
  );
  if (told.length === 0) return <Text>Nothing can be told: see why below.</Text>;
  const reach = Math.max(0.1, ...told.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)])) * 1.08;
  const x = (share: number) => LABEL + ((share + reach) / (2 * reach)) * (width - LABEL - 10);
  const height = told.length * ROW + 26;
  return (
    <div ref={ref}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        style={{ display: 'block', marginBlockEnd: '0.75rem' }}
        aria-hidden="true"
      >
        {[-reach, 0, reach].map((at) => (
          <g key={at}>
            <line
              x1={x(at)}
              x2={x(at)}
              y1={0}
              y2={height - 24}
              stroke="var(--line)"
              strokeWidth={at === 0 ? 2 : 1}
            />
            <text
              x={x(at)}
              y={height - 6}
              textAnchor={at > 0 ? 'end' : at < 0 ? 'start' : 'middle'}
              fontSize="12"
              fill="var(--quiet)"
            >
              {at === 0 ? 'as expected' : percentText(at)}
            </text>
          </g>
        ))}
        {told.map(({ metric, harm, whileDown, value, low, high }, i) => {
          const y = i * ROW + ROW / 2;
          const colour = isHarm(harm, whileDown) ? 'var(--state-partial_outage)' : 'var(--state-unknown)';
          return (
            <g key={metric}>
              <text x={0} y={y + 4} fontSize="13" fill="currentColor">
                {METRICS[metric].label}
              </text>
              <line
                x1={x(low)}
                x2={x(high)}
                y1={y}
                y2={y}
                stroke={colour}
                strokeWidth={4}
                strokeLinecap="round"
              />
              <circle cx={x(value)} cy={y} r={6} fill={colour} stroke="var(--paper)" strokeWidth={2} />
            </g>
          );
        })}
      </svg>
      <DataTable
        caption="Change while it was down"
        keys={false}
        rows={told}
        rowKey={({ metric }) => metric}
        columns={[
          { header: 'Metric', cell: ({ metric }) => METRICS[metric].label },
          {
            header: 'Change (95% interval)',
            cell: ({ value, low, high }) =>
              `${percentText(value)} (${percentText(low)} to ${percentText(high)})`,
          },
          { header: 'Verdict', wide: true, cell: ({ whileDown }) => whileDown.verdict },
        ]}
      />
    </div>
  );
}
