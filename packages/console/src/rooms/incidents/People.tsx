/** Who holds which role. The owner keeps the promises. */
import type { IncidentView } from '@candor/protocol/respond.ts';
import { IncidentRole } from '@candor/protocol/words-of-state.ts';
import { Stack, Title } from '@mantine/core';
import { useMay } from '../../session.ts';
import { PersonSelect } from '../../ui/names.tsx';
import { ProblemAlert } from '../../ui/states.tsx';
import { useChanges } from './data.ts';

const ROLES: Record<IncidentRole, string> = {
  owner: 'Owner',
  deputy: 'Deputy',
  communications: 'Communications',
  scribe: 'Scribe',
  liaison: 'Liaison',
};

export function People({ incident }: { incident: IncidentView }) {
  const { role } = useChanges(incident.id);
  const may = useMay();
  return (
    <section className="card" aria-labelledby="people">
      <Title order={2} fz="h5" id="people" mb="xs">
        People
      </Title>
      <Stack gap={6} className="pairs">
        {IncidentRole.options.map((each) => (
          <PersonSelect
            key={each}
            label={ROLES[each]}
            disabled={!may('respond:write')}
            value={incident.roles[each] ?? null}
            onChange={(personId) => role.mutate({ role: each, personId })}
          />
        ))}
      </Stack>
      <ProblemAlert problem={role.error} />
    </section>
  );
}
