/** One subscriber: their wishes to change, how they came to be here, and what they were sent and why. */
import type { ConsentEntry, Subscriber } from '@candor/protocol/audience.ts';
import type { Delivery } from '@candor/protocol/carriers.ts';
import { Anchor, Button, Group, List, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import {
  addressOf,
  del,
  getTagged,
  type Listed,
  type Problem,
  patchTagged,
  post,
  type Tagged,
} from '../../api.ts';
import { useGet, useList, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { Callout } from '../../ui/Callout.tsx';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { useActorName } from '../../ui/names.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink, useParam } from '../../ui/RoomLink.tsx';
import { SecretOnce } from '../../ui/SecretOnce.tsx';
import { Loaded, ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { asInput, WishFields, wishesOf } from './WishFields.tsx';
import { stateLabel, useCarriers } from './words.ts';

export default function OneSubscriber() {
  const id = useParam('subscriberId');
  const path = `/subscribers/${id}`;
  const found = useQuery<Tagged<Subscriber>, Problem>({
    queryKey: [path, 'tagged'],
    queryFn: ({ signal }) => getTagged<Subscriber>(path, signal),
  });
  return (
    <div className="page narrow">
      <Loaded of={found}>{(tagged) => <Inside key={tagged.etag} {...tagged} />}</Loaded>
    </div>
  );
}

function Inside({ value: subscriber, etag }: Tagged<Subscriber>) {
  const { id, address, state, carrier } = subscriber;
  const may = useMay();
  const mayEdit = may('audience:write');
  const navigate = useNavigate();
  const carriers = useCarriers();
  const touches = ['/subscribers'];
  const act = useSend(
    (what: 'confirmations' | 'releases') => post<Subscriber>(`/subscribers/${id}/${what}`),
    {
      touches,
    },
  );
  const forget = useSend(() => del(`/subscribers/${id}`), {
    touches,
    done: () => void navigate({ to: '/subscribers' }),
  });
  const way = carriers.find(({ name }) => name === carrier)?.title ?? carrier;
  const release = mayEdit && (
    <Button size="compact-sm" mt="xs" loading={act.isPending} onClick={() => act.mutate('releases')}>
      It works again
    </Button>
  );
  return (
    <>
      <PageTitle
        title={address}
        lead={`${way} · ${stateLabel(state)}`}
        back={<TextLink to="/subscribers">Subscribers</TextLink>}
      />
      <Stack gap="lg">
        {subscriber.quarantinedAt && (
          <Callout tone="amber" title="In quarantine: nothing is sent there">
            <Text size="sm">
              {subscriber.quarantinedWhy} Since <Time at={subscriber.quarantinedAt} show="absolute" />.
            </Text>
            {release}
          </Callout>
        )}
        {state === 'suppressed' && (
          <Callout tone="amber" title="Suppressed: nothing is sent there">
            <Text size="sm">
              {subscriber.endedAt && (
                <>
                  Since <Time at={subscriber.endedAt} show="absolute" />:{' '}
                </>
              )}
              {subscriber.endedWhy}
            </Text>
            {release}
          </Callout>
        )}
        {subscriber.pausedUntil && (
          <Text size="sm" className="quiet">
            They asked for a rest until <Time at={subscriber.pausedUntil} show="absolute" />.
          </Text>
        )}
        <ProblemAlert problem={act.error ?? forget.error} />
        {mayEdit && state === 'pending' && (
          <Group>
            <Button variant="default" loading={act.isPending} onClick={() => act.mutate('confirmations')}>
              Ask once more
            </Button>
            {act.isSuccess && (
              <Text size="sm" role="status">
                Asked.
              </Text>
            )}
          </Group>
        )}
        <Wishes subscriber={subscriber} etag={etag} locked={!mayEdit} />
        {mayEdit && carrier === 'webhook' && state === 'active' && <Secret id={id} />}
        <Trail id={id} />
        {may('carriers:read') && <Deliveries id={id} />}
        <section aria-labelledby="privacy">
          <Title order={2} size="h4" id="privacy" mb="xs">
            Privacy
          </Title>
          <Group>
            <Anchor href={addressOf(`/subscribers/${id}/data`)} download={`${id}.json`} size="sm">
              Everything known about them, as JSON
            </Anchor>
            {mayEdit && (
              <ConfirmButton
                size="compact-sm"
                question={`${address} and everything the ledger of deliveries knows of it is erased. A hash stays, so that no import brings it back. This cannot be undone.`}
                confirm="Forget this address"
                loading={forget.isPending}
                onConfirm={() => forget.mutate()}
              >
                Forget …
              </ConfirmButton>
            )}
          </Group>
        </section>
      </Stack>
    </>
  );
}

function Wishes({ subscriber, etag, locked }: { subscriber: Subscriber; etag: string; locked: boolean }) {
  const save = useSend(
    (body: object) => patchTagged<Subscriber>(`/subscribers/${subscriber.id}`, body, etag),
    { touches: ['/subscribers'] },
  );
  const form = useForm(wishesOf(subscriber), save.error);
  return (
    <section aria-labelledby="wishes">
      <Title order={2} size="h4" id="wishes" mb="xs">
        What they want to hear
      </Title>
      {subscriber.incidentIds && (
        <Text size="sm" mb="xs">
          They follow{' '}
          {subscriber.incidentIds.map((incident) => (
            <TextLink key={incident} to={`/incidents/${incident}`}>
              {incident}{' '}
            </TextLink>
          ))}
        </Text>
      )}
      <FormShell
        submit="Save"
        pending={save.isPending}
        problem={save.error}
        locked={locked}
        onSubmit={() => save.mutate(asInput(form.values))}
      >
        <WishFields form={form} />
      </FormShell>
    </section>
  );
}

/** With which their program knows that a call is ours. */
function Secret({ id }: { id: string }) {
  type Made = { secret: string; oldUntil: string };
  const make = useSend(() => post<Made>(`/subscribers/${id}/secrets`), { touches: ['/subscribers'] });
  const [shown, shownChange] = useDisclosure(false);
  return (
    <section aria-labelledby="secret">
      <Title order={2} size="h4" id="secret" mb="xs">
        Signature
      </Title>
      <ProblemAlert problem={make.error} />
      {shown && make.data ? (
        <SecretOnce
          label="New secret"
          secret={make.data.secret}
          hint={`Calls carry two signatures until ${make.data.oldUntil.slice(0, 16).replace('T', ' ')} UTC; then the secret before ends.`}
          close={shownChange.close}
        />
      ) : (
        <Button
          variant="default"
          size="compact-sm"
          loading={make.isPending}
          onClick={() => make.mutate(undefined, { onSuccess: shownChange.open })}
        >
          Make a new secret
        </Button>
      )}
    </section>
  );
}

const WORDS: Record<ConsentEntry['what'], string> = {
  asked: 'Asked to be told',
  confirmed: 'Confirmed',
  added: 'Added by the staff',
  imported: 'Imported',
  changed: 'Changed their wishes',
  ended: 'Ended',
  quarantined: 'Put in quarantine',
  released: 'Released from quarantine',
  returned: 'Came back',
};
const STAFF = /^(person|token|usr|prs)[:_]/;

function Trail({ id }: { id: string }) {
  const trail = useGet<Listed<ConsentEntry>>(`/subscribers/${id}/consent`);
  const actorName = useActorName();
  return (
    <section aria-labelledby="consent">
      <Title order={2} size="h4" id="consent" mb="xs">
        Consent, and every change since
      </Title>
      <Loaded of={trail}>
        {({ items }) => (
          <List size="sm" spacing="xs">
            {items.map(({ at, what, source, detail }) => (
              <List.Item key={`${at} ${what}`}>
                {WORDS[what]} <Time at={at} show="absolute" /> ·{' '}
                <span className="quiet">{STAFF.test(source) ? actorName(source) : source}</span>
                {Object.entries(detail).map(([name, value]) => (
                  <span key={name} className="quiet">
                    {' '}
                    · {name}: {Array.isArray(value) ? value.join(', ') : String(value)}
                  </span>
                ))}
              </List.Item>
            ))}
            {items.length === 0 && <List.Item>Nothing was written down before the trail began.</List.Item>}
          </List>
        )}
      </Loaded>
    </section>
  );
}

function Deliveries({ id }: { id: string }) {
  const list = useList<Delivery>('/deliveries', { recipientId: id, limit: 50 });
  return (
    <section aria-labelledby="deliveries">
      <Title order={2} size="h4" id="deliveries" mb="xs">
        What they were sent
      </Title>
      <Loaded of={list}>
        {() =>
          list.items.length === 0 ? (
            <Text size="sm" className="quiet">
              Nothing yet.
            </Text>
          ) : (
            <DataTable
              caption="Deliveries to this subscriber"
              rows={list.items}
              rowKey={(delivery) => delivery.id}
              to={(delivery) => `/deliveries/${delivery.id}`}
              more={list}
              columns={[
                { header: 'What', cell: ({ kind }) => kind.replaceAll('_', ' ') },
                { header: 'State', cell: (delivery) => delivery.state },
                {
                  header: 'When',
                  cell: ({ settledAt, createdAt }) => <Time at={settledAt ?? createdAt} show="absolute" />,
                },
              ]}
            />
          )
        }
      </Loaded>
    </section>
  );
}
