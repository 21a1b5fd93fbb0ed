/** Where copies of the page go, and how they stand; below, the kit for posting by hand. */
import type { OutsideCopy } from '@candor/protocol/outside.ts';
import { Stack } from '@mantine/core';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { useMay } from '../../session.ts';
import { Callout } from '../../ui/Callout.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { LinkButton } from '../../ui/RoomLink.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { Fallback } from './Fallback.tsx';
import { kindLabel, whereOf } from './place.ts';
import { CopyState } from './state.tsx';

export default function Copies() {
  const copies = useGet<Listed<OutsideCopy>>('/outside-copies', {}, { everyMs: 10_000 });
  const add = useMay()('tell:write') && <LinkButton to="/outside-copies/new">Add a place</LinkButton>;
  return (
    <div className="page">
      <PageTitle
        title="Copies outside"
        lead="Every change of the page is carried to all of these at once, so that it can be read when this machine cannot."
      >
        {add}
      </PageTitle>
      <Stack gap="lg">
        <Loaded of={copies}>{({ items }) => <List items={items} add={add} />}</Loaded>
        <Fallback />
      </Stack>
    </div>
  );
}

function List({ items, add }: { items: OutsideCopy[]; add: React.ReactNode }) {
  if (items.length === 0)
    return (
      <Empty title="The page lives on this machine alone" action={add}>
        When it falls, so does the page. Two places at other providers outlive it: an object store and a git
        branch are enough.
      </Empty>
    );
  return (
    <Stack gap="sm">
      {items.filter(({ enabled, purpose }) => enabled && purpose === 'copy').length === 1 && (
        <Callout tone="blue">One place can fail too; a second one at another provider makes it safe.</Callout>
      )}
      <DataTable
        caption="Copies outside"
        rows={items}
        rowKey={({ id }) => id}
        to={({ id }) => `/outside-copies/${id}`}
        filter={({ name, place }) => `${name} ${whereOf(place)}`}
        columns={[
          { header: 'Name', cell: ({ name }) => name },
          {
            header: 'For',
            wide: true,
            cell: ({ purpose }) => (purpose === 'holding' ? 'Holding pages' : 'Status page'),
          },
          { header: 'State', cell: (copy) => <CopyState copy={copy} /> },
          {
            header: 'Last copy',
            wide: true,
            cell: ({ state }) => (state.lastSuccessAt ? <Time at={state.lastSuccessAt} /> : 'never'),
          },
          { header: 'Kind', wide: true, cell: ({ place }) => kindLabel(place.kind) },
          { header: 'Where', wide: true, cell: ({ place }) => whereOf(place) },
        ]}
      />
    </Stack>
  );
}
