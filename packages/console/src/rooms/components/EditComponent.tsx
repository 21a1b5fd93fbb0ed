/** One component: its fields, its monitors, and its retirement, which stands apart. */
import type { Component, ComponentInput } from '@candor/protocol/catalog.ts';
import type { MonitorWithState } from '@candor/protocol/watch.ts';
import { Stack, Text, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { del, type Listed, patch } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { textIn } from '../../ui/LocalizedField.tsx';
import { useComponents } from '../../ui/names.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink, useParam } from '../../ui/RoomLink.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { Empty, Loaded, ProblemAlert } from '../../ui/states.tsx';
import { ComponentForm } from './ComponentForm.tsx';

export default function EditComponent() {
  const id = useParam('componentId');
  const components = useComponents();
  return (
    <div className="page narrow">
      <Loaded of={components}>
        {({ items }) => {
          const component = items.find((each) => each.id === id);
          if (component) return <Edit key={component.id} component={component} />;
          return (
            <Empty
              title="There is no such component"
              action={<TextLink to="/components">All components</TextLink>}
            >
              It may have been retired.
            </Empty>
          );
        }}
      </Loaded>
    </div>
  );
}

function Edit({ component }: { component: Component }) {
  const navigate = useNavigate();
  const writes = useMay()('catalog:write');
  const save = useSend((input: ComponentInput) => patch<Component>(`/components/${component.id}`, input), {
    touches: ['/components'],
  });
  const retire = useSend(() => del(`/components/${component.id}`), {
    touches: ['/components', '/monitors'],
    done: () => void navigate({ to: '/components' }),
  });
  const monitors = useGet<Listed<MonitorWithState>>('/monitors', { limit: 200 });
  const mine = (monitors.data?.items ?? []).filter(({ componentId }) => componentId === component.id);
  return (
    <>
      <PageTitle title={textIn(component.name)} back={<TextLink to="/components">Components</TextLink>} />
      <Stack gap="lg">
        <section className="card" aria-labelledby="monitors">
          <Title order={2} fz="h5" id="monitors" mb="xs">
            Monitors
          </Title>
          {mine.map(({ id, name, state }) => (
            <Text key={id} component="div">
              <StatusMark state={state.verdict} /> <TextLink to={`/monitors/${id}`}>{name}</TextLink>
            </Text>
          ))}
          {monitors.data && mine.length === 0 && (
            <Text className="quiet">
              Nothing watches it. <TextLink to="/monitors/new">Add a monitor</TextLink>
            </Text>
          )}
        </section>
        {writes && (
          <section className="card" aria-label="Change it">
            <ComponentForm
              component={component}
              submit={save.isSuccess ? 'Saved' : 'Save'}
              pending={save.isPending}
              problem={save.error}
              onSave={save.mutate}
            />
          </section>
        )}
        {writes && (
          <section aria-label="Retire it">
            <ConfirmButton
              size="compact-sm"
              variant="subtle"
              question="It leaves the page and the lists; its history stays."
              confirm="Retire the component"
              loading={retire.isPending}
              onConfirm={() => retire.mutate()}
            >
              Retire this component …
            </ConfirmButton>
            <ProblemAlert problem={retire.error} />
          </section>
        )}
      </Stack>
    </>
  );
}
