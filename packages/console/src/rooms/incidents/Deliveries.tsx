/** How far the word has come, per way of reaching people. "Sent" is said only where somebody took it. */
import type { CarrierView, DeliveryProgress } from '@candor/protocol/carriers.ts';
import { Progress, Text, Title } from '@mantine/core';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { TextLink } from '../../ui/RoomLink.tsx';

type States = DeliveryProgress['total'];
const sum = (states: States, ...names: (keyof States)[]) =>
  names.reduce((total, name) => total + (states[name] ?? 0), 0);

export function Deliveries({ incidentId }: { incidentId: string }) {
  const progress = useGet<DeliveryProgress>('/deliveries/progress', { incidentId }, { everyMs: 10_000 });
  const carriers = useGet<Listed<CarrierView>>('/carriers');
  const title = (name: string) =>
    carriers.data?.items.find((carrier) => carrier.name === name)?.title ?? name;
  if (!progress.data) return null;
  const rows = progress.data.carriers;
  return (
    <section className="card" aria-labelledby="deliveries">
      <Title order={2} fz="h5" id="deliveries" mb="xs">
        Deliveries
      </Title>
      {rows.length === 0 && (
        <Text size="sm" className="quiet">
          Nothing went out by mail or webhook yet. The page and the feeds show every update at once.
        </Text>
      )}
      {rows.map(({ carrier, states }) => {
        const done = sum(states, 'accepted');
        const lost = sum(states, 'failed');
        const open = sum(states, 'planned', 'leased', 'deferred');
        const all = done + lost + open;
        return (
          <div key={carrier} style={{ marginBlockEnd: '0.6rem' }}>
            <Text size="sm">
              {title(carrier)}: {done.toLocaleString('en')} of {all.toLocaleString('en')} accepted
              {open > 0 ? `, ${open.toLocaleString('en')} under way` : ''}
              {lost > 0 ? `, ${lost.toLocaleString('en')} failed` : ''}
            </Text>
            <Progress.Root size="sm" mt={4}>
              <Progress.Section
                value={all > 0 ? (100 * done) / all : 0}
                color="var(--state-operational)"
                aria-label={`${title(carrier)} accepted`}
              />
              <Progress.Section
                value={all > 0 ? (100 * lost) / all : 0}
                color="var(--state-major_outage)"
                aria-label={`${title(carrier)} failed`}
              />
            </Progress.Root>
          </div>
        );
      })}
      {rows.length > 0 && (
        <Text size="sm">
          <TextLink to="/deliveries">The whole ledger</TextLink>
        </Text>
      )}
    </section>
  );
}
