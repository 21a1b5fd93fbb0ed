/** Dead letters by why they failed, each kind replayed with one click once its reason is gone. */
import type { DeliveryReason, ReplayInput } from '@candor/protocol/carriers.ts';
import { Button, Text, Title } from '@mantine/core';
import { type Listed, post } from '../../api.ts';
import { placed } from '../../lib/placed.ts';
import { useGet, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { ProblemAlert } from '../../ui/states.tsx';

export function DeadLetters({
  incidentId,
  carrier,
}: {
  incidentId: string | undefined;
  carrier: string | undefined;
}) {
  const reasons = useGet<Listed<DeliveryReason>>(
    '/deliveries/reasons',
    { incidentId, carrier },
    { everyMs: 15_000 },
  );
  const mayReplay = useMay()('carriers:write');
  const replay = useSend(
    ({ carrier: way, error }: Pick<DeliveryReason, 'carrier' | 'error'>) =>
      post<{ replayed: number }>('/deliveries/replays', {
        ...(incidentId ? { incidentId } : {}),
        carrier: way,
        error,
      } satisfies ReplayInput),
    { touches: ['/deliveries'] },
  );
  const dead = (reasons.data?.items ?? []).filter(({ state }) => state === 'failed');
  if (dead.length === 0 && !replay.data) return null;
  return (
    <section className="card" aria-labelledby="dead-letters">
      <Title order={2} fz="h5" id="dead-letters" mb="xs">
        Dead letters
      </Title>
      <ProblemAlert problem={replay.error} />
      {replay.data && (
        <Text size="sm" role="status">
          {replay.data.replayed.toLocaleString('en')} are tried once more, under their old ids.
        </Text>
      )}
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {placed(dead).map(({ item, place }) => (
          <li
            key={place}
            style={{
              display: 'flex',
              flexWrap: 'wrap',
              gap: '0.5rem 1rem',
              alignItems: 'center',
              paddingBlock: 4,
            }}
          >
            <Text size="sm" style={{ flex: '1 1 18rem', overflowWrap: 'anywhere' }}>
              <strong>{item.count.toLocaleString('en')}</strong> by {item.carrier}: {item.error}
            </Text>
            {mayReplay && (
              <Button
                size="compact-sm"
                variant="default"
                loading={replay.isPending && replay.variables.error === item.error}
                onClick={() => replay.mutate(item)}
              >
                Try these again
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
