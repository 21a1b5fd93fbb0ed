/** Components by group, each with what the monitors say of it. */
import type { Component, Group as ComponentGroup } from '@candor/protocol/catalog.ts';
import type { MonitorWithState } from '@candor/protocol/watch.ts';
import { Stack, Title } from '@mantine/core';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { useMay } from '../../session.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { textIn } from '../../ui/LocalizedField.tsx';
import { useComponents } from '../../ui/names.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { LinkButton } from '../../ui/RoomLink.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Groups } from './Groups.tsx';

export default function Components() {
  const components = useComponents();
  const groups = useGet<Listed<ComponentGroup>>('/groups');
  const monitors = useGet<Listed<MonitorWithState>>('/monitors', { limit: 200 }, { everyMs: 15_000 });
  const may = useMay();
  const add = may('catalog:write') && <LinkButton to="/components/new">Add a component</LinkButton>;
  const of = (componentId: string) =>
    (monitors.data?.items ?? []).filter((monitor) => monitor.componentId === componentId && monitor.enabled);
  return (
    <div className="page">
      <PageTitle title="Components" lead="What your users use, in their words: the lines of the public page.">
        {add}
      </PageTitle>
      <Loaded of={components}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Nothing is named yet" action={add}>
              Begin with what users would say: “Sign-in”, “Checkout”, “API”. A monitor then vouches for each.
            </Empty>
          ) : (
            <Stack gap="lg">
              {sections(items, groups.data?.items ?? []).map(({ title, rows }, index) => (
                <section key={title} aria-label={title}>
                  <Title order={2} fz="h5" mb="xs">
                    {title}
                  </Title>
                  <DataTable
                    caption={title}
                    rows={rows}
                    rowKey={({ id }) => id}
                    to={({ id }) => `/components/${id}`}
                    filter={({ name, slug }) => `${Object.values(name).join(' ')} ${slug}`}
                    keys={index === 0}
                    columns={[
                      { header: 'Component', cell: ({ name }) => textIn(name) },
                      {
                        header: 'Now',
                        cell: ({ id, manualStatus }) => <Standing manual={manualStatus} monitors={of(id)} />,
                      },
                      { header: 'Monitors', wide: true, align: 'end', cell: ({ id }) => of(id).length },
                      {
                        header: 'First word',
                        wide: true,
                        cell: ({ automaticFirstWord }) => (automaticFirstWord ? 'automatic' : 'by a person'),
                      },
                    ]}
                  />
                </section>
              ))}
            </Stack>
          )
        }
      </Loaded>
      {may('catalog:write') && <Groups groups={groups.data?.items ?? []} />}
    </div>
  );
}

function sections(components: readonly Component[], groups: readonly ComponentGroup[]) {
  const inOrder = [...components].sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
  const grouped = groups.map(({ id, name }) => ({
    title: textIn(name),
    rows: inOrder.filter(({ groupId }) => groupId === id),
  }));
  const loose = inOrder.filter(({ groupId }) => !groups.some(({ id }) => id === groupId));
  return [...grouped, { title: groups.length > 0 ? 'Without a group' : 'All', rows: loose }].filter(
    ({ rows }) => rows.length > 0,
  );
}

function Standing({
  manual,
  monitors,
}: {
  manual: Component['manualStatus'];
  monitors: readonly MonitorWithState[];
}) {
  if (manual) return <StatusMark state={manual} />;
  const down = monitors.find(({ state }) => state.verdict === 'down');
  if (down) return <StatusMark state={down.statusWhenDown} />;
  if (monitors.some(({ state }) => state.verdict === 'up')) return <StatusMark state="operational" />;
  return <StatusMark state="unknown" label={monitors.length === 0 ? 'Not watched' : 'Unknown'} />;
}
