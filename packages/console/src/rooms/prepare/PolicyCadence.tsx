/** What each severity means, and how soon and how often users hear of it. */
import type { PolicyDocument } from '@candor/protocol/prepare.ts';
import { Group, NumberInput } from '@mantine/core';
import { LocalizedField } from '../../ui/LocalizedField.tsx';
import { severityLabel } from '../../ui/Severity.tsx';
import type { ErrorOf } from './PolicyEditor.tsx';
import { Rows } from './Rows.tsx';

type Cadence = PolicyDocument['handling']['cadence'][number];

export function PolicyCadence({
  cadence,
  onChange,
  errorOf,
}: {
  cadence: readonly Cadence[];
  onChange: (cadence: Cadence[]) => void;
  errorOf: ErrorOf;
}) {
  const left = ([1, 2, 3, 4] as const).find((severity) =>
    cadence.every((each) => each.severity !== severity),
  );
  return (
    <Rows
      rows={cadence}
      keyOf={({ severity }) => String(severity)}
      one="severity"
      empty="No severity is described yet."
      onChange={(rows) => onChange(rows.toSorted((a, b) => a.severity - b.severity))}
      blank={
        left === undefined
          ? null
          : () => ({
              severity: left,
              meaning: { en: severityLabel(left) },
              firstWordMinutes: null,
              everyMinutes: null,
            })
      }
    >
      {({ severity, meaning, firstWordMinutes, everyMinutes }, set, i) => (
        <>
          <LocalizedField
            label={`${severityLabel(severity)} means`}
            value={meaning}
            error={errorOf(`handling.cadence.${i}.meaning`)}
            onChange={(value) => set({ meaning: value })}
          />
          <Group grow align="start">
            <NumberInput
              label="First word within, minutes"
              description="Empty: not promised."
              min={1}
              max={10_000}
              value={firstWordMinutes ?? ''}
              error={errorOf(`handling.cadence.${i}.firstWordMinutes`)}
              onChange={(value) => set({ firstWordMinutes: typeof value === 'number' ? value : null })}
            />
            <NumberInput
              label="Then every, minutes"
              description="Empty: not promised."
              min={1}
              max={10_000}
              value={everyMinutes ?? ''}
              error={errorOf(`handling.cadence.${i}.everyMinutes`)}
              onChange={(value) => set({ everyMinutes: typeof value === 'number' ? value : null })}
            />
          </Group>
        </>
      )}
    </Rows>
  );
}
