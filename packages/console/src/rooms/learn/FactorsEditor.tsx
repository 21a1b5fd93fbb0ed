/** Section 5: what made it possible, worse or long. Factors in the plural; nobody is one of them. */
import type { Factor, Sentence } from '@candor/protocol/postmortem.ts';
import { Button, Fieldset, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useEditor } from './context.ts';
import { Evidence } from './Evidence.tsx';
import { FindingsHere } from './Findings.tsx';
import { newId } from './ids.ts';
import { placeId } from './places.ts';
import { SentenceList } from './SentenceList.tsx';

type Value = { trigger: Sentence | null; factors: Factor[] };

const PATH = 'sections.factors.factors';

export function FactorsEditor({ value, onChange }: { value: Value; onChange: (value: Value) => void }) {
  const { mayEdit } = useEditor();
  const put = (i: number, factor: Factor | null) =>
    onChange({
      ...value,
      factors: value.factors.flatMap((old, at) => (at === i ? (factor ? [factor] : []) : [old])),
    });
  const add = () =>
    onChange({
      ...value,
      factors: [...value.factors, { id: newId('factor'), title: '', text: null, evidence: [] }],
    });
  return (
    <Stack>
      <Text fw={600} component="h3" fz="md">
        Trigger
      </Text>
      <SentenceList
        label="Trigger"
        path="sections.factors.trigger"
        sentences={value.trigger ? [value.trigger] : []}
        onChange={(sentences) => onChange({ ...value, trigger: sentences.at(-1) ?? null })}
        hint="What set it off, if that is known: a change, a load, a date."
      />
      <Text fw={600} component="h3" fz="md">
        Contributing factors
      </Text>
      <Stack id={placeId(PATH)}>
        {value.factors.length === 0 && (
          <Text size="sm" c="dimmed">
            Ask what made it possible, what made it worse and what made it last.
          </Text>
        )}
        {value.factors.map((factor, i) => (
          <Fieldset
            key={factor.id}
            legend={`Factor ${i + 1}`}
            id={placeId(`${PATH}[${i}]`)}
            disabled={!mayEdit}
          >
            <Stack gap="sm">
              <TextInput
                label="The factor in one sentence"
                value={factor.title}
                onChange={({ currentTarget }) => put(i, { ...factor, title: currentTarget.value })}
              />
              <Textarea
                label="More about it"
                autosize
                minRows={1}
                value={factor.text ?? ''}
                onChange={({ currentTarget }) => put(i, { ...factor, text: currentTarget.value || null })}
              />
              <Evidence ids={factor.evidence} />
              <FindingsHere path={`${PATH}[${i}]`} />
              {mayEdit && (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  color="gray"
                  w="fit-content"
                  onClick={() => put(i, null)}
                >
                  Take out factor {i + 1}
                </Button>
              )}
            </Stack>
          </Fieldset>
        ))}
        <FindingsHere path={PATH} exact />
        {mayEdit && (
          <Button variant="default" w="fit-content" onClick={add}>
            Add a factor
          </Button>
        )}
      </Stack>
    </Stack>
  );
}
