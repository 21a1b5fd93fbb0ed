/** One question: shown or hidden, put together with another, answered in public. */
import type { QuestionEdit, QuestionView } from '@candor/protocol/questions.ts';
import { Badge, Button, Group, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { patch, put } from '../../api.ts';
import { useSend } from '../../query.ts';
import { ProblemAlert } from '../../ui/states.tsx';

type Props = {
  question: QuestionView;
  /** Those it can be put together with. */
  others: readonly QuestionView[];
  mayEdit: boolean;
  path: string;
};

const STATE = { waiting: 'nobody looked at it', shown: 'on the page', hidden: 'not on the page' } as const;

export function Question({ question, others, mayEdit, path }: Props) {
  const { id, text, state, sameAs, asked, overdue, locale } = question;
  const [said, setSaid] = useState(question.answer?.[locale] ?? question.answer?.['en'] ?? '');
  const edit = useSend((what: QuestionEdit) => patch(`/questions/${id}`, what), { touches: [path] });
  const answer = useSend(
    () => put(`/questions/${id}/answer`, { text: { ...question.answer, [locale]: said.trim() } }),
    { touches: [path] },
  );
  return (
    <article className="card" aria-label={text}>
      <Stack gap="xs">
        <Text fw={600} lang={locale} style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
          {text}
        </Text>
        <Group gap="xs">
          <Badge variant="light">{sameAs ? 'answered with another' : STATE[state]}</Badge>
          {asked > 1 && <Text size="sm">asked {asked} times</Text>}
          {overdue && (
            <Text size="sm" style={{ color: 'var(--state-major_outage)' }}>
              the promised answer is late
            </Text>
          )}
        </Group>
        <ProblemAlert problem={edit.error ?? answer.error} />
        {mayEdit && sameAs === null && state !== 'hidden' && (
          <>
            <Textarea
              label={`Answer, in the language it was asked in (${locale})`}
              lang={locale}
              autosize
              minRows={2}
              value={said}
              onChange={({ currentTarget }) => setSaid(currentTarget.value)}
            />
            <div>
              <Button
                size="compact-sm"
                loading={answer.isPending}
                disabled={said.trim() === ''}
                onClick={() => answer.mutate()}
              >
                {question.answer ? 'Change the public answer' : 'Answer in public'}
              </Button>
            </div>
          </>
        )}
        {mayEdit && (
          <Group gap="xs">
            {state !== 'shown' && (
              <Button size="compact-sm" variant="default" onClick={() => edit.mutate({ state: 'shown' })}>
                Show it
              </Button>
            )}
            {state !== 'hidden' && (
              <Button size="compact-sm" variant="default" onClick={() => edit.mutate({ state: 'hidden' })}>
                Hide it
              </Button>
            )}
            {sameAs !== null && (
              <Button size="compact-sm" variant="default" onClick={() => edit.mutate({ sameAs: null })}>
                Stands by itself
              </Button>
            )}
            {sameAs === null && !question.answer && others.length > 0 && (
              <NativeSelect
                size="xs"
                aria-label="Asks the same as"
                value=""
                data={[
                  { value: '', label: 'Asks the same as …' },
                  ...others.map((other) => ({ value: other.id, label: other.text.slice(0, 80) })),
                ]}
                onChange={({ currentTarget }) => {
                  if (currentTarget.value) edit.mutate({ sameAs: currentTarget.value, state: 'shown' });
                }}
              />
            )}
          </Group>
        )}
      </Stack>
    </article>
  );
}
