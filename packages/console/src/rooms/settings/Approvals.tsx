/** Which updates a second person reads before they go out, who may approve, and what happens when nobody does in time. */
import type { TellSettings } from '@candor/protocol/tell.ts';
import { Checkbox, Group, MultiSelect, Radio, Stack, Switch, Text, Title } from '@mantine/core';
import { usePersons } from '../../ui/names.tsx';
import { severityLabel } from '../../ui/Severity.tsx';

type Rules = TellSettings['approvals'];

export function Approvals({
  value,
  readOnly,
  onChange,
}: {
  value: Rules;
  readOnly: boolean;
  onChange: (rules: Rules) => void;
}) {
  const persons = usePersons();
  const set = (change: Partial<Rules>) => onChange({ ...value, ...change });
  const severities = ['1', '2', '3', '4'] as const;
  return (
    <Stack gap="sm">
      <Title order={2} fz="h4" mt="sm">
        A second person reads it first
      </Title>
      <Checkbox.Group
        label="Every update of incidents that are"
        description="None: whoever writes an update publishes it."
        value={value.severities.map(String)}
        onChange={(chosen) =>
          set({
            severities: ([1, 2, 3, 4] as const).filter((severity) => chosen.includes(String(severity))),
          })
        }
      >
        <Group mt={6}>
          {severities.map((severity) => (
            <Checkbox
              key={severity}
              value={severity}
              label={severityLabel(Number(severity))}
              disabled={readOnly}
            />
          ))}
        </Group>
      </Checkbox.Group>
      <Switch
        label="Whatever is said about data or security"
        description="Whoever approves it answers for it, by name, on record."
        disabled={readOnly}
        checked={value.statements}
        onChange={(event) => set({ statements: event.currentTarget.checked })}
      />
      <MultiSelect
        label="Who may approve"
        placeholder={value.personIds.length > 0 ? '' : 'Everybody who may publish, never the author'}
        disabled={readOnly}
        data={persons
          .filter(({ disabledAt, role }) => !disabledAt && role !== 'viewer')
          .map(({ id, name }) => ({ value: id, label: name }))}
        value={value.personIds}
        onChange={(personIds) => set({ personIds })}
        clearable
        searchable
      />
      <Radio.Group
        label="When nobody has read it by the promised time"
        value={value.atDeadline}
        onChange={(chosen) => set({ atDeadline: chosen === 'publish' ? 'publish' : 'note' })}
      >
        <Stack gap={6} mt={6}>
          <Radio
            value="note"
            label="The automatic note goes out, and the text waits on"
            disabled={readOnly}
          />
          <Radio
            value="publish"
            label="The text goes out unapproved, and the record says so"
            disabled={readOnly}
          />
        </Stack>
      </Radio.Group>
      {persons.filter(({ disabledAt, role }) => !disabledAt && role !== 'viewer').length < 2 && (
        <Text size="sm" className="quiet">
          Only one person may publish here: nobody could approve what they write.
        </Text>
      )}
    </Stack>
  );
}
