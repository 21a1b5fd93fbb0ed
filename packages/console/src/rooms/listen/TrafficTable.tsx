/** The chart's numbers as a table, folded until somebody wants them. */
import type { TrafficBucket } from '@candor/protocol/listen.ts';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { DataTable } from '../../ui/DataTable.tsx';
import { numberText, percentText } from '../../ui/figures.ts';
import { Time } from '../../ui/Time.tsx';

const count = (value: number | null) => (value === null ? 'not measured' : numberText(value));
const shareOf = (part: number | null, whole: number | null) =>
  part === null || whole === null || whole === 0 ? '' : percentText(part / whole);

export function TrafficTable({ items }: { items: readonly TrafficBucket[] }) {
  const [open, { toggle }] = useDisclosure(false);
  return (
    <div style={{ marginBlockStart: '1rem' }}>
      <Button variant="default" size="compact-sm" aria-expanded={open} onClick={toggle} mb="sm">
        {open ? 'Hide the table' : 'Show as a table'}
      </Button>
      {open && (
        <DataTable
          caption="Traffic, newest first"
          rows={items.toReversed()}
          rowKey={({ at }) => at}
          columns={[
            { header: 'From', cell: ({ at }) => <Time at={at} show="absolute" seconds /> },
            { header: 'Sessions', align: 'end', cell: ({ sessions }) => count(sessions) },
            { header: 'Views', align: 'end', wide: true, cell: ({ pageViews }) => count(pageViews) },
            {
              header: 'Bounced',
              align: 'end',
              wide: true,
              cell: ({ bounces, sessions }) => shareOf(bounces, sessions),
            },
            { header: 'Conversions', align: 'end', cell: ({ conversions }) => count(conversions) },
            {
              header: 'Converted',
              align: 'end',
              wide: true,
              cell: ({ conversions, sessions }) => shareOf(conversions, sessions),
            },
            { header: 'From where', wide: true, cell: ({ source }) => source ?? '' },
          ]}
        />
      )}
    </div>
  );
}
