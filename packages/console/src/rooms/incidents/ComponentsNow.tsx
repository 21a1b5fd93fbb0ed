/** How the components are: those named here change with the update, the others stay as they are. */
import { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import { Fieldset, Group, NativeSelect, Text } from '@mantine/core';
import { textIn } from '../../ui/LocalizedField.tsx';
import { useComponents } from '../../ui/names.tsx';
import { TextLink } from '../../ui/RoomLink.tsx';
import { statusLabel } from '../../ui/StatusMark.tsx';

const CHOICES = ComponentStatus.options.filter((status) => status !== 'under_maintenance');

export function ComponentsNow({
  value,
  onChange,
  only,
  legend = 'Which components, and how they are',
  unchanged = 'Not affected',
}: {
  value: Record<string, ComponentStatus>;
  onChange: (value: Record<string, ComponentStatus>) => void;
  /** The components to ask about; all when left out. */
  only?: readonly string[] | undefined;
  legend?: string;
  unchanged?: string;
}) {
  const { data } = useComponents();
  const known = (data?.items ?? []).filter(({ id }) => !only || only.includes(id));
  const choose = (id: string, status: string) => {
    const { [id]: _, ...rest } = value;
    onChange(status ? { ...rest, [id]: status as ComponentStatus } : rest);
  };
  return (
    <Fieldset legend={legend} variant="unstyled">
      {data && known.length === 0 && (
        <Text size="sm" className="quiet">
          There is no component yet. <TextLink to="/components">Add one</TextLink>
        </Text>
      )}
      {known.map(({ id, name }) => (
        <Group key={id} justify="space-between" wrap="nowrap" py={3}>
          <Text size="sm" component="label" htmlFor={`status-${id}`} style={{ overflowWrap: 'anywhere' }}>
            {textIn(name)}
          </Text>
          <NativeSelect
            id={`status-${id}`}
            size="xs"
            w="11rem"
            style={{ flex: 'none' }}
            value={value[id] ?? ''}
            onChange={(event) => choose(id, event.currentTarget.value)}
            data={[
              { value: '', label: unchanged },
              ...CHOICES.map((status) => ({ value: status, label: statusLabel(status) })),
            ]}
          />
        </Group>
      ))}
    </Fieldset>
  );
}
