/** The ways to reach people: which work, and which could. */
import type { CarrierView } from '@candor/protocol/carriers.ts';
import { Stack, Text, Title } from '@mantine/core';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink } from '../../ui/RoomLink.tsx';
import { Loaded } from '../../ui/states.tsx';
import { CarrierState } from './state.tsx';

const GROUPS = [
  ['reader', 'Readers choose these themselves'],
  ['staff', 'Rooms, programs and pagers that you add'],
  ['house', 'Your own accounts at networks'],
] as const;

export default function Carriers() {
  const carriers = useGet<Listed<CarrierView>>('/carriers', {}, { everyMs: 15_000 });
  return (
    <div className="page">
      <PageTitle
        title="Carriers"
        lead="Every way to reach people. Nothing is lost meanwhile: what cannot leave yet waits in the ledger."
      />
      <Loaded of={carriers}>
        {({ items }) => (
          <Stack gap="lg">
            {GROUPS.map(([audience, heading]) => (
              <Group
                key={audience}
                heading={heading}
                carriers={items.filter((carrier) => carrier.audience === audience)}
              />
            ))}
          </Stack>
        )}
      </Loaded>
    </div>
  );
}

function Group({ heading, carriers }: { heading: string; carriers: CarrierView[] }) {
  if (carriers.length === 0) return null;
  return (
    <section aria-label={heading}>
      <Title order={2} fz="h4" mb="xs">
        {heading}
      </Title>
      <ul className="card" style={{ listStyle: 'none', margin: 0 }}>
        {carriers.map((carrier, at) => (
          <li
            key={carrier.name}
            style={{
              paddingBlock: '0.6rem',
              ...(at > 0 ? { borderBlockStart: '1px solid var(--line)' } : {}),
            }}
          >
            <div
              style={{
                display: 'flex',
                flexWrap: 'wrap',
                columnGap: '1rem',
                justifyContent: 'space-between',
              }}
            >
              <Text component="div" fw={600}>
                <TextLink to={`/carriers/${carrier.name}`}>{carrier.title}</TextLink>
              </Text>
              <CarrierState carrier={carrier} />
            </div>
            <Text size="sm" className="quiet">
              {carrier.ready ? carrier.detail : carrier.summary}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}
