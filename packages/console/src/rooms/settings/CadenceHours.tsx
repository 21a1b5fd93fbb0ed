/** In which hours the time between two words runs: which severities keep business hours, and when those are. */
import type { TellSettings } from '@candor/protocol/tell.ts';
import { Autocomplete, Button, Group, NativeSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { placed } from '../../lib/placed.ts';
import { severityLabel } from '../../ui/Severity.tsx';

const SEVERITIES = [1, 2, 3, 4] as const;
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

type Values = Pick<TellSettings, 'cadenceHours' | 'businessHours'>;

export function CadenceHours({
  values: { cadenceHours, businessHours },
  onChange,
  errorOf,
  locked,
}: {
  values: Values;
  onChange: (change: Partial<Values>) => void;
  errorOf: (path: string) => string | undefined;
  locked: boolean;
}) {
  const set = (change: Partial<Values['businessHours']>) =>
    onChange({ businessHours: { ...businessHours, ...change } });
  const { days } = businessHours;
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        {SEVERITIES.map((severity) => (
          <NativeSelect
            key={severity}
            label={severityLabel(severity)}
            disabled={locked}
            data={[
              { value: 'all', label: 'At all hours' },
              { value: 'business', label: 'Business hours' },
            ]}
            value={cadenceHours[severity]}
            onChange={({ currentTarget }) =>
              onChange({
                cadenceHours: {
                  ...cadenceHours,
                  [severity]: currentTarget.value === 'business' ? 'business' : 'all',
                },
              })
            }
          />
        ))}
      </SimpleGrid>
      {SEVERITIES.some((severity) => cadenceHours[severity] === 'business') && (
        <>
          <Text size="sm" className="quiet">
            A promise never falls outside of these hours, and the public reads why it takes longer.
          </Text>
          <Autocomplete
            label="Time zone of the business hours"
            data={Intl.supportedValuesOf('timeZone')}
            limit={30}
            readOnly={locked}
            value={businessHours.timeZone}
            error={errorOf('businessHours.timeZone')}
            onChange={(timeZone) => set({ timeZone })}
          />
          {placed(days).map(({ item, place }) => {
            const change = (more: Partial<(typeof days)[number]>) =>
              set({ days: days.map((each, i) => (i === place ? { ...each, ...more } : each)) });
            return (
              <Group key={place} gap="xs" wrap="nowrap">
                <NativeSelect
                  aria-label={`Day ${place + 1}`}
                  style={{ flex: '1 1 0', maxWidth: '12rem' }}
                  disabled={locked}
                  data={DAYS.map((label, i) => ({ value: String(i + 1), label }))}
                  value={String(item.day)}
                  onChange={({ currentTarget }) => change({ day: Number(currentTarget.value) })}
                />
                <TextInput
                  aria-label={`From, day ${place + 1}`}
                  w="5rem"
                  readOnly={locked}
                  value={item.from}
                  error={errorOf(`businessHours.days.${place}.from`)}
                  onChange={({ currentTarget }) => change({ from: currentTarget.value })}
                />
                <TextInput
                  aria-label={`Until, day ${place + 1}`}
                  w="5rem"
                  readOnly={locked}
                  value={item.until}
                  error={errorOf(`businessHours.days.${place}.until`)}
                  onChange={({ currentTarget }) => change({ until: currentTarget.value })}
                />
                <Button
                  size="compact-xs"
                  variant="subtle"
                  disabled={locked}
                  aria-label={`Remove day ${place + 1}`}
                  onClick={() => set({ days: days.filter((_, i) => i !== place) })}
                >
                  Remove
                </Button>
              </Group>
            );
          })}
          <Group>
            <Button
              size="compact-sm"
              variant="default"
              disabled={locked}
              onClick={() => set({ days: [...days, { day: 6, from: '09:00', until: '12:00' }] })}
            >
              + Hours
            </Button>
          </Group>
          <TextInput
            label="Holidays"
            description="Days such as 2026-12-25, with spaces between."
            readOnly={locked}
            defaultValue={businessHours.holidays.join(' ')}
            error={errorOf('businessHours.holidays') ?? errorOf('businessHours.holidays.0')}
            onChange={({ currentTarget }) =>
              set({ holidays: currentTarget.value.split(/[\s,]+/).filter(Boolean) })
            }
          />
        </>
      )}
    </Stack>
  );
}
