/** The report's content: the answer first, then the cost, then each number with its interval and its doubts. */
import type { Loss, TrustReport } from '@candor/protocol/listen.ts';
import { List, Stack, Text, Title } from '@mantine/core';
import { spanText } from '../../lib/times.ts';
import { estimateText, percentText } from '../../ui/figures.ts';
import { TextLink } from '../../ui/RoomLink.tsx';
import { Time } from '../../ui/Time.tsx';
import { EffectPlot } from './EffectPlot.tsx';
import { Metric } from './Metric.tsx';
import { recoveryText } from './words.ts';

export function Report({ report }: { report: TrustReport }) {
  const { down, cost, metrics, recovery, overlaps } = report;
  const downMs = Date.parse(down.until) - Date.parse(down.from);
  return (
    <Stack gap="lg">
      <section className="card">
        <Title order={2} fz="h4" mb="xs">
          {recoveryText(recovery)}
        </Title>
        <Text>
          The service was down for {spanText(downMs)}, from <Time at={down.from} show="absolute" seconds /> to{' '}
          <Time at={down.until} show="absolute" seconds />. Trust counts as back when a season is within{' '}
          {percentText(report.marginShare)} of what was expected; that was decided before.
        </Text>
        {overlaps.length > 0 && (
          <Text mt="xs">
            Other outages lay in the same hours, so what is seen belongs to all of them:{' '}
            {overlaps.map((id, i) => (
              <span key={id}>
                {i > 0 && ', '}
                <TextLink to={`/incidents/${id}`}>{id}</TextLink>
              </span>
            ))}
          </Text>
        )}
      </section>
      <section className="card">
        <Title order={2} fz="h4" mb="xs">
          What it cost while it was down
        </Title>
        <List>
          <Lost name="Sessions" unit="sessions" loss={cost.sessions} />
          <Lost name="Conversions" unit="conversions" loss={cost.conversions} />
          <Lost name="Value" unit="in your own unit" loss={cost.value} />
        </List>
      </section>
      <section className="card">
        <Title order={2} fz="h4" mb="xs">
          Change while it was down
        </Title>
        <EffectPlot metrics={metrics} />
      </section>
      <section>
        <Title order={2} fz="h4" mb="sm">
          Each number
        </Title>
        <Stack>
          {metrics.map((metric) => (
            <Metric key={metric.metric} metric={metric} />
          ))}
        </Stack>
      </section>
      <Text size="sm" className="quiet">
        Grain {spanText(report.bucketSeconds * 1_000)}, season {spanText(report.seasonSeconds * 1_000)}, hours
        of {report.timeZone}, measured until <Time at={report.measuredUntil} show="absolute" />. Intervals are
        95%.
      </Text>
    </Stack>
  );
}

function Lost({ name, unit, loss: { lost, reasons } }: { name: string; unit: string; loss: Loss }) {
  return (
    <List.Item>
      {name}:{' '}
      {lost
        ? `${estimateText(lost, unit)} lost`
        : `cannot be told${reasons.length > 0 ? `: ${reasons.join('; ')}` : ''}`}
      {lost && lost.low <= 0 && '. The interval holds zero: it may be nothing.'}
    </List.Item>
  );
}
