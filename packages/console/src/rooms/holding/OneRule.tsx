/** One rule: when, under which conditions, then what; tried against the past before it is switched on. */
import type {
  WorkflowKinds,
  WorkflowRule,
  WorkflowRun,
  WorkflowVersion,
} from '@candor/protocol/workflows.ts';
import { Group, Stack, Text, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { del, type Listed, patch, post } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { FormShell } from '../../ui/FormShell.tsx';
import { useForm } from '../../ui/form.ts';
import { useActorName } from '../../ui/names.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TextLink, useParam } from '../../ui/RoomLink.tsx';
import { Loaded, ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { Actions, Conditions, Head } from './RuleFields.tsx';
import { Runs } from './Runs.tsx';
import { EMPTY, inputOf, newAction, type Values, valuesOf } from './rule-form.ts';
import { Trial } from './Trial.tsx';

const touches = ['/workflow-rules', '/workflow-runs'];

export default function OneRule() {
  const id = useParam('ruleId');
  const rule = useGet<WorkflowRule>(id ? `/workflow-rules/${id}` : null);
  const kinds = useGet<WorkflowKinds>('/workflow-kinds');
  return (
    <div className="page narrow">
      <Loaded of={kinds}>
        {(known) =>
          id ? (
            <Loaded of={rule}>{(found) => <Editor key={found.version} rule={found} kinds={known} />}</Loaded>
          ) : (
            <Editor rule={null} kinds={known} />
          )
        }
      </Loaded>
    </div>
  );
}

function Editor({ rule, kinds }: { rule: WorkflowRule | null; kinds: WorkflowKinds }) {
  const navigate = useNavigate();
  const mayEdit = useMay()('tell:write');
  const save = useSend(
    (values: Values) =>
      rule
        ? patch<WorkflowRule>(`/workflow-rules/${rule.id}`, inputOf(values))
        : post<WorkflowRule>('/workflow-rules', inputOf(values)),
    { touches, done: ({ id }) => void (rule ? null : navigate({ to: `/workflows/${id}` })) },
  );
  const remove = useSend(() => del(`/workflow-rules/${rule?.id}`), {
    touches,
    done: () => void navigate({ to: '/workflows' }),
  });
  const form = useForm(
    rule ? valuesOf(rule) : { ...EMPTY, actions: [newAction('holding-page')] },
    save.error,
  );
  return (
    <>
      <PageTitle
        title={rule?.name ?? 'New rule'}
        back={<TextLink to="/workflows">Workflows</TextLink>}
        lead={rule?.sentence}
      />
      <Stack gap="lg">
        <div className="card">
          <FormShell
            submit={rule ? 'Save' : 'Make the rule'}
            pending={save.isPending}
            problem={save.error}
            locked={!mayEdit}
            onSubmit={() => save.mutate(form.values)}
          >
            <Head form={form} kinds={kinds} />
            <Conditions form={form} />
            <Actions form={form} kinds={kinds} />
          </FormShell>
        </div>
        {mayEdit && <Trial rule={inputOf(form.values)} />}
        {rule && <Past rule={rule} />}
        {rule && mayEdit && (
          <Group>
            <ProblemAlert problem={remove.error} />
            <ConfirmButton
              size="compact-sm"
              variant="subtle"
              question="It is set off no more. What it did stays on record, and is still taken back in its time."
              confirm="Remove the rule"
              loading={remove.isPending}
              onConfirm={() => remove.mutate()}
            >
              Remove this rule …
            </ConfirmButton>
          </Group>
        )}
      </Stack>
    </>
  );
}

function Past({ rule }: { rule: WorkflowRule }) {
  const actor = useActorName();
  const runs = useGet<Listed<WorkflowRun>>(
    '/workflow-runs',
    { ruleId: rule.id, limit: 20 },
    { everyMs: 10_000 },
  );
  const versions = useGet<Listed<WorkflowVersion>>(`/workflow-rules/${rule.id}/versions`);
  return (
    <>
      <section aria-label="What it did">
        <Title order={2} fz="h4" mb="xs">
          What it did
        </Title>
        <Loaded of={runs}>{({ items }) => <Runs runs={items} />}</Loaded>
      </section>
      <section aria-label="Versions">
        <Title order={2} fz="h4" mb="xs">
          Versions
        </Title>
        <Loaded of={versions}>
          {({ items }) => (
            <ul style={{ margin: 0, paddingInlineStart: '1.2rem' }}>
              {items.map(({ version, by, at, rule: saved }) => (
                <li key={version}>
                  <Text size="sm" component="span">
                    Version {version}, {actor(by)}, <Time at={at} />
                    {saved.enabled === false && ', switched off'}
                  </Text>
                </li>
              ))}
            </ul>
          )}
        </Loaded>
      </section>
    </>
  );
}
