/** To whom it is written: everybody who asked, or some only. The page shows it to everybody all the same. */
import type { AudiencePreview, UpdateAudience } from '@candor/protocol/told.ts';
import { MultiSelect, SimpleGrid, Stack, Switch, Text } from '@mantine/core';

const TRAITS = {
  plans: 'Only these plans',
  segments: 'Only these segments',
  regions: 'Only these regions',
} as const;
type Trait = keyof typeof TRAITS;

export function AudiencePicker({
  value,
  known,
  onChange,
}: {
  value: UpdateAudience | null;
  known: AudiencePreview['known'];
  onChange: (audience: UpdateAudience | null) => void;
}) {
  const change = (part: { [K in keyof UpdateAudience]: UpdateAudience[K] | undefined }) => {
    const kept = Object.entries({ ...value, ...part }).filter(([, each]) =>
      Array.isArray(each) ? each.length > 0 : each,
    );
    onChange(kept.length > 0 ? Object.fromEntries(kept) : null);
  };
  const offered = (Object.keys(TRAITS) as Trait[]).filter(
    (trait) => known[trait].length > 0 || (value?.[trait] ?? []).length > 0,
  );
  return (
    <Stack gap="xs">
      <Switch
        label="Only those who are affected"
        description="By what was measured, or because they chose what is broken"
        checked={value?.affectedOnly ?? false}
        onChange={(event) => change({ affectedOnly: event.currentTarget.checked })}
      />
      {offered.length > 0 && (
        <SimpleGrid cols={{ base: 1, sm: offered.length }}>
          {offered.map((trait) => (
            <MultiSelect
              key={trait}
              label={TRAITS[trait]}
              placeholder={value?.[trait] ? '' : 'All'}
              data={[...new Set([...known[trait], ...(value?.[trait] ?? [])])]}
              value={value?.[trait] ?? []}
              onChange={(names) => change({ [trait]: names })}
              clearable
              searchable
            />
          ))}
        </SimpleGrid>
      )}
      {value && (
        <Text size="sm" className="quiet">
          Others are not written to. Everybody reads it on the page and in the feeds, and the record says to
          whom it was written.
        </Text>
      )}
    </Stack>
  );
}
