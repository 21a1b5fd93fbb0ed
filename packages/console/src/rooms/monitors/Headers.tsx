/** Request headers. A secret one is written once; afterwards it is shown as kept and can only be replaced. */
import type { MonitorHeader } from '@candor/protocol/watch.ts';
import { ActionIcon, Button, Checkbox, Fieldset, Group, Stack, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { placed } from '../../lib/placed.ts';

export function Headers({
  value,
  onChange,
  errorOf,
}: {
  value: MonitorHeader[];
  onChange: (value: MonitorHeader[]) => void;
  errorOf: (path: string) => string | undefined;
}) {
  const replace = (index: number, change: Partial<MonitorHeader>) =>
    onChange(value.map((each, i) => (i === index ? { ...each, ...change } : each)));
  return (
    <Fieldset legend="Headers" variant="unstyled">
      <Stack gap="xs">
        {placed(value).map(({ item: header, place: index }) => (
          <Group key={index} gap="xs" wrap="nowrap" align="center">
            <TextInput
              size="xs"
              aria-label="Name"
              placeholder="Authorization"
              value={header.name}
              error={errorOf(`target.headers.${index}.name`)}
              onChange={(event) => replace(index, { name: event.currentTarget.value })}
            />
            <TextInput
              size="xs"
              style={{ flex: 1 }}
              aria-label="Value"
              placeholder={header.secret && header.value === null ? 'kept; write to replace' : ''}
              value={header.value ?? ''}
              error={errorOf(`target.headers.${index}.value`)}
              onChange={(event) => replace(index, { value: event.currentTarget.value })}
            />
            <Checkbox
              size="xs"
              label="Secret"
              checked={header.secret}
              onChange={(event) => replace(index, { secret: event.currentTarget.checked })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Leave out the header ${header.name}`}
              onClick={() => onChange(value.filter((_, i) => i !== index))}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        <div>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => onChange([...value, { name: '', value: '', secret: false }])}
          >
            + Header
          </Button>
        </div>
      </Stack>
    </Fieldset>
  );
}
