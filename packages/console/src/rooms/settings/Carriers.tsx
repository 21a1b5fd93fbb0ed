/** The ways to reach people: which work, which setting is missing, and the record that lets mail be trusted. */
import type { CarrierView } from '@candor/protocol/carriers.ts';
import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Snippet } from '../../ui/Snippet.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { recordOf, shownSettings } from './carrier-settings.ts';

export default function Carriers() {
  const carriers = useGet<Listed<CarrierView>>('/carriers', {}, { everyMs: 15_000 });
  return (
    <div className="page">
      <PageTitle
        title="Carriers"
        lead="They are set where Candor is started (candor config lists every setting). Nothing is lost meanwhile: what cannot leave yet waits in the ledger."
      />
      <Loaded of={carriers}>
        {({ items }) => (
          <Stack>
            {items.map((carrier) => (
              <Carrier key={carrier.name} carrier={carrier} />
            ))}
          </Stack>
        )}
      </Loaded>
    </div>
  );
}

function Carrier({ carrier }: { carrier: CarrierView }) {
  const { name, title, ready, detail, breaker, receiptMeaning, limits, settings } = carrier;
  const open = breaker.state === 'open';
  const record = recordOf(settings);
  const shown = shownSettings(settings);
  return (
    <section className="card" aria-labelledby={`carrier-${name}`}>
      <Title order={2} fz="h4" id={`carrier-${name}`}>
        {title}
      </Title>
      <Text component="div" mt={4}>
        <StatusMark
          state={!ready ? 'unknown' : open ? 'major_outage' : 'operational'}
          label={!ready ? 'Not set up' : open ? 'Its provider fails' : 'Working'}
        />
      </Text>
      <Text mt={4}>{detail}</Text>
      {open && (
        <Text mt={4}>
          {breaker.error}
          {breaker.retryAt && (
            <>
              {' '}
              Tried again <Time at={breaker.retryAt} />.
            </>
          )}
        </Text>
      )}
      <dl className="quiet" style={{ marginBlock: '0.75rem 0' }}>
        <Row name="“Accepted” means">{receiptMeaning}</Row>
        <Row name="Limits">
          {limits.inFlight} at once, {limits.perEndpoint} per receiver, {limits.timeoutSeconds} s each
        </Row>
        {shown.map(([setting, value]) => (
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
