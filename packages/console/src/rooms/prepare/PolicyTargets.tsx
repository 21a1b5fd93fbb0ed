/** What share of time each thing is to work. */
import type { PolicyDocument } from '@candor/protocol/prepare.ts';
import { Group, NativeSelect, TextInput } from '@mantine/core';
import { LocalizedField, writtenText } from '../../ui/LocalizedField.tsx';
import { freshId } from './fresh-id.ts';
import type { ErrorOf } from './PolicyEditor.tsx';
import { Rows } from './Rows.tsx';

type Target = PolicyDocument['targets'][number];
const PERIODS: Target['period'][] = ['month', 'quarter', 'year'];

export function PolicyTargets({
  targets,
  onChange,
  errorOf,
}: {
  targets: readonly Target[];
  onChange: (targets: Target[]) => void;
  errorOf: ErrorOf;
}) {
  return (
    <Rows
      rows={targets}
      keyOf={({ id }) => id}
      one="target"
      empty="No target is promised yet. Name one that you measure, such as the API with 99.9 % of each month."
      onChange={onChange}
      blank={(): Target => ({
        id: freshId('target'),
        name: { en: '' },
        percent: '99.9',
        period: 'month',
        note: null,
      })}
    >
      {({ name, percent, period, note }, set, i) => (
        <>
          <LocalizedField
            label="What it is for"
            value={name}
            error={errorOf(`targets.${i}.name`)}
            onChange={(value) => set({ name: value })}
          />
          <Group grow align="start">
            <TextInput
              label="Works, % of the time"
              inputMode="decimal"
              value={percent}
              error={errorOf(`targets.${i}.percent`)}
              onChange={({ currentTarget }) => set({ percent: currentTarget.value })}
            />
            <NativeSelect
              label="Of each"
              data={PERIODS}
              value={period}
              onChange={({ currentTarget }) =>
                set({ period: PERIODS.find((each) => each === currentTarget.value) ?? 'month' })
              }
            />
          </Group>
          <LocalizedField
            label="Note"
            value={note ?? {}}
            error={errorOf(`targets.${i}.note`)}
            onChange={(value) => set({ note: writtenText(value) })}
          />
        </>
      )}
    </Rows>
  );
}
