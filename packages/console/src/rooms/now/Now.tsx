/** One glance: what is broken, which promise is due next and whose it is, who is on it. Calm when calm. */
import type { IncidentView } from '@candor/protocol/respond.ts';
import type { MonitorWithState } from '@candor/protocol/watch.ts';
import { SimpleGrid, Stack, Title } from '@mantine/core';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { useMay } from '../../session.ts';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { LinkButton } from '../../ui/RoomLink.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Ahead } from './Ahead.tsx';
import { Calm } from './Calm.tsx';
import { Contradicted } from './Contradicted.tsx';
import { CopiesFailing } from './CopiesFailing.tsx';
import { Duty } from './Duty.tsx';
import { FirstRun } from './FirstRun.tsx';
import { OpenIncident } from './OpenIncident.tsx';
import { Reports } from './Reports.tsx';
import { ToRead } from './ToRead.tsx';
import { Undecided } from './Undecided.tsx';

export function Now() {
  const may = useMay();
  const open = useGet<Listed<IncidentView>>('/incidents', { open: true }, { everyMs: 60_000 });
  const monitors = useGet<Listed<MonitorWithState>>('/monitors', { limit: 200 }, { everyMs: 15_000 });
  return (
    <div className="page">
      <PageTitle title="Now">
        {may('respond:write') && (
          <LinkButton to="/incidents/new" variant="default">
            Open an incident
          </LinkButton>
        )}
      </PageTitle>
      <Stack gap="lg">
        <Contradicted />
        <ToRead />
        {open.data?.items.length === 0 && <FirstRun />}
        <Loaded of={open}>
          {({ items }) => (
            <>
              {items.length > 0 ? (
                <section aria-labelledby="broken">
                  <Title order={2} fz="h4" id="broken" mb="xs">
                    {items.length === 1 ? 'One incident is open' : `${items.length} incidents are open`}
                  </Title>
                  <Stack gap="sm">
                    {byUrgency(items).map((incident) => (
                      <OpenIncident key={incident.id} incident={incident} />
                    ))}
                  </Stack>
                </section>
              ) : (
                monitors.data && <Calm monitors={monitors.data.items} />
              )}
              {monitors.data && <Undecided monitors={monitors.data.items} open={items} />}
              <Reports />
              {items.length > 0 && <FirstRun />}
            </>
          )}
        </Loaded>
        <CopiesFailing />
        <SimpleGrid cols={{ base: 1, md: 2 }}>
          <Ahead />
          <Duty />
        </SimpleGrid>
      </Stack>
    </div>
  );
}

/** The promise that is due first comes first; an incident without any word comes before all of them. */
const byUrgency = (incidents: readonly IncidentView[]): IncidentView[] =>
  [...incidents].sort((a, b) => (a.promise?.dueAt ?? '').localeCompare(b.promise?.dueAt ?? ''));
