/** Every set with its pages as they look, and the places at which one of them can be published. */
import type { HoldingKind, HoldingPlacement, HoldingSet } from '@candor/protocol/holding.ts';
import { Button, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { useMay } from '../../session.ts';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { LinkButton, TextLink } from '../../ui/RoomLink.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Frames, usePreview } from './Frames.tsx';
import { Install } from './Install.tsx';
import { Looks } from './Looks.tsx';
import { Places } from './Places.tsx';
import { inputOf, KINDS, kindLabel, valuesOf } from './set-form.ts';

export default function Gallery() {
  const sets = useGet<Listed<HoldingSet>>('/holding-sets');
  const places = useGet<Listed<HoldingPlacement>>('/holding-places', {}, { everyMs: 10_000 });
  const [kind, setKind] = useState<HoldingKind>('outage');
  const [looks, setLooks] = useState(false);
  const add = useMay()('tell:write') && <LinkButton to="/holding-pages/new">Make a set</LinkButton>;
  return (
    <div className="page">
      <PageTitle
        title="Holding pages"
        lead="What users see while the service cannot be reached, and just after: static pages for any proxy or host, ready before they are needed."
      >
        {add}
      </PageTitle>
      <Stack gap="lg">
        <Loaded of={sets}>
          {({ items }) => (
            <>
              {items.length === 0 && (
                <Text>
                  There are none for the worst hour yet: without them users see the bare error of your proxy.
                  Choose a look, put it into nginx, HAProxy or your CDN today, and forget it until then.
                </Text>
              )}
              <div>
                <div style={{ overflowX: 'auto' }}>
                  <SegmentedControl
                    aria-label="Page"
                    value={kind}
                    onChange={(value) => setKind(value as HoldingKind)}
                    data={KINDS.map(({ value, label }) => ({ value, label }))}
                  />
                </div>
                <Text size="sm" className="quiet" mt={6}>
                  {KINDS.find(({ value }) => value === kind)?.hint}
                </Text>
              </div>
              {items.map((set) => (
                <Shown key={`${set.id} ${set.updatedAt}`} set={set} kind={kind} />
              ))}
              {items.length === 0 || looks ? (
                <Looks kind={kind} />
              ) : (
                <div>
                  <Button variant="subtle" size="compact-sm" onClick={() => setLooks(true)}>
                    Other looks to begin with
                  </Button>
                </div>
              )}
            </>
          )}
        </Loaded>
        <Loaded of={places}>{({ items }) => <Places places={items} sets={sets.data?.items ?? []} />}</Loaded>
        <Text size="sm">
          A rule can publish a page by itself when something happens: see{' '}
          <TextLink to="/workflows">Workflows</TextLink>.
        </Text>
      </Stack>
    </div>
  );
}

function Shown({ set, kind }: { set: HoldingSet; kind: HoldingKind }) {
  const look = usePreview(inputOf(valuesOf(set)), kind);
  return (
    <section className="card" aria-label={set.name}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} fz="h4">
            <TextLink to={`/holding-pages/${set.id}`}>{set.name}</TextLink>
          </Title>
          {look.data && (
            <Text size="sm" className="quiet">
              {(look.data.bytes / 1_000).toLocaleString('en', { maximumFractionDigits: 1 })} kB in one file
            </Text>
          )}
        </Group>
        <Frames look={look} title={`${set.name}: ${kindLabel(kind)}`} />
        <Install setId={set.id} />
      </Stack>
    </section>
  );
}
