/** One place: how copying there stands, a copy on demand, and its settings. Removing stands apart. */
import type { OutsideCopy } from '@candor/protocol/outside.ts';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { del, patch, post } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { Callout } from '../../ui/Callout.tsx';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink, useParam } from '../../ui/RoomLink.tsx';
import { Loaded, ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { CopyForm } from './CopyForm.tsx';
import { inputOf, kindLabel, type Values, valuesOf, whereOf } from './place.ts';
import { CopyState } from './state.tsx';

const touches = ['/outside-copies'];

export default function OneCopy() {
  const id = useParam('copyId');
  const copy = useGet<OutsideCopy>(`/outside-copies/${id}`, {}, { everyMs: 5_000 });
  return (
    <div className="page narrow">
      <Loaded of={copy}>{(found) => <Inside copy={found} />}</Loaded>
    </div>
  );
}

function Inside({ copy }: { copy: OutsideCopy }) {
  const navigate = useNavigate();
  const mayEdit = useMay()('tell:write');
  const path = `/outside-copies/${copy.id}`;
  const attempt = useSend(() => post<OutsideCopy>(`${path}/attempt`), { touches });
  const save = useSend((values: Values) => patch<OutsideCopy>(path, inputOf(values)), { touches });
  const remove = useSend(() => del(path), {
    touches,
    done: () => void navigate({ to: '/outside-copies' }),
  });
  return (
    <>
      <PageTitle
        title={copy.name}
        back={<TextLink to="/outside-copies">Copies outside</TextLink>}
        lead={`${kindLabel(copy.place.kind)}: ${whereOf(copy.place)}`}
      >
        {mayEdit && (
          <Button loading={attempt.isPending} onClick={() => attempt.mutate()}>
            Copy now
          </Button>
        )}
      </PageTitle>
      <Stack gap="md">
        <ProblemAlert problem={attempt.error ?? remove.error} />
        <Standing copy={copy} />
        <section className="card" aria-label="Settings">
          <CopyForm
            key={copy.updatedAt}
            initial={valuesOf(copy)}
            hasSecret={copy.hasSecret}
            submit="Save"
            pending={save.isPending}
            problem={save.error}
            onSave={save.mutate}
          />
        </section>
        {mayEdit && (
          <Group>
            <ConfirmButton
              size="compact-sm"
              variant="subtle"
              question="No further copy goes there. What lies there stays, and expires within three minutes."
              confirm="Copy there no longer"
              loading={remove.isPending}
              onConfirm={() => remove.mutate()}
            >
              Remove this place …
            </ConfirmButton>
          </Group>
        )}
      </Stack>
    </>
  );
}

function Standing({ copy }: { copy: OutsideCopy }) {
  const { state } = copy;
  return (
    <section className="card" aria-label="How it stands">
      <Stack gap={4}>
        <Text component="div" fw={600}>
          <CopyState copy={copy} />
        </Text>
        {state.lastSuccessAt && (
          <Text size="sm" component="div">
            Last copy <Time at={state.lastSuccessAt} seconds />: {state.files} files,{' '}
            {((state.bytes ?? 0) / 1_000).toLocaleString('en', { maximumFractionDigits: 0 })} kB written in{' '}
            {((state.durationMs ?? 0) / 1_000).toFixed(1)} s
          </Text>
        )}
        {state.validUntil && (
          <Text size="sm" component="div">
            Readers believe it until <Time at={state.validUntil} seconds />
          </Text>
        )}
        {state.lastError && (
          <Callout
            tone={state.warning ? 'red' : 'amber'}
            title={`${state.failures} ${state.failures === 1 ? 'attempt' : 'attempts'} failed`}
          >
            {state.lastError}
            {state.failingSince && (
              <div className="quiet">
                Since <Time at={state.failingSince} />
              </div>
            )}
          </Callout>
        )}
      </Stack>
    </section>
  );
}
