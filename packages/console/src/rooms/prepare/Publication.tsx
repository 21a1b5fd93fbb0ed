/** What publishing the saved draft would change for readers, and the one deliberate step that does it. */
import type { PolicyPublication, PolicyView } from '@candor/protocol/prepare.ts';
import { Checkbox, Stack, Text, TextInput, Title } from '@mantine/core';
import { post } from '../../api.ts';
import { useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { useForm } from '../../ui/form.ts';
import { ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { Changes } from './Changes.tsx';

export function Publication({ policy }: { policy: PolicyView }) {
  const { published, changes, shipped } = policy;
  const mayEdit = useMay()('prepare:write');
  const publish = useSend((body: PolicyPublication) => post('/policy/versions', body), {
    touches: ['/policy'],
    done: () => form.reset(),
  });
  const form = useForm({ note: '', significant: true }, publish.error);
  const { note, significant } = form.values;
  return (
    <section className="card" aria-labelledby="publication">
      <Title order={2} fz="h4" id="publication" mb="xs">
        Publication
      </Title>
      <Stack gap="sm">
        <Text size="sm">
          {published ? (
            <>
              Version {published.version} is public since <Time at={published.publishedAt} show="absolute" />
              {`; ${published.accepted.toLocaleString('en')} accepted it.`}
            </>
          ) : (
            'Nothing is public yet.'
          )}
          {shipped &&
            ' The draft is the one that comes with Candor: read it and mend it before you publish it.'}
        </Text>
        {changes.length === 0 ? (
          <Text size="sm" className="quiet">
            The saved draft says what the public reads already.
          </Text>
        ) : (
          <>
            {published && (
              <>
                <Title order={3} fz="md">
                  Publishing changes
                </Title>
                <Changes changes={changes} />
              </>
            )}
            {mayEdit && (
              <>
                {published && (
                  <TextInput
                    label="What changed, for readers"
                    description="One line; optional."
                    {...form.text('note')}
                  />
                )}
                {published && (
                  <Checkbox
                    label="Ask those who accepted an earlier version again"
                    description="Not for a corrected typing error."
                    {...form.checked('significant')}
                  />
                )}
                <ProblemAlert problem={publish.error} />
                <ConfirmButton
                  variant="filled"
                  danger={false}
                  w="fit-content"
                  loading={publish.isPending}
                  question="Everybody can read it from then on. Earlier versions stay readable."
                  confirm={`Publish version ${(published?.version ?? 0) + 1}`}
                  onConfirm={() =>
                    publish.mutate({ note: note.trim() ? { en: note.trim() } : null, significant })
                  }
                >
                  Publish
                </ConfirmButton>
              </>
            )}
          </>
        )}
      </Stack>
    </section>
  );
}
