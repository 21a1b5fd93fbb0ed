/** Visits over time: what was not measured is a gap, never a zero; outages are shaded; the table holds the numbers. */
import type { ListenSettings, Traffic as Measured, TrafficBucket } from '@candor/protocol/listen.ts';
import type { IncidentView } from '@candor/protocol/respond.ts';
import { Group, NativeSelect, SegmentedControl, Title } from '@mantine/core';
import { useState } from 'react';
import type { Listed } from '../../api.ts';
import { useNow } from '../../lib/now.ts';
import { spanText } from '../../lib/times.ts';
import { useGet } from '../../query.ts';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { LinkButton } from '../../ui/RoomLink.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { ImportTraffic } from './ImportTraffic.tsx';
import { RANGES, type RangeName, rangeOf } from './range.ts';
import { TrafficChart } from './TrafficChart.tsx';
import { TrafficTable } from './TrafficTable.tsx';

const SERIES = [
  { value: 'sessions', label: 'Sessions' },
  { value: 'pageViews', label: 'Page views' },
  { value: 'conversions', label: 'Conversions' },
  { value: 'bounces', label: 'Bounces' },
] as const;
export type Series = (typeof SERIES)[number]['value'];

const MINUTE_MS = 60_000;

export default function Traffic() {
  const [range, setRange] = useState<RangeName | null>(null);
  const [series, setSeries] = useState<Series>('sessions');
  const settings = useGet<ListenSettings>('/listen/settings');
  // A fine grain is looked at from near, a coarse one from further away.
  const shown = range ?? ((settings.data?.bucketSeconds ?? 3_600) < 300 ? 'hour' : 'week');
  // The window moves on once a minute, so that the cache is not asked for a new one at every tick.
  const nowMs = Math.ceil(useNow() / MINUTE_MS) * MINUTE_MS;
  const wanted = settings.data ? rangeOf(shown, nowMs, settings.data.bucketSeconds) : null;
  const traffic = useGet<Measured>(wanted && '/traffic', wanted ?? {});
  const incidents = useGet<Listed<IncidentView>>('/incidents', { limit: 200 }).data?.items ?? [];
  const label = SERIES.find(({ value }) => value === series)?.label ?? '';
  return (
    <div className="page">
      <PageTitle title="Traffic" lead="Counted without cookies by the beacon in your pages.">
        <ImportTraffic grainSeconds={settings.data?.bucketSeconds ?? 3_600} />
      </PageTitle>
      <Group mb="md" align="end">
        <NativeSelect
          label="Metric"
          data={[...SERIES]}
          value={series}
          onChange={({ currentTarget }) =>
            setSeries(SERIES.find(({ value }) => value === currentTarget.value)?.value ?? 'sessions')
          }
        />
        <SegmentedControl
          aria-label="Time shown"
          value={shown}
          onChange={(value) => setRange(value as RangeName)}
          data={RANGES.map(({ value, label: name }) => ({ value, label: name }))}
        />
      </Group>
      <Loaded of={traffic}>
        {({ items, bucketSeconds, from, until }) =>
          items.some(isMeasured) ? (
            <>
              <section className="card" aria-labelledby="chart">
                <Title order={2} fz="h4" id="chart" mb="xs">
                  {label} per {spanText(bucketSeconds * 1_000)}
                </Title>
                <TrafficChart
                  items={items}
                  series={series}
                  span={{ from, until }}
                  outages={incidents.map(({ startedAt, recoveredAt, resolvedAt }) => ({
                    from: startedAt,
                    until: recoveredAt ?? resolvedAt,
                  }))}
                />
              </section>
              <TrafficTable items={items} />
            </>
          ) : (
            <Empty
              title="Nothing was measured in this time"
              action={<LinkButton to="/settings/snippets">Get the beacon’s lines</LinkButton>}
            >
              Put the beacon into your pages. A trust report compares with the past, so bring that in from
              your analytics tool as well.
            </Empty>
          )
        }
      </Loaded>
    </div>
  );
}

const isMeasured = ({ measured, sessions }: TrafficBucket) => measured && sessions !== null;
