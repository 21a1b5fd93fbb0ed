/** The places for holding pages: what is published there, and by whom; publishing and withdrawing by hand. */
import type { HoldingKind, HoldingPlacement, HoldingSet } from '@candor/protocol/holding.ts';
import { Button, Group, NativeSelect, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { del, put } from '../../api.ts';
import { useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { Callout } from '../../ui/Callout.tsx';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { useActorName } from '../../ui/names.tsx';
import { LinkButton, TextLink } from '../../ui/RoomLink.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { KINDS, kindLabel } from './set-form.ts';

const touches = ['/holding-places', '/outside-copies'];

export function Places({ places, sets }: { places: HoldingPlacement[]; sets: HoldingSet[] }) {
  const may = useMay()('tell:write');
  return (
    <section aria-label="Places">
      <Group justify="space-between" mb="xs">
        <Title order={2} fz="h4">
          Where they are published
        </Title>
        {may && (
          <LinkButton to="/outside-copies/new" variant="default" size="compact-sm">
            Add a place
          </LinkButton>
        )}
      </Group>
      <Stack gap="sm">
        {places.length === 0 && (
          <Text size="sm" className="quiet">
            No place yet. A place is a folder that your proxy reads, a bucket or a branch, added under Copies
            outside for holding pages. Without one, download a set and put it there by hand.
          </Text>
        )}
        {places.map((place) => (
          <Place key={place.targetId} place={place} sets={sets} may={may} />
        ))}
      </Stack>
    </section>
  );
}

function Place({ place, sets, may }: { place: HoldingPlacement; sets: HoldingSet[]; may: boolean }) {
  const actor = useActorName();
  const [chosen, choose] = useState('');
  const setId = chosen || place.setId || (sets[0]?.id ?? '');
  const [kind, setKind] = useState<HoldingKind | ''>('outage');
  const [reason, setReason] = useState('');
  const path = `/holding-places/${place.targetId}/publication`;
  const publish = useSend(
    () =>
      put(path, { setId, kind: kind || null, override: reason.trim() ? { reason: reason.trim() } : null }),
    { touches, done: () => setReason('') },
  );
  const withdraw = useSend(() => del(path), { touches });
  const of = sets.find(({ id }) => id === place.setId)?.name;
  const contradicted = publish.error?.code === 'truth.contradiction';
  return (
    <div className="card">
      <Stack gap="xs">
        <Group justify="space-between">
          <Text component="div" fw={600}>
            <TextLink to={`/outside-copies/${place.targetId}`}>{place.targetName}</TextLink>
          </Text>
          {place.kind ? (
            <StatusMark
              state={place.kind === 'outage' || place.kind === 'maintenance' ? 'major_outage' : 'operational'}
              label={`${kindLabel(place.kind)} is published`}
            />
          ) : (
            <StatusMark
              state="unknown"
              label={place.setId ? 'Nothing published, pages ready' : 'Nothing there yet'}
            />
          )}
        </Group>
        {place.since && place.by && (
          <Text size="sm" className="quiet" component="div">
            {of ? `“${of}”, ` : ''}
            {actor(place.by)}, <Time at={place.since} />
            {place.incidentId && (
              <>
                , because of <TextLink to={`/incidents/${place.incidentId}`}>this incident</TextLink>
              </>
            )}
          </Text>
        )}
        <ProblemAlert problem={publish.error ?? withdraw.error} />
        {may && sets.length > 0 && (
          <Group align="flex-end" gap="xs">
            <NativeSelect
              label="Set"
              size="xs"
              value={setId}
              onChange={({ currentTarget }) => choose(currentTarget.value)}
              data={sets.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <NativeSelect
              label="Page"
              size="xs"
              value={kind}
              onChange={({ currentTarget }) => setKind(currentTarget.value as HoldingKind | '')}
              data={[
                ...KINDS.map(({ value, label }) => ({ value, label })),
                { value: '', label: 'None: lay all ready' },
              ]}
            />
            <ConfirmButton
              size="xs"
              loading={publish.isPending}
              danger={kind === 'outage' || kind === 'maintenance'}
              question={
                kind === 'outage' || kind === 'maintenance'
                  ? 'A proxy that follows this place closes your site with this page until it is withdrawn.'
                  : 'The page is carried to this place now.'
              }
              confirm={kind ? 'Publish it' : 'Lay the pages ready'}
              onConfirm={() => publish.mutate()}
            >
              Publish …
            </ConfirmButton>
            {place.kind && (
              <Button
                size="xs"
                variant="default"
                loading={withdraw.isPending}
                onClick={() => withdraw.mutate()}
              >
                Withdraw
              </Button>
            )}
          </Group>
        )}
        {contradicted && (
          <Callout tone="amber" title="The monitors say otherwise">
            <TextInput
              label="Publish it all the same, because"
              description="Signed with your name, and kept in the record."
              value={reason}
              onChange={({ currentTarget }) => setReason(currentTarget.value)}
            />
          </Callout>
        )}
      </Stack>
    </div>
  );
}
