/** Answer times and good checks over time: a chart, and the same numbers as a table. */
import type { SeriesPoint } from '@candor/protocol/watch.ts';
import { Group, SegmentedControl, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get, type Listed, type Problem, serverNowMs } from '../../api.ts';
import { Loaded } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { Chart } from './Chart.tsx';
import { milliseconds } from './target.ts';

/** Hours shown, and seconds per point: at most about 300 points, so that each is a real mean. */
const SPANS = {
  '1': { label: '1 h', stepSeconds: 30 },
  '6': { label: '6 h', stepSeconds: 120 },
  '24': { label: '24 h', stepSeconds: 300 },
  '168': { label: '7 days', stepSeconds: 3_600 },
  '2160': { label: '90 days', stepSeconds: 86_400 },
} as const;
type Span = keyof typeof SPANS;

export function Answers({ monitorId, timed }: { monitorId: string; timed: boolean }) {
  const [span, setSpan] = useState<Span>('24');
  const [as, setAs] = useState('chart');
  const { stepSeconds } = SPANS[span];
  const path = `/monitors/${monitorId}/samples`;
  const series = useQuery<SeriesPoint[], Problem>({
    queryKey: [path, span],
    refetchInterval: 30_000,
    queryFn: async ({ signal }) => {
      const stepMs = stepSeconds * 1_000;
      const toMs = Math.ceil(serverNowMs() / stepMs) * stepMs;
      const from = new Date(toMs - Number(span) * 3_600_000).toISOString();
      const query = { from, to: new Date(toMs).toISOString(), step: stepSeconds };
      return (await get<Listed<SeriesPoint>>(path, query, signal)).items;
    },
  });
  return (
    <section className="card" aria-labelledby="answers">
      <Group justify="space-between" mb="sm">
        <Title order={2} fz="h4" id="answers">
          {timed ? 'Answer times' : 'Signs of life'}
        </Title>
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            aria-label="Span"
            value={span}
            onChange={(value) => setSpan(value as Span)}
            data={Object.entries(SPANS).map(([value, { label }]) => ({ value, label }))}
          />
          <SegmentedControl
            size="xs"
            aria-label="Show as"
            value={as}
            onChange={setAs}
            data={[
              { value: 'chart', label: 'Chart' },
              { value: 'table', label: 'Table' },
            ]}
          />
        </Group>
      </Group>
      <Loaded of={series}>
        {(points) => {
          const seen = points.filter(({ up, down, unknown }) => up + down + unknown > 0);
          if (seen.length === 0)
            return (
              <Text className="quiet">No check in this span yet; the first comes within the interval.</Text>
            );
          return (
            <>
              <Summary points={seen} timed={timed} />
              {as === 'chart' && timed ? <Chart points={points} /> : <Twin points={seen} />}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

function Summary({ points, timed }: { points: readonly SeriesPoint[]; timed: boolean }) {
  const up = points.reduce((total, point) => total + point.up, 0);
  const down = points.reduce((total, point) => total + point.down, 0);
  const slowest = points.reduce((most, { maxMs }) => Math.max(most, maxMs ?? 0), 0);
  const share = up + down > 0 ? `${((100 * up) / (up + down)).toFixed(up === up + down ? 0 : 3)} %` : 'none';
  return (
    <Text size="sm" mb="xs">
      {share} of {(up + down).toLocaleString('en')} checks were good
      {timed && slowest > 0 ? `; the slowest took ${milliseconds(slowest)}` : ''}.
    </Text>
  );
}

function Twin({ points }: { points: readonly SeriesPoint[] }) {
  return (
    <section className="scroll" aria-label="Answer times as a table">
      <Table fz="sm" striped withRowBorders={false}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>From</Table.Th>
            <Table.Th ta="end">Good</Table.Th>
            <Table.Th ta="end">Bad</Table.Th>
            <Table.Th ta="end">Median</Table.Th>
            <Table.Th ta="end">95 of 100 within</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {points.toReversed().map(({ at, up, down, p50Ms, p95Ms }) => (
            <Table.Tr key={at}>
              <Table.Td>
                <Time at={at} show="absolute" />
              </Table.Td>
              <Table.Td ta="end">{up}</Table.Td>
              <Table.Td ta="end">{down}</Table.Td>
              <Table.Td ta="end">{milliseconds(p50Ms)}</Table.Td>
              <Table.Td ta="end">{milliseconds(p95Ms)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
