/** A dry run: what the rule would have done, and when, at a past incident or at one that is only pretended. */
import type { IncidentView } from '@candor/protocol/respond.ts';
import type { WorkflowDryRun, WorkflowRuleInput } from '@candor/protocol/workflows.ts';
import { Button, Group, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { type Listed, post } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';
import { textIn } from '../../ui/LocalizedField.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';

const PRETEND = 'pretend:';

export function Trial({ rule }: { rule: WorkflowRuleInput }) {
  const [against, setAgainst] = useState(`${PRETEND}2`);
  const incidents = useGet<Listed<IncidentView>>('/incidents', { limit: 20 });
  const trial = useSend(
    () => {
      const pretended = against.startsWith(PRETEND) ? against.slice(PRETEND.length) : null;
      const componentIds = rule.conditions?.componentIds ?? [];
      const pretend =
        pretended === null
          ? null
          : pretended === 'maintenance'
            ? { kind: 'maintenance', componentIds }
            : { kind: 'incident', severity: Number(pretended), componentIds };
      return post<WorkflowDryRun>('/workflow-rules/dry-runs', {
        rule,
        incidentId: pretend ? null : against,
        pretend,
      });
    },
    { touches: [] },
  );
  return (
    <section className="card" aria-label="Dry run">
      <Stack gap="sm">
        <Title order={2} fz="h5">
          What would have happened?
        </Title>
        <Group align="flex-end" gap="xs">
          <NativeSelect
            label="At"
            value={against}
            onChange={({ currentTarget }) => setAgainst(currentTarget.value)}
            data={[
              { value: `${PRETEND}1`, label: 'a pretended critical incident' },
              { value: `${PRETEND}2`, label: 'a pretended major incident' },
              { value: `${PRETEND}3`, label: 'a pretended minor incident' },
              { value: `${PRETEND}maintenance`, label: 'a pretended maintenance' },
              ...(incidents.data?.items ?? []).map(({ id, title, openedAt }) => ({
                value: id,
                label: `${textIn(title)}, ${openedAt.slice(0, 10)}`,
              })),
            ]}
          />
          <Button variant="default" loading={trial.isPending} onClick={() => trial.mutate()}>
            Try it
          </Button>
        </Group>
        <ProblemAlert problem={trial.error} />
        <div aria-live="polite">{trial.data && <Outcome of={trial.data} />}</div>
      </Stack>
    </section>
  );
}

function Outcome({ of }: { of: WorkflowDryRun }) {
  if (of.moments.length === 0) return <Text size="sm">Nothing: what it waits for did not happen there.</Text>;
  return (
    <ol style={{ margin: 0, paddingInlineStart: '1.2rem' }}>
      {of.moments.map((moment) => (
        <li key={`${moment.at} ${moment.because}`}>
          <Text size="sm" component="div">
            <Time at={moment.at} seconds />: {moment.because}.{' '}
            {moment.runs ? null : <span className="quiet">It would not run: {moment.why}.</span>}
          </Text>
          <ul style={{ paddingInlineStart: '1.2rem', margin: 0 }}>
            {moment.steps.map((step) => (
              <li key={`${step.at} ${step.sentence}`}>
                <Text size="sm" component="div">
                  {step.at ? <Time at={step.at} seconds /> : 'after the approval'}: {step.sentence}
                  {step.undoneAt && (
                    <>
                      {' '}
                      (taken back <Time at={step.undoneAt} seconds />)
                    </>
                  )}
                  {step.warning && (
                    <div>
                      <StatusMark state="degraded_performance" label={step.warning} />
                    </div>
                  )}
                </Text>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
