/** How your app says who its user is: keys that sign short tokens. And how a reader is forgotten. */
import type { ReaderKey } from '@candor/protocol/prepare.ts';
import { Button, Modal, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { del, type Listed, post } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { useActorName } from '../../ui/names.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { SecretOnce } from '../../ui/SecretOnce.tsx';
import { Empty, Loaded, ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';

type NewReaderKey = ReaderKey & { secret: string };

export default function Readers() {
  const keys = useGet<Listed<ReaderKey>>('/reader-keys');
  const [made, setMade] = useState<NewReaderKey | null>(null);
  const make = useSend(() => post<NewReaderKey>('/reader-keys'), {
    touches: ['/reader-keys'],
    done: setMade,
  });
  const remove = useSend((id: string) => del(`/reader-keys/${id}`), { touches: ['/reader-keys'] });
  const mayEdit = useMay()('prepare:write');
  const nameOf = useActorName();
  const add = mayEdit && (
    <Button loading={make.isPending} onClick={() => make.mutate()}>
      Make a key
    </Button>
  );
  return (
    <div className="page">
      <PageTitle
        title="Readers in your app"
        lead="Your server signs a short-lived token (JWT, HS256, sub and exp) with a key; the elements send it, and progress follows the user. Without it readers are anonymous."
      >
        {(keys.data?.items.length ?? 0) < 2 && add}
      </PageTitle>
      <Stack gap="xl">
        <div>
          <ProblemAlert problem={make.error ?? remove.error} />
          <Loaded of={keys}>
            {({ items }) =>
              items.length === 0 ? (
                <Empty title="No key yet" action={add}>
                  Without one the checklists work for anonymous readers, per browser.
                </Empty>
              ) : (
                <DataTable
                  caption="Reader keys"
                  rows={items}
                  rowKey={({ id }) => id}
                  columns={[
                    { header: 'Key (kid)', cell: ({ id }) => id },
                    {
                      header: 'Made',
                      wide: true,
                      cell: ({ createdAt, createdBy }) => (
                        <>
                          <Time at={createdAt} show="absolute" /> by {nameOf(createdBy)}
                        </>
                      ),
                    },
                    {
                      header: 'Last used',
                      cell: ({ lastUsedAt }) => (lastUsedAt ? <Time at={lastUsedAt} /> : 'never'),
                    },
                    ...(mayEdit
                      ? [
                          {
                            header: 'Action',
                            cell: ({ id }: ReaderKey) => (
                              <ConfirmButton
                                size="compact-sm"
                                question="Tokens signed with this key are refused from now on."
                                confirm="Remove this key"
                                onConfirm={() => remove.mutate(id)}
                              >
                                Remove …
                              </ConfirmButton>
                            ),
                          },
                        ]
                      : []),
                  ]}
                />
              )
            }
          </Loaded>
        </div>
        {mayEdit && <Forget />}
      </Stack>
      <Modal opened={made !== null} onClose={() => setMade(null)} title="A new key">
        {made && (
          <SecretOnce
            label="Secret of the key"
            secret={made.secret}
            hint={`Keep it on your server. Its kid is ${made.id}.`}
            close={() => setMade(null)}
          />
        )}
      </Modal>
    </div>
  );
}

function Forget() {
  const [reader, setReader] = useState('');
  const forget = useSend((who: string) => del(`/readers/${encodeURIComponent(who)}`), {
    touches: ['/checklists', '/policy'],
    done: () => setReader(''),
  });
  return (
    <section className="card" aria-labelledby="forget" style={{ maxWidth: '40rem' }}>
      <Title order={2} fz="h4" id="forget" mb="xs">
        Forget a reader
      </Title>
      <Stack gap="sm">
        <TextInput
          label="Reader"
          description="user: with your own id of the user, or anonymous: with the id that the browser keeps."
          placeholder="user:4711"
          value={reader}
          onChange={({ currentTarget }) => setReader(currentTarget.value)}
        />
        <ProblemAlert problem={forget.error} />
        {forget.isSuccess && (
          <Text role="status" size="sm">
            Forgotten: progress and acceptances of this reader are gone.
          </Text>
        )}
        <ConfirmButton
          w="fit-content"
          disabled={reader.trim() === ''}
          question={`What ${reader.trim()} did and accepted is erased. This cannot be undone.`}
          confirm="Forget this reader"
          loading={forget.isPending}
          onConfirm={() => forget.mutate(reader.trim())}
        >
          Forget …
        </ConfirmButton>
      </Stack>
    </section>
  );
}
