/** One item: something to do, the policy to accept, or a question with one right answer. */
import type { ChecklistItem as Item } from '@candor/protocol/prepare.ts';
import { Button, Checkbox, Group, NativeSelect, Radio, Stack, TextInput } from '@mantine/core';
import { LocalizedField, writtenText } from '../../ui/LocalizedField.tsx';
import { freshId } from './fresh-id.ts';

const KINDS: [Item['kind'], string][] = [
  ['step', 'A step: they do it and tick it off'],
  ['policy', 'The policy: ticking accepts it'],
  ['question', 'A question with one right answer'],
];

type Props = {
  item: Item;
  set: (change: Partial<Item>) => void;
  errorOf: (path: string) => string | undefined;
};

export function ChecklistItem({ item, set, errorOf }: Props) {
  const { kind, title, text, url, needsPolicy, feedback } = item;
  const become = (next: Item['kind']) =>
    set({
      kind: next,
      needsPolicy: next === 'policy' ? true : needsPolicy,
      options:
        next === 'question'
          ? [
              { id: 'option-1', text: { en: '' }, right: true },
              { id: 'option-2', text: { en: '' }, right: false },
            ]
          : [],
    });
  return (
    <>
      <NativeSelect
        label="Kind"
        value={kind}
        data={KINDS.map(([value, label]) => ({ value, label }))}
        onChange={({ currentTarget }) =>
          become(KINDS.find(([value]) => value === currentTarget.value)?.[0] ?? 'step')
        }
      />
      <LocalizedField
        label={kind === 'question' ? 'Question' : 'Title'}
        value={title}
        error={errorOf('title') ?? errorOf('title.en')}
        onChange={(value) => set({ title: value })}
      />
      <LocalizedField
        label="Text"
        lines={2}
        value={text ?? {}}
        error={errorOf('text')}
        onChange={(value) => set({ text: writtenText(value) })}
      />
      {kind !== 'policy' && (
        <TextInput
          label="Where it is done or read"
          description="A link that begins with https:// or /; optional."
          value={url ?? ''}
          error={errorOf('url')}
          onChange={({ currentTarget }) => set({ url: currentTarget.value.trim() || null })}
        />
      )}
      {kind === 'question' && <Options item={item} set={set} errorOf={errorOf} />}
      {kind === 'question' && (
        <LocalizedField
          label="What to read after a wrong answer"
          lines={2}
          value={feedback ?? {}}
          error={errorOf('feedback')}
          onChange={(value) => set({ feedback: writtenText(value) })}
        />
      )}
      {kind !== 'policy' && (
        <Checkbox
          label="Shown only once a policy is published"
          checked={needsPolicy}
          onChange={({ currentTarget }) => set({ needsPolicy: currentTarget.checked })}
        />
      )}
    </>
  );
}

function Options({ item: { id, options }, set, errorOf }: Props) {
  return (
    <Radio.Group
      label="Answers"
      description="Mark the one that is right. Which one that is never leaves Candor."
      error={errorOf('options')}
      name={`right-${id}`}
      value={options.find(({ right }) => right)?.id ?? null}
      onChange={(chosen) => set({ options: options.map((each) => ({ ...each, right: each.id === chosen })) })}
    >
      <Stack gap="sm" mt="xs">
        {options.map((option, i) => (
          <Group key={option.id} align="start" wrap="nowrap">
            <Radio value={option.id} mt={30} aria-label={`Answer ${i + 1} is right`} />
            <div style={{ flex: 1 }}>
              <LocalizedField
                label={`Answer ${i + 1}`}
                value={option.text}
                error={errorOf(`options.${i}.text`)}
                onChange={(text) =>
                  set({ options: options.map((each) => (each === option ? { ...each, text } : each)) })
                }
              />
            </div>
            {options.length > 2 && (
              <Button
                size="compact-sm"
                variant="subtle"
                color="gray"
                mt={28}
                onClick={() => set({ options: options.filter((each) => each !== option) })}
              >
                Take out
              </Button>
            )}
          </Group>
        ))}
        {options.length < 10 && (
          <Button
            size="compact-sm"
            variant="default"
            w="fit-content"
            onClick={() =>
              set({
                options: [
                  ...options,
                  {
                    id: freshId('option'),
                    text: { en: '' },
                    right: false,
                  },
                ],
              })
            }
          >
            Add an answer
          </Button>
        )}
      </Stack>
    </Radio.Group>
  );
}
