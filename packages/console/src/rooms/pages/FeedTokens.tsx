/** Addresses for feed readers of a private page: made for one reader each, shown once, ended one by one. */
import type { Page } from '@candor/protocol/catalog.ts';
import type { FeedToken } from '@candor/protocol/pages.ts';
import { Group, Modal, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { del, post } from '../../api.ts';
import { useSend } from '../../query.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { FormShell } from '../../ui/FormShell.tsx';
import { SecretOnce } from '../../ui/SecretOnce.tsx';
import { ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { addressOf } from './data.ts';

export function FeedTokens({
  page,
  tokens,
  locked,
}: {
  page: Page;
  tokens: readonly FeedToken[];
  locked: boolean;
}) {
  const [label, setLabel] = useState('');
  const [secret, setSecret] = useState<string | null>(null);
  const path = `/pages/${page.id}/feed-tokens`;
  const add = useSend(() => post<FeedToken & { token: string }>(path, { label }), {
    touches: ['/pages'],
    done: ({ token }) => {
      setSecret(new URL(`feed.atom?token=${token}`, new URL(addressOf(page), location.href)).href);
      setLabel('');
    },
  });
  const end = useSend((id: string) => del(`${path}/${id}`), { touches: ['/pages'] });
  return (
    <section className="card" aria-labelledby="feeds">
      <Title order={2} fz="h5" id="feeds" mb="xs">
        Feed addresses
      </Title>
      <Text size="sm" className="quiet" mb="sm">
        A feed reader cannot sign in. Who has such an address can read the page’s feeds, and nothing else.
      </Text>
      {tokens.map(({ id, label: name, createdAt }) => (
        <Group key={id} justify="space-between" py={4}>
          <Text size="sm">
            {name}, <Time at={createdAt} />
          </Text>
          {!locked && (
            <ConfirmButton
              size="compact-xs"
              question={`The address of “${name}” answers no more.`}
              confirm="End it"
              onConfirm={() => end.mutate(id)}
            >
              End …
            </ConfirmButton>
          )}
        </Group>
      ))}
      <ProblemAlert problem={end.error} />
      {!locked && (
        <FormShell
          submit="Make an address"
          pending={add.isPending}
          problem={add.error}
          onSubmit={() => add.mutate()}
        >
          <TextInput
            label="For whom"
            value={label}
            onChange={({ currentTarget }) => setLabel(currentTarget.value)}
          />
        </FormShell>
      )}
      <Modal opened={secret !== null} onClose={() => setSecret(null)} title="The feed’s address">
        {secret && (
          <SecretOnce
            label="Address"
            secret={secret}
            hint="feed.rss and feed.json work with the same token."
            close={() => setSecret(null)}
          />
        )}
      </Modal>
    </section>
  );
}
