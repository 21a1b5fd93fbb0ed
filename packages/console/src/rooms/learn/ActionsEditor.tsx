/** Section 9: what will change, each action with an owner, a due date and a test that tells when it is done. */
import type { Action, Factor } from '@candor/protocol/postmortem.ts';
import {
  Button,
  Checkbox,
  Fieldset,
  Group,
  NativeSelect,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { PersonSelect } from '../../ui/names.tsx';
import { useEditor } from './context.ts';
import { FindingsHere } from './Findings.tsx';
import { newId } from './ids.ts';
import { placeId } from './places.ts';

const TYPES = [
  { value: 'prevent', label: 'Prevent it' },
  { value: 'detect', label: 'Detect it sooner' },
  { value: 'mitigate', label: 'Make it hurt less' },
  { value: 'communicate', label: 'Tell people better' },
];

const PATH = 'sections.actions';

const blank = (): Action => ({
  id: newId('act'),
  title: '',
  owner: null,
  dueOn: null,
  type: 'prevent',
  completionTest: null,
  factorIds: [],
  doneAt: null,
  proof: null,
});

export function ActionsEditor({
  actions,
  factors,
  onChange,
}: {
  actions: readonly Action[];
  factors: readonly Factor[];
  onChange: (actions: Action[]) => void;
}) {
  const { mayEdit } = useEditor();
  const put = (i: number, action: Action | null) =>
    onChange(actions.flatMap((old, at) => (at === i ? (action ? [action] : []) : [old])));
  return (
    <Stack id={placeId(PATH)}>
      {actions.length === 0 && (
        <Text size="sm" c="dimmed">
          No action yet. Each contributing factor needs at least one: begin it with a verb, such as “Limit the
          connections of the shop”.
        </Text>
      )}
      {actions.map((action, i) => (
        <ActionFields
          key={action.id}
          action={action}
          factors={factors}
          number={i + 1}
          path={`${PATH}[${i}]`}
          onChange={(next) => put(i, next)}
        />
      ))}
      <FindingsHere path={PATH} exact />
      {mayEdit && (
        <Button variant="default" w="fit-content" onClick={() => onChange([...actions, blank()])}>
          Add an action
        </Button>
      )}
    </Stack>
  );
}

type FieldsProps = {
  action: Action;
  factors: readonly Factor[];
  number: number;
  path: string;
  onChange: (action: Action | null) => void;
};

function ActionFields({ action, factors, number, path, onChange }: FieldsProps) {
  const { mayEdit } = useEditor();
  const set = (change: Partial<Action>) => onChange({ ...action, ...change });
  return (
    <Fieldset legend={`Action ${number}`} id={placeId(path)} disabled={!mayEdit}>
      <Stack gap="sm">
        <TextInput
          id={placeId(`${path}.title`)}
          label="What is done"
          description="Begin with a verb."
          value={action.title}
          onChange={({ currentTarget }) => set({ title: currentTarget.value })}
        />
        <Group grow align="start" preventGrowOverflow={false}>
          <div style={{ minWidth: '10rem' }}>
            <PersonSelect
              label="Owner"
              value={action.owner}
              onChange={(owner) => set({ owner })}
              disabled={!mayEdit}
            />
          </div>
          <TextInput
            id={placeId(`${path}.dueOn`)}
            type="date"
            label="Due on"
            value={action.dueOn ?? ''}
            onChange={({ currentTarget }) => set({ dueOn: currentTarget.value || null })}
            miw={150}
          />
          <NativeSelect
            label="Kind"
            data={TYPES}
            value={action.type}
            onChange={({ currentTarget }) => set({ type: currentTarget.value as Action['type'] })}
            miw={160}
          />
        </Group>
        <Textarea
          id={placeId(`${path}.completionTest`)}
          label="How anybody can tell that it is done"
          autosize
          minRows={1}
          value={action.completionTest ?? ''}
          onChange={({ currentTarget }) => set({ completionTest: currentTarget.value || null })}
        />
        {factors.length > 0 && (
          <Checkbox.Group
            label="Which factors it answers"
            value={action.factorIds}
            onChange={(factorIds) => set({ factorIds })}
          >
            <Stack gap={6} mt={6}>
              {factors.map((factor) => (
                <Checkbox
                  key={factor.id}
                  value={factor.id}
                  label={factor.title || 'A factor without a title'}
                />
              ))}
            </Stack>
          </Checkbox.Group>
        )}
        <FindingsHere path={path} />
        {mayEdit && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            w="fit-content"
            onClick={() => onChange(null)}
          >
            Take out action {number}
          </Button>
        )}
      </Stack>
    </Fieldset>
  );
}
