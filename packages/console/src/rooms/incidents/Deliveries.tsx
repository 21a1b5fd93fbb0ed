/**
 * How far the word has come: one bar for everybody, a line for each way, and why what failed failed. "Told" is said
 * only where somebody took it.
 */
import type { CarrierView, DeliveryProgress, DeliveryReason } from '@candor/protocol/carriers.ts';
import { Progress, Text, Title } from '@mantine/core';
import type { Listed } from '../../api.ts';
import { placed } from '../../lib/placed.ts';
import { useGet } from '../../query.ts';
import { useMay } from '../../session.ts';
import { TextLink } from '../../ui/RoomLink.tsx';

type States = DeliveryProgress['total'];
const sum = (states: States, ...names: (keyof States)[]) =>
  names.reduce((total, name) => total + (states[name] ?? 0), 0);
const number = (count: number) => count.toLocaleString('en');

/** What counts for readers: who was told, who still waits, whom nothing reaches. */
function standing(states: States) {
  const told = sum(states, 'accepted');
  const waiting = sum(states, 'planned', 'leased', 'deferred');
  const failed = sum(states, 'failed', 'suppressed');
  return { told, waiting, failed, all: told + waiting + failed, overtaken: sum(states, 'superseded') };
}

/** While something is under way it is looked at every two seconds, else now and then. */
const everyMs = (settled: boolean | undefined) => (settled === false ? 2_000 : 15_000);

export function Deliveries({ incidentId }: { incidentId: string }) {
  const may = useMay()('carriers:read');
  // Whom staff called is no reader: before the first word nobody was told.
  const which = { incidentId, to: 'readers' };
  const known = useGet<DeliveryProgress>(may ? '/deliveries/progress' : null, which);
  const progress = useGet<DeliveryProgress>(may ? '/deliveries/progress' : null, which, {
    everyMs: everyMs(known.data?.settled),
  });
  const carriers = useGet<Listed<CarrierView>>(may ? '/carriers' : null);
  const title = (name: string) =>
    carriers.data?.items.find((carrier) => carrier.name === name)?.title ?? name;
  if (!progress.data) return null;
  const all = standing(progress.data.total);
  return (
    <section className="card" aria-labelledby="deliveries">
      <Title order={2} fz="h5" id="deliveries" mb="xs">
        Who was told
      </Title>
      {all.all === 0 ? (
        <Text size="sm" className="quiet">
          Nothing went out to subscribers yet. The page and the feeds show every update at once.
        </Text>
      ) : (
        <>
          <Text fw={600} role="status">
            {number(all.told)} of {number(all.all)} told
            {all.waiting > 0 && `, ${number(all.waiting)} waiting`}
            {all.failed > 0 && `, ${number(all.failed)} not reached`}
          </Text>
          <Bar of={all} label="Everybody" size="lg" />
          {progress.data.carriers.length > 1 &&
            progress.data.carriers.map(({ carrier, states }) => (
              <Way key={carrier} name={title(carrier)} of={standing(states)} />
            ))}
          {all.failed + sum(progress.data.total, 'deferred') > 0 && (
            <Reasons incidentId={incidentId} title={title} settled={progress.data.settled} />
          )}
          {all.overtaken > 0 && (
            <Text size="sm" className="quiet" mt="xs">
              {number(all.overtaken)} overtaken by a later word before they left.
            </Text>
          )}
          <Text size="sm" mt="xs">
            <TextLink to={`/incidents/${incidentId}/deliveries`}>The whole ledger</TextLink>
          </Text>
        </>
      )}
    </section>
  );
}

type Standing = ReturnType<typeof standing>;

function Bar({ of, label, size }: { of: Standing; label: string; size: 'sm' | 'lg' }) {
  const share = (count: number) => (of.all > 0 ? (100 * count) / of.all : 0);
  return (
    <Progress.Root size={size} mt={4}>
      <Progress.Section
        value={share(of.told)}
        color="var(--state-operational)"
        aria-label={`${label}: told`}
      />
      <Progress.Section
        value={share(of.failed)}
        color="var(--state-major_outage)"
        aria-label={`${label}: not reached`}
      />
    </Progress.Root>
  );
}

function Way({ name, of }: { name: string; of: Standing }) {
  return (
    <div style={{ marginBlockStart: '0.6rem' }}>
      <Text size="sm">
        {name}: {number(of.told)} of {number(of.all)}
        {of.waiting > 0 ? `, ${number(of.waiting)} waiting` : ''}
        {of.failed > 0 ? `, ${number(of.failed)} not reached` : ''}
      </Text>
      <Bar of={of} label={name} size="sm" />
    </div>
  );
}

const STATES: Record<DeliveryReason['state'], string> = {
  failed: 'given up',
  deferred: 'tried again',
};

function Reasons({
  incidentId,
  title,
  settled,
}: {
  incidentId: string;
  title: (name: string) => string;
  settled: boolean;
}) {
  const reasons = useGet<Listed<DeliveryReason>>(
    '/deliveries/reasons',
    { incidentId, to: 'readers' },
    { everyMs: everyMs(settled) },
  );
  if (!reasons.data) return null;
  return (
    <details style={{ marginBlockStart: '0.6rem' }}>
      <summary>Why</summary>
      <ul style={{ margin: 0, paddingInlineStart: '1.25rem' }}>
        {placed(reasons.data.items).map(({ item: { carrier, state, error, count }, place }) => (
          <li key={place}>
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {number(count)} by {title(carrier)}, {STATES[state]}: {error}
            </Text>
          </li>
        ))}
      </ul>
    </details>
  );
}
