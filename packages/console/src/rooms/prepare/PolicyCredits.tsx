/** What is credited below which uptime; the contracts under Amend compute it. */
import type { PolicyDocument } from '@candor/protocol/prepare.ts';
import { Group, TextInput } from '@mantine/core';
import type { ErrorOf } from './PolicyEditor.tsx';
import { Rows } from './Rows.tsx';

type Rule = PolicyDocument['credits']['rules'][number];

export function PolicyCredits({
  rules,
  onChange,
  errorOf,
}: {
  rules: readonly Rule[];
  onChange: (rules: Rule[]) => void;
  errorOf: ErrorOf;
}) {
  // Rules have no ids; which of them is which is their place alone, and typing does not move them.
  const places = new Map(rules.map((rule, i) => [rule, `rule-${i}`]));
  return (
    <Rows
      rows={rules}
      keyOf={(rule) => places.get(rule) ?? ''}
      one="rule"
      empty="No credit is promised."
      onChange={onChange}
      blank={() => ({ below: '', creditPercent: '' })}
    >
      {({ below, creditPercent }, set, i) => (
        <Group grow align="start">
          <TextInput
            label="Below, % of the time"
            inputMode="decimal"
            value={below}
            error={errorOf(`credits.rules.${i}.below`)}
            onChange={({ currentTarget }) => set({ below: currentTarget.value })}
          />
          <TextInput
            label="Credit, % of the fee"
            inputMode="decimal"
            value={creditPercent}
            error={errorOf(`credits.rules.${i}.creditPercent`)}
            onChange={({ currentTarget }) => set({ creditPercent: currentTarget.value })}
          />
        </Group>
      )}
    </Rows>
  );
}
