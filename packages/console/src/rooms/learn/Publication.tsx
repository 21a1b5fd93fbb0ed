/** Where the postmortem stands, and its one deliberate step: to the public, first whole and later as corrections. */
import type { StoredPostmortem } from '@candor/protocol/learn.ts';
import type { PostmortemDocument } from '@candor/protocol/postmortem.ts';
import { Anchor, Button, Group, NativeSelect, Stack, Text, Textarea, Title } from '@mantine/core';
import { useState } from 'react';
import { serverNowMs } from '../../api.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { PersonSelect } from '../../ui/names.tsx';
import { ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { useEditor } from './context.ts';
import type { usePostmortemChanges } from './data.ts';

type Props = {
  stored: StoredPostmortem;
  document: PostmortemDocument;
  unsaved: boolean;
  onChange: (document: PostmortemDocument) => void;
  publish: ReturnType<typeof usePostmortemChanges>['publish'];
  onPublished: (stored: StoredPostmortem) => void;
};

export function Publication({ stored, document, unsaved, onChange, publish, onPublished }: Props) {
  const { findings, mayEdit } = useEditor();
  const [correction, setCorrection] = useState('');
  const { incidentId, publishedAt, version } = stored;
  const isPublic = publishedAt !== null;
  // A finding that a correction itself mends must not keep the correction away.
  const blocking = findings.filter(({ level, rule }) => level === 'block' && !(isPublic && rule === 'PM15'));
  const changed = isPublic && document.editedAt !== null;
  const why = unsaved
    ? 'Save first: what is published is the saved text.'
    : blocking.length > 0
      ? `${blocking.length} ${blocking.length === 1 ? 'finding blocks' : 'findings block'} it.`
      : isPublic && !changed
        ? 'The public reads this text already.'
        : null;
  const send = () =>
    publish.mutate(isPublic ? correction.trim() : null, {
      onSuccess: (next) => {
        setCorrection('');
        onPublished(next);
      },
    });
  return (
    <section className="card" aria-labelledby="publication">
      <Title order={2} fz="h4" id="publication" mb="xs">
        Publication
      </Title>
      <Stack gap="sm">
        <Text size="sm">
          {isPublic ? (
            <>
              Public since <Time at={publishedAt} show="absolute" />, version {version}.{' '}
              <Anchor href={`/incidents/${incidentId}/postmortem`} fz="sm" underline="always">
                Read it as the public does
              </Anchor>
            </>
          ) : (
            'Not public yet.'
          )}
        </Text>
        {mayEdit && (
          <>
            <PersonSelect
              label="Owner of this postmortem"
              value={document.owner}
              onChange={(owner) => onChange({ ...document, owner })}
            />
            {!isPublic && (
              <NativeSelect
                label="Where it stands"
                data={[
                  { value: 'draft', label: 'Draft' },
                  { value: 'in-review', label: 'In review' },
                  { value: 'reviewed', label: 'Reviewed' },
                ]}
                value={document.status}
                onChange={({ currentTarget: { value: status } }) =>
                  onChange({
                    ...document,
                    status: status as PostmortemDocument['status'],
                    reviewedAt: status === 'reviewed' ? new Date(serverNowMs()).toISOString() : null,
                  })
                }
              />
            )}
            {changed && (
              <Textarea
                label="What this correction changes"
                description="Everybody reads it beneath the postmortem."
                autosize
                minRows={2}
                value={correction}
                onChange={({ currentTarget }) => setCorrection(currentTarget.value)}
              />
            )}
            <Group gap="sm">
              <ConfirmButton
                variant="filled"
                danger={false}
                loading={publish.isPending}
                disabled={why !== null || (isPublic && correction.trim() === '')}
                question="Everybody can read it from then on. Later changes are published as corrections."
                confirm={isPublic ? 'Publish the correction' : 'Publish the postmortem'}
                onConfirm={send}
              >
                {isPublic ? 'Publish a correction' : 'Publish'}
              </ConfirmButton>
            </Group>
            {why && (
              <Text size="sm" className="quiet">
                {why}
              </Text>
            )}
          </>
        )}
        <ProblemAlert problem={publish.error} />
        <Group gap="sm">
          {(['internal', 'public'] as const).map((audience) => (
            <Button
              key={audience}
              component="a"
              size="compact-sm"
              variant="default"
              download={`postmortem-${incidentId}-${audience}.md`}
              href={`/api/v1/incidents/${incidentId}/postmortem/markdown?audience=${audience}`}
            >
              Markdown, {audience}
            </Button>
          ))}
        </Group>
      </Stack>
    </section>
  );
}
