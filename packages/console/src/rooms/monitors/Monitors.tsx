/** Every monitor and how it stands, trouble first. */
import type { MonitorWithState } from '@candor/protocol/watch.ts';
import { useList } from '../../query.ts';
import { useMay } from '../../session.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { useComponentName } from '../../ui/names.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { LinkButton } from '../../ui/RoomLink.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { Empty, ProblemAlert, Waiting } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { addressOfTarget, KINDS, milliseconds } from './target.ts';

const ORDER = { down: 0, unknown: 1, up: 2 } as const;

export default function Monitors() {
  const monitors = useList<MonitorWithState>('/monitors', { limit: 200 }, { everyMs: 15_000 });
  const component = useComponentName();
  const writes = useMay()('watch:write');
  const add = writes && <LinkButton to="/monitors/new">Add a monitor</LinkButton>;
  const rows = [...monitors.items].sort(
    (a, b) =>
      Number(b.enabled) - Number(a.enabled) ||
      ORDER[a.state.verdict] - ORDER[b.state.verdict] ||
      a.name.localeCompare(b.name),
  );
  return (
    <div className="page">
      <PageTitle title="Monitors">{add}</PageTitle>
      {monitors.error && <ProblemAlert problem={monitors.error} retry={monitors.refetch} />}
      {monitors.isPending && <Waiting />}
      {monitors.isSuccess && rows.length === 0 && (
        <Empty title="Nothing is watched yet" action={add}>
          A monitor asks your service every 30 seconds, as a user would. When it is sure that something fails,
          it opens the incident and the first word goes out.
        </Empty>
      )}
      {rows.length > 0 && (
        <DataTable
          caption="Monitors"
          rows={rows}
          rowKey={({ id }) => id}
          to={({ id }) => `/monitors/${id}`}
          filter={({ name, target, componentId }) =>
            `${name} ${target.kind} ${addressOfTarget(target)} ${component(componentId)}`
          }
          more={monitors}
          columns={[
            { header: 'Monitor', cell: ({ name }) => name },
            {
              header: 'State',
              cell: ({ enabled, state }) =>
                enabled ? <StatusMark state={state.verdict} /> : <StatusMark state="unknown" label="Off" />,
            },
            { header: 'Kind', wide: true, cell: ({ target }) => KINDS[target.kind] },
            { header: 'Component', wide: true, cell: ({ componentId }) => component(componentId) },
            {
              header: 'Answer',
              wide: true,
              align: 'end',
              cell: ({ state }) => milliseconds(state.last?.latencyMs ?? null),
            },
            {
              header: 'Last check',
              wide: true,
              cell: ({ state }) => (state.last ? <Time at={state.last.at} seconds /> : 'none yet'),
            },
          ]}
        />
      )}
    </div>
  );
}
