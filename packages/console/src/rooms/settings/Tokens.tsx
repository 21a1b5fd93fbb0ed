/** API tokens: for programs, with scopes as narrow as their work. A secret is shown once. */
import type { ApiToken } from '@candor/protocol/people.ts';
import { Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { del, type Listed } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { useActorName } from '../../ui/names.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Empty, Loaded, ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { TokenForm } from './TokenForm.tsx';

export default function Tokens() {
  const tokens = useGet<Listed<ApiToken>>('/tokens');
  const [making, make] = useDisclosure(false);
  const revoke = useSend((id: string) => del(`/tokens/${id}`), { touches: ['/tokens'] });
  const nameOf = useActorName();
  const add = <Button onClick={make.open}>Make a token</Button>;
  return (
    <div className="page">
      <PageTitle title="API tokens" lead="Everything the console does, a program can do with a token.">
        {add}
      </PageTitle>
      <ProblemAlert problem={revoke.error} />
      <Loaded of={tokens}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No token yet" action={add}>
              A program that opens incidents, reads facts or imports customers needs one. The description of
              the API is at /api/openapi.json.
            </Empty>
          ) : (
            <DataTable
              caption="API tokens"
              rows={items}
              rowKey={({ id }) => id}
              filter={({ name, scopes }) => `${name} ${scopes.join(' ')}`}
              columns={[
                { header: 'Name', cell: ({ name }) => name },
                { header: 'Scopes', wide: true, cell: ({ scopes }) => scopes.join(', ') },
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
                {
                  header: 'Good until',
                  wide: true,
                  cell: ({ expiresAt, revokedAt }) =>
                    revokedAt ? (
                      'revoked'
                    ) : expiresAt ? (
                      <Time at={expiresAt} show="absolute" />
                    ) : (
                      'revoked by hand'
                    ),
                },
                {
                  header: 'Action',
                  cell: ({ id, name, revokedAt }) =>
                    revokedAt ? null : (
                      <ConfirmButton
                        size="compact-sm"
                        question={`Programs that use “${name}” are refused from now on.`}
                        confirm="Revoke this token"
                        onConfirm={() => revoke.mutate(id)}
                      >
                        Revoke …
                      </ConfirmButton>
                    ),
                },
              ]}
            />
          )
        }
      </Loaded>
      <Modal opened={making} onClose={make.close} title="Make a token" size="lg">
        <TokenForm close={make.close} />
      </Modal>
    </div>
  );
}
