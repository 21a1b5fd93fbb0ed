/** What a good answer is, as a list of sentences. */
import type { Assertion } from '@candor/protocol/watch.ts';
import {
  ActionIcon,
  Button,
  Fieldset,
  Group,
  NativeSelect,
  NumberInput,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { placed } from '../../lib/placed.ts';

const FRESH: Record<Assertion['type'], Assertion> = {
  status: { type: 'status', oneOf: ['2xx'] },
  body: { type: 'body', operator: 'contains', text: '' },
  header: { type: 'header', name: '', operator: 'exists', value: '' },
  json: { type: 'json', path: '$.status', equals: 'ok' },
  responseTime: { type: 'responseTime', belowMs: 2_000 },
};
const LABELS: Record<Assertion['type'], string> = {
  status: 'Status',
  body: 'Text',
  header: 'Header',
  json: 'JSON value',
  responseTime: 'Answer time',
};

export function Assertions({
  value,
  onChange,
  errorOf,
}: {
  value: Assertion[];
  onChange: (value: Assertion[]) => void;
  errorOf: (path: string) => string | undefined;
}) {
  const replace = (index: number, next: Assertion) =>
    onChange(value.map((each, i) => (i === index ? next : each)));
  return (
    <Fieldset legend="Good when" variant="unstyled">
      <Stack gap="xs">
        {value.length === 0 && (
          <Text size="sm" className="quiet">
            It answers with a 2xx status.
          </Text>
        )}
        {placed(value).map(({ item: assertion, place: index }) => (
          <Group key={`${index} ${assertion.type}`} gap="xs" wrap="nowrap" align="flex-start">
            <div style={{ flex: 1, minWidth: 0 }}>
              <Fields assertion={assertion} onChange={(next) => replace(index, next)} />
              {['oneOf', 'text', 'name', 'path', 'equals', 'belowMs'].map((field) => {
                const message = errorOf(`target.assertions.${index}.${field}`);
                return message ? (
                  <Text key={field} size="xs" c="var(--mantine-color-error)">
                    {message}
                  </Text>
                ) : null;
              })}
            </div>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Leave out: ${LABELS[assertion.type]}`}
              mt={4}
              onClick={() => onChange(value.filter((_, i) => i !== index))}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        <Group gap={4}>
          {(Object.keys(FRESH) as Assertion['type'][]).map((type) => (
            <Button
              key={type}
              size="compact-xs"
              variant="default"
              onClick={() => onChange([...value, FRESH[type]])}
            >
              + {LABELS[type]}
            </Button>
          ))}
        </Group>
      </Stack>
    </Fieldset>
  );
}

function Fields({ assertion, onChange }: { assertion: Assertion; onChange: (next: Assertion) => void }) {
  switch (assertion.type) {
    case 'status':
      return (
        <TextInput
          size="xs"
          aria-label="Status is one of"
          leftSection={<Text size="xs">is</Text>}
          value={assertion.oneOf.join(' ')}
          onChange={(event) =>
            onChange({ ...assertion, oneOf: event.currentTarget.value.split(/[\s,]+/).filter(Boolean) })
          }
        />
      );
    case 'body':
      return (
        <Group gap="xs" wrap="nowrap">
          <NativeSelect
            size="xs"
            aria-label="Text holds or does not hold"
            w="9rem"
            data={[
              { value: 'contains', label: 'holds' },
              { value: 'not_contains', label: 'does not hold' },
            ]}
            value={assertion.operator}
            onChange={(event) =>
              onChange({ ...assertion, operator: event.currentTarget.value as typeof assertion.operator })
            }
          />
          <TextInput
            size="xs"
            aria-label="Text"
            style={{ flex: 1 }}
            value={assertion.text}
            onChange={(event) => onChange({ ...assertion, text: event.currentTarget.value })}
          />
        </Group>
      );
    case 'header':
      return (
        <Group gap="xs" wrap="nowrap">
          <TextInput
            size="xs"
            aria-label="Name of the header"
            placeholder="content-type"
            value={assertion.name}
            onChange={(event) => onChange({ ...assertion, name: event.currentTarget.value })}
          />
          <NativeSelect
            size="xs"
            aria-label="How it is compared"
            w="7rem"
            data={['exists', 'equals', 'contains']}
            value={assertion.operator}
            onChange={(event) =>
              onChange({ ...assertion, operator: event.currentTarget.value as typeof assertion.operator })
            }
          />
          {assertion.operator !== 'exists' && (
            <TextInput
              size="xs"
              aria-label="Value of the header"
              style={{ flex: 1 }}
              value={assertion.value}
              onChange={(event) => onChange({ ...assertion, value: event.currentTarget.value })}
            />
          )}
        </Group>
      );
    case 'json':
      return (
        <Group gap="xs" wrap="nowrap">
          <TextInput
            size="xs"
            aria-label="Path in the JSON"
            value={assertion.path}
            onChange={(event) => onChange({ ...assertion, path: event.currentTarget.value })}
          />
          <Text size="sm">is</Text>
          <TextInput
            size="xs"
            aria-label="Expected value"
            style={{ flex: 1 }}
            value={assertion.equals === null ? 'null' : String(assertion.equals)}
            onChange={(event) => onChange({ ...assertion, equals: jsonValue(event.currentTarget.value) })}
          />
        </Group>
      );
    case 'responseTime':
      return (
        <NumberInput
          size="xs"
          aria-label="Answers within, in milliseconds"
          suffix=" ms"
          min={1}
          step={100}
          value={assertion.belowMs}
          onChange={(ms) => typeof ms === 'number' && onChange({ ...assertion, belowMs: ms })}
        />
      );
  }
}

/** `true`, `null` and numbers are themselves; anything else is a text. */
function jsonValue(text: string): string | number | boolean | null {
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
