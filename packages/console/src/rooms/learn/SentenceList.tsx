/** A list of sentences, each with its evidence. What a person rewrites is theirs: it no longer counts as drafted. */
import type { Sentence } from '@candor/protocol/postmortem.ts';
import { Button, Group, Stack, Text, Textarea, VisuallyHidden } from '@mantine/core';
import { useEditor } from './context.ts';
import { Evidence } from './Evidence.tsx';
import { FindingsHere } from './Findings.tsx';
import { placeId } from './places.ts';

type Props = {
  /** What one sentence is called, for its label: "Summary". */
  label: string;
  path: string;
  sentences: readonly Sentence[];
  onChange: (sentences: Sentence[]) => void;
  hint?: string;
};

const written = (text: string): Sentence => ({ text, evidence: [], origin: 'person' });

export function SentenceList({ label, path, sentences, onChange, hint }: Props) {
  const { mayEdit } = useEditor();
  const replace = (i: number, sentence: Sentence | null) =>
    onChange(sentences.flatMap((old, at) => (at === i ? (sentence ? [sentence] : []) : [old])));
  return (
    <Stack gap="sm" id={placeId(path)}>
      {sentences.length === 0 && hint && (
        <Text size="sm" c="dimmed">
          {hint}
        </Text>
      )}
      {sentences.map((sentence, i) => (
        <div key={placeId(`${path}[${i}]`)}>
          <Textarea
            id={placeId(`${path}[${i}]`)}
            aria-label={`${label}, sentence ${i + 1}`}
            autosize
            minRows={1}
            value={sentence.text}
            readOnly={!mayEdit}
            onChange={({ currentTarget: { value } }) =>
              replace(i, { ...sentence, text: value, origin: 'person' })
            }
          />
          <Group justify="space-between" mt={4} gap="xs">
            <Evidence ids={sentence.evidence} origin={sentence.origin} />
            {mayEdit && (
              <Button size="compact-xs" variant="subtle" color="gray" onClick={() => replace(i, null)}>
                Take out
                <VisuallyHidden>
                  {' '}
                  sentence {i + 1} of {label}
                </VisuallyHidden>
              </Button>
            )}
          </Group>
          <FindingsHere path={`${path}[${i}]`} />
        </div>
      ))}
      <FindingsHere path={path} exact />
      {mayEdit && (
        <Button
          size="compact-sm"
          variant="default"
          w="fit-content"
          onClick={() => onChange([...sentences, written('')])}
        >
          Add a sentence<VisuallyHidden> to {label}</VisuallyHidden>
        </Button>
      )}
    </Stack>
  );
}
