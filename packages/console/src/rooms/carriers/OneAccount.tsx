/** One account: a check that tells nobody, its settings, and for the house's own accounts whether it is told things. */
import type { AccountFinding, CarrierAccount, CarrierView } from '@candor/protocol/carriers.ts';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { del, type Listed, patch, post } from '../../api.ts';
import { placed } from '../../lib/placed.ts';
import { useGet, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { Callout } from '../../ui/Callout.tsx';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink, useParam } from '../../ui/RoomLink.tsx';
import { Snippet } from '../../ui/Snippet.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { Loaded, ProblemAlert } from '../../ui/states.tsx';
import { AccountForm } from './AccountForm.tsx';
import type { Given } from './fields.ts';
import { SetUp } from './SetUp.tsx';

export default function OneAccount() {
  const account = useGet<CarrierAccount>(`/carrier-accounts/${useParam('accountId')}`);
  const carriers = useGet<Listed<CarrierView>>('/carriers', {}, { everyMs: 10_000 });
  return (
    <div className="page narrow">
      <Loaded of={account}>
        {(found) => (
          <Loaded of={carriers}>
            {({ items }) => {
              const carrier = items.find(({ name }) => name === found.carrier);
              return carrier ? <Inside account={found} carrier={carrier} /> : null;
            }}
          </Loaded>
        )}
      </Loaded>
    </div>
  );
}

function Inside({ account, carrier }: { account: CarrierAccount; carrier: CarrierView }) {
  const navigate = useNavigate();
  const mayEdit = useMay()('carriers:write');
  const path = `/carrier-accounts/${account.id}`;
  const touches = ['/carriers', '/carrier-accounts'];
  const provider = carrier.providers.find(({ name }) => name === account.provider);
  const check = useSend(() => post<Listed<AccountFinding>>(`${path}/checks`), { touches: [] });
  const save = useSend((given: Given) => patch<CarrierAccount>(path, given), { touches });
  const remove = useSend(() => del(path), {
    touches,
    done: () => void navigate({ to: `/carriers/${carrier.name}` }),
  });
  return (
    <>
      <PageTitle
        title={account.name}
        back={<TextLink to={`/carriers/${carrier.name}`}>{carrier.title}</TextLink>}
        lead={provider?.detail}
      >
        {mayEdit && (
          <Button loading={check.isPending} onClick={() => check.mutate()}>
            Check it
          </Button>
        )}
      </PageTitle>
      <Stack gap="md">
        <ProblemAlert problem={check.error ?? remove.error} />
        {check.data && <Findings findings={check.data.items} />}
        {account.address !== null && <Told account={account} address={account.address} />}
        {provider && (
          <section className="card" aria-label="Settings">
            <AccountForm
              key={account.updatedAt}
              provider={provider}
              account={account}
              submit="Save"
              pending={save.isPending}
              problem={save.error}
              onSave={save.mutate}
            />
          </section>
        )}
        {mayEdit && <Callback path={path} />}
        {provider && <SetUp provider={provider} />}
        {mayEdit && (
          <Group>
            <ConfirmButton
              size="compact-sm"
              variant="subtle"
              question="Nothing leaves through it any more. What waits for it stays in the ledger."
              confirm="Remove the account"
              loading={remove.isPending}
              onConfirm={() => remove.mutate()}
            >
              Remove this account …
            </ConfirmButton>
          </Group>
        )}
      </Stack>
    </>
  );
}

function Findings({ findings }: { findings: readonly AccountFinding[] }) {
  return (
    <section className="card" aria-label="What the check found" role="status">
      {placed(findings).map(({ item: { what, ok, detail }, place }) => (
        <Text key={place} component="div" size="sm">
          <StatusMark
            state={ok === null ? 'unknown' : ok ? 'operational' : 'major_outage'}
            label={`${what}: ${detail}`}
          />
        </Text>
      ))}
    </section>
  );
}

/** What became of a message is known only to the provider, which reports it here. */
function Callback({ path }: { path: string }) {
  const { data } = useGet<{ url: string | null }>(`${path}/callback`);
  if (!data?.url) return null;
  return (
    <section className="card" aria-label="Where the provider reports">
      <Text size="sm" mb={6}>
        Enter this address at the provider, so that it reports what became of each message. Whoever knows it
        may report there: treat it like a password.
      </Text>
      <Snippet label="The address for reports" code={data.url} />
    </section>
  );
}

/** The house's own account speaks only once it is among those who are told. */
function Told({ account, address }: { account: CarrierAccount; address: string }) {
  const tell = useSend(() => post('/subscribers', { carrier: account.carrier, address }), {
    touches: ['/subscribers'],
  });
  return (
    <Callout tone="blue" title={`It posts as ${address}`}>
      <Text size="sm" component="div">
        An account speaks once it is among the subscribers, where you also choose what it tells.
      </Text>
      <ProblemAlert problem={tell.error} />
      {tell.isSuccess ? (
        <Text size="sm" role="status">
          It is told of every incident now. <TextLink to="/subscribers">Choose what it tells</TextLink>
        </Text>
      ) : (
        <Button size="compact-sm" mt={6} loading={tell.isPending} onClick={() => tell.mutate()}>
          Let it post incidents
        </Button>
      )}
    </Callout>
  );
}
