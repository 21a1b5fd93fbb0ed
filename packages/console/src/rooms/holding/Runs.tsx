/** What rules did: each run with its steps and their states; a failed step can be tried again, a question answered. */
import type { WorkflowRun, WorkflowStep } from '@candor/protocol/workflows.ts';
import { Button, Group, Stack, Text } from '@mantine/core';
import { post, put } from '../../api.ts';
import { useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { TextLink } from '../../ui/RoomLink.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';

const touches = ['/workflow-runs'];
const STATES: Record<WorkflowStep['state'], [mark: string, label: string]> = {
  waiting: ['monitoring', 'Due'],
  held: ['unknown', 'Behind an approval'],
  asked: ['degraded_performance', 'Waits for approval'],
  done: ['operational', 'Done'],
  undoing: ['monitoring', 'Done, to be taken back'],
  undone: ['operational', 'Taken back'],
  failed: ['major_outage', 'Failed'],
  skipped: ['unknown', 'Not done'],
};

export function Runs({ runs }: { runs: readonly WorkflowRun[] }) {
  if (runs.length === 0)
    return (
      <Text size="sm" className="quiet">
        No rule was set off yet. Every run is kept here, also what was not done and why.
      </Text>
    );
  return (
    <Stack gap="sm">
      {runs.map((run) => (
        <div className="card" key={run.id}>
          <Group justify="space-between">
            <Text component="div" fw={600}>
              <TextLink to={`/workflows/${run.ruleId}`}>{run.ruleName}</TextLink>
            </Text>
            <Text size="sm" component="div" className="quiet">
              <Time at={run.at} />,{' '}
              <TextLink
                to={`/${run.incidentId.startsWith('mnt') ? 'maintenance' : 'incidents'}/${run.incidentId}`}
              >
                because of this
              </TextLink>
            </Text>
          </Group>
          {run.detail && <Text size="sm">{run.detail}</Text>}
          <ul style={{ listStyle: 'none', padding: 0, margin: '0.5rem 0 0' }}>
            {run.steps.map((step) => (
              <Step key={step.id} step={step} />
            ))}
          </ul>
        </div>
      ))}
    </Stack>
  );
}

function Step({ step }: { step: WorkflowStep }) {
  const may = useMay()('tell:write');
  const again = useSend(() => post(`/workflow-steps/${step.id}/attempt`), { touches });
  const answer = useSend((approved: boolean) => put(`/workflow-steps/${step.id}/approval`, { approved }), {
    touches,
  });
  const [mark, label] = STATES[step.state];
  const tries = step.state === 'waiting' && step.attempts > 0;
  return (
    <li style={{ padding: '0.25rem 0' }}>
      <Group gap="xs" align="baseline">
        <StatusMark state={tries ? 'degraded_performance' : mark} label={tries ? 'Trying again' : label} />
        <Text size="sm" component="span" style={{ flex: '1 1 16rem' }}>
          {step.sentence}
          {step.detail && <span className="quiet"> ({step.detail})</span>}
          {step.nextAt && (
            <span className="quiet">
              {' '}
              <Time at={step.nextAt} />
            </span>
          )}
        </Text>
        {may && (step.state === 'failed' || tries) && (
          <Button
            size="compact-xs"
            variant="default"
            loading={again.isPending}
            onClick={() => again.mutate()}
          >
            Try now
          </Button>
        )}
        {may && step.state === 'asked' && (
          <>
            <Button size="compact-xs" loading={answer.isPending} onClick={() => answer.mutate(true)}>
              Approve
            </Button>
            <Button size="compact-xs" variant="default" onClick={() => answer.mutate(false)}>
              Refuse
            </Button>
          </>
        )}
      </Group>
      <ProblemAlert problem={again.error ?? answer.error} />
    </li>
  );
}
