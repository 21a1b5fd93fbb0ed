/** The tiers from best to worst. Each begins where the one before it ends, so only its lower end is asked for. */
import { Button, Fieldset, Group, Stack, Text, TextInput, VisuallyHidden } from '@mantine/core';
import type { Tier } from './contract-form.ts';

export function Tiers({
  target,
  tiers,
  onChange,
  errorOf,
}: {
  target: string;
  tiers: readonly Tier[];
  onChange: (tiers: Tier[]) => void;
  errorOf: (path: string) => string | undefined;
}) {
  const put = (i: number, change: Partial<Tier> | null) =>
    onChange(tiers.flatMap((tier, at) => (at !== i ? [tier] : change ? [{ ...tier, ...change }] : [])));
  const upper = (i: number) => (i === 0 ? target : (tiers[i - 1]?.atLeast ?? '')) || '…';
  return (
    <Fieldset legend="Credits by tier">
      <Stack gap="sm">
        {tiers.map((tier, i) => (
          <div key={tier.id}>
            <Group align="end" gap="sm" wrap="wrap">
              <Text size="sm" w="100%">
                Tier {i + 1}: below {upper(i)} %
              </Text>
              <TextInput
                label="Down to, %"
                aria-label={`Tier ${i + 1}, down to, %`}
                placeholder="nothing"
                inputMode="decimal"
                w={170}
                value={tier.atLeast}
                error={errorOf(`.${i}.atLeast`) ?? errorOf(`.${i}.below`)}
                onChange={({ currentTarget }) => put(i, { atLeast: currentTarget.value })}
              />
              <TextInput
                label="Credit, % of the fee"
                aria-label={`Tier ${i + 1}, credit, % of the fee`}
                inputMode="decimal"
                w={160}
                value={tier.creditPct}
                error={errorOf(`.${i}.creditPct`) ?? errorOf(`.${i}`)}
                onChange={({ currentTarget }) => put(i, { creditPct: currentTarget.value })}
              />
              {tiers.length > 1 && (
                <Button size="compact-sm" variant="subtle" color="gray" onClick={() => put(i, null)}>
                  Take out<VisuallyHidden> tier {i + 1}</VisuallyHidden>
                </Button>
              )}
            </Group>
          </div>
        ))}
        <Button
          size="compact-sm"
          variant="default"
          w="fit-content"
          onClick={() =>
            onChange([
              ...tiers,
              { id: 1 + Math.max(-1, ...tiers.map(({ id }) => id)), atLeast: '', creditPct: '' },
            ])
          }
        >
          Add a tier
        </Button>
      </Stack>
    </Fieldset>
  );
}
