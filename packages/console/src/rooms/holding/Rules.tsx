/** Every rule in one sentence, switched on and off where it stands; below, what rules did, and what waits for somebody. */
import type { WorkflowRule, WorkflowRun } from '@candor/protocol/workflows.ts';
import { Group, Stack, Switch, Text, Title } from '@mantine/core';
import { type Listed, patch } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { LinkButton, TextLink } from '../../ui/RoomLink.tsx';
import { Empty, Loaded, ProblemAlert } from '../../ui/states.tsx';
import { Runs } from './Runs.tsx';

export default function Rules() {
  const rules = useGet<Listed<WorkflowRule>>('/workflow-rules');
  const runs = useGet<Listed<WorkflowRun>>('/workflow-runs', { limit: 20 }, { everyMs: 10_000 });
  const add = useMay()('tell:write') && <LinkButton to="/workflows/new">Make a rule</LinkButton>;
  return (
    <div className="page">
      <PageTitle
        title="Workflows"
        lead="When this happens, do that: publish a page, post, tell, ask. Once for each incident, through the same linter and truth gate as a person, and taken back when it is over."
      >
        {add}
      </PageTitle>
      <Stack gap="lg">
        <Loaded of={rules}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title="Nothing happens by itself yet" action={add}>
                A first rule worth having: when an incident is major or worse on what earns your money,
                publish the outage page at your proxy, until it is over.
              </Empty>
            ) : (
              <Stack gap="sm">
                {items.map((rule) => (
                  <Rule key={rule.id} rule={rule} />
                ))}
              </Stack>
            )
          }
        </Loaded>
        <section aria-label="What rules did">
          <Title order={2} fz="h4" mb="xs">
            What they did
          </Title>
          <Loaded of={runs}>{({ items }) => <Runs runs={items} />}</Loaded>
        </section>
      </Stack>
    </div>
  );
}

function Rule({ rule }: { rule: WorkflowRule }) {
  const may = useMay()('tell:write');
  const turn = useSend((enabled: boolean) => patch(`/workflow-rules/${rule.id}`, { enabled }), {
    touches: ['/workflow-rules'],
  });
  return (
    <div className="card">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div style={{ minWidth: 0 }}>
          <Text component="div" fw={600}>
            <TextLink to={`/workflows/${rule.id}`}>{rule.name}</TextLink>
          </Text>
          <Text size="sm">{rule.sentence}</Text>
          <Text size="sm" className="quiet">
            Version {rule.version}
          </Text>
        </div>
        <Switch
          aria-label={`${rule.name} is switched on`}
          checked={rule.enabled}
          disabled={!may || turn.isPending}
          onChange={({ currentTarget }) => turn.mutate(currentTarget.checked)}
        />
      </Group>
      <ProblemAlert problem={turn.error} />
    </div>
  );
}
