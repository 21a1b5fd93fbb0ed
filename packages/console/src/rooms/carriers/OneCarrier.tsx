/** One carrier: how it stands, through which accounts it leaves, a test, and what a message looks like there. */
import type { CarrierAccount, CarrierView, WayView } from '@candor/protocol/carriers.ts';
import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { useMay } from '../../session.ts';
import { Callout } from '../../ui/Callout.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { LinkButton, TextLink, useParam } from '../../ui/RoomLink.tsx';
import { Snippet } from '../../ui/Snippet.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { recordOf, shownSettings } from './carrier-settings.ts';
import { PreviewCard } from './PreviewCard.tsx';
import { CarrierState, WayState } from './state.tsx';
import { TestCard } from './TestCard.tsx';

export default function OneCarrier() {
  const name = useParam('carrier');
  const carriers = useGet<Listed<CarrierView>>('/carriers', {}, { everyMs: 10_000 });
  return (
    <div className="page narrow">
      <Loaded of={carriers}>
        {({ items }) => {
          const carrier = items.find((one) => one.name === name);
          return carrier ? <Inside carrier={carrier} /> : <Text>There is no such carrier.</Text>;
        }}
      </Loaded>
    </div>
  );
}

function Inside({ carrier }: { carrier: CarrierView }) {
  const { name, title, summary, breaker } = carrier;
  const may = useMay();
  return (
    <>
      <PageTitle title={title} back={<TextLink to="/carriers">Carriers</TextLink>} lead={summary}>
        {carrier.providers.length > 0 && may('carriers:write') && (
          <LinkButton to={`/carriers/${name}/accounts/new`}>Add an account</LinkButton>
        )}
      </PageTitle>
      <Stack gap="md">
        {breaker.state === 'open' && (
          <Callout tone="red" title="Nothing leaves at the moment; everything waits">
            {breaker.error}
            {breaker.retryAt && (
              <>
                {' '}
                Tried again <Time at={breaker.retryAt} />.
              </>
            )}
          </Callout>
        )}
        <Standing carrier={carrier} />
        {carrier.providers.length > 0 && <Accounts carrier={carrier} />}
        {may('carriers:write') && carrier.ready && <TestCard carrier={carrier} />}
        <PreviewCard carrier={carrier} />
      </Stack>
    </>
  );
}

function Standing({ carrier }: { carrier: CarrierView }) {
  const { limits, settings } = carrier;
  const record = recordOf(settings);
  return (
    <section className="card" aria-label="How it stands">
      <Text component="div" fw={600}>
        <CarrierState carrier={carrier} />
      </Text>
      <Text mt={4}>{carrier.detail}</Text>
      <dl className="quiet" style={{ marginBlock: '0.75rem 0' }}>
        <Row name="“Accepted” means">{carrier.receiptMeaning}</Row>
        <Row name={carrier.address.label}>
          {carrier.address.help} Such as {carrier.address.example}.
        </Row>
        <Row name="Limits">
          {limits.inFlight} at once, {limits.perEndpoint} per receiver, {limits.timeoutSeconds} s each
        </Row>
        {shownSettings(settings).map(([setting, value]) => (
          <Row key={setting} name={setting}>
            {value}
          </Row>
        ))}
      </dl>
      {record && (
        <div style={{ marginBlockStart: '0.75rem' }}>
          <Title order={3} fz="md" mb={4}>
            Record for DNS (DKIM)
          </Title>
          <Text size="sm" mb={6}>
            Publish it as a TXT record, so that receivers can check that mail is yours.
          </Text>
          <Snippet label="The DKIM record" code={record} />
        </div>
      )}
    </section>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', columnGap: '0.75rem' }}>
      <dt style={{ minWidth: '9rem' }}>{name}</dt>
      <dd style={{ margin: 0, flex: '1 1 16rem', overflowWrap: 'anywhere' }}>{children}</dd>
    </div>
  );
}

/** In the order in which they are tried: what the process was started with comes first. */
function Accounts({ carrier }: { carrier: CarrierView }) {
  const accounts = useGet<Listed<CarrierAccount>>(`/carriers/${carrier.name}/accounts`);
  const fixed = carrier.ways.find(({ id }) => id === 'settings');
  const wayOf = (id: string) => carrier.ways.find((way) => way.id === id);
  return (
    <section className="card" aria-label="Accounts">
      <Title order={2} fz="h5" mb="xs">
        Accounts
      </Title>
      <Loaded of={accounts}>
        {({ items }) => (
          <>
            {items.length === 0 && !fixed && (
              <Text size="sm">None yet. Until there is one, messages for {carrier.title} wait.</Text>
            )}
            {items.length + (fixed ? 1 : 0) > 1 && carrier.audience !== 'house' && (
              <Text size="sm" className="quiet" mb="xs">
                Tried in this order: when one fails, the next takes over at once.
              </Text>
            )}
            <ol style={{ margin: 0, paddingInlineStart: '1.25rem' }}>
              {fixed && <Way name={`${fixed.name} (from the settings of the process)`} way={fixed} />}
              {items.map((account) => (
                <Way
                  key={account.id}
                  name={
                    <TextLink to={`/carriers/${carrier.name}/accounts/${account.id}`}>
                      {account.name}
                    </TextLink>
                  }
                  way={wayOf(account.id)}
                  off={!account.enabled}
                />
              ))}
            </ol>
          </>
        )}
      </Loaded>
    </section>
  );
}

function Way({ name, way, off = false }: { name: ReactNode; way: WayView | undefined; off?: boolean }) {
  return (
    <li style={{ marginBlockEnd: '0.4rem' }}>
      <span style={{ marginInlineEnd: '0.75rem' }}>{name}</span>
      {off ? <span className="quiet">switched off</span> : way && <WayState state={way.state} />}
      {way?.error && (
        <Text size="sm" className="quiet">
          {way.error}
        </Text>
      )}
    </li>
  );
}
