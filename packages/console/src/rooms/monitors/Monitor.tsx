/** One monitor: how it stands, its answer times, and a check on demand. */
import type { CheckResult, MonitorWithState } from '@candor/protocol/watch.ts';
import { Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { del, patch, post } from '../../api.ts';
import { useGet, useSend } from '../../query.ts';
import { useMay } from '../../session.ts';
import { Callout } from '../../ui/Callout.tsx';
import { ConfirmButton } from '../../ui/ConfirmButton.tsx';
import { useComponentName } from '../../ui/names.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { LinkButton, TextLink, useParam } from '../../ui/RoomLink.tsx';
import { severityLabel } from '../../ui/Severity.tsx';
import { StatusMark, statusLabel } from '../../ui/StatusMark.tsx';
import { Loaded, ProblemAlert } from '../../ui/states.tsx';
import { Time } from '../../ui/Time.tsx';
import { Answers } from './Answers.tsx';
import { addressOfTarget, assertionText, milliseconds, phasesText } from './target.ts';

export default function Monitor() {
  const id = useParam('monitorId');
  const monitor = useGet<MonitorWithState>(`/monitors/${id}`, {}, { everyMs: 10_000 });
  return (
    <div className="page">
      {<Loaded of={monitor}>{(found) => <Inside key={found.id} monitor={found} />}</Loaded>}
    </div>
  );
}

function Inside({ monitor }: { monitor: MonitorWithState }) {
  const { id, name, target, state, enabled } = monitor;
  const navigate = useNavigate();
  const writes = useMay()('watch:write');
  const component = useComponentName();
  const touches = ['/monitors'];
  const check = useSend(() => post<CheckResult>(`/monitors/${id}/checks`), { touches });
  const toggle = useSend(() => patch<MonitorWithState>(`/monitors/${id}`, { enabled: !enabled }), {
    touches,
  });
  const remove = useSend(() => del(`/monitors/${id}`), {
    touches,
    done: () => void navigate({ to: '/monitors' }),
  });
  return (
    <>
      <PageTitle
        title={name}
        back={<TextLink to="/monitors">Monitors</TextLink>}
        lead={<span style={{ overflowWrap: 'anywhere' }}>{addressOfTarget(target)}</span>}
      >
        {writes && target.kind !== 'heartbeat' && enabled && (
          <Button loading={check.isPending} onClick={() => check.mutate()}>
            Check now
          </Button>
        )}
        {writes && (
          <LinkButton to={`/monitors/${id}/edit`} variant="default">
            Change
          </LinkButton>
        )}
      </PageTitle>
      <Stack gap="lg">
        <ProblemAlert problem={check.error ?? toggle.error ?? remove.error} />
        {check.data && <Checked result={check.data} />}
        <section className="card" aria-label="How it stands">
          <Group gap="md">
            {enabled ? (
              <StatusMark state={state.verdict} size={18} />
            ) : (
              <StatusMark state="unknown" label="Switched off" size={18} />
            )}
            {state.since && (
              <Text size="sm" component="span">
                since <Time at={state.since} />
              </Text>
            )}
            {state.silencedBy && (
              <span className="chip" data-tone="blue">
                silenced by maintenance
              </span>
            )}
            {state.doubts > 0 && (
              <span className="chip" data-tone="amber">
                {state.doubts} {state.doubts === 1 ? 'check speaks' : 'checks speak'} against it; checking
                again
              </span>
            )}
          </Group>
          {state.last && (
            <Text size="sm" mt="xs" component="div">
              {state.last.detail} <span className="quiet">({phasesText(state.last.phases)})</span> ·{' '}
              <Time at={state.last.at} seconds />
            </Text>
          )}
          <Text size="sm" className="quiet" mt="xs" component="div">
            Vouches for{' '}
            <TextLink to={`/components/${monitor.componentId}`}>{component(monitor.componentId)}</TextLink>.
            Every {monitor.intervalSeconds} s; believed after {monitor.confirmations} failing checks{' '}
            {milliseconds(monitor.recheckMs ?? 0)} apart;{' '}
            {monitor.opensIncident
              ? `then opens an incident (${severityLabel(monitor.opensIncident).toLowerCase()}).`
              : 'opens no incident.'}
          </Text>
          {target.kind === 'http' && target.assertions.length > 0 && (
            <Text size="sm" mt={4}>
              Good when it {target.assertions.map(assertionText).join('; ')}.
            </Text>
          )}
          {monitor.heartbeatPath && <Heartbeat path={monitor.heartbeatPath} />}
        </section>
        <Answers monitorId={id} timed={target.kind !== 'heartbeat'} />
        {writes && (
          <Group gap="xs">
            <Button
              variant="subtle"
              size="compact-sm"
              loading={toggle.isPending}
              onClick={() => toggle.mutate()}
            >
              {enabled ? 'Switch it off' : 'Switch it on'}
            </Button>
            <ConfirmButton
              variant="subtle"
              size="compact-sm"
              question="The monitor goes with its samples and charts. What it found stays in the incidents."
              confirm="Remove the monitor"
              loading={remove.isPending}
              onConfirm={() => remove.mutate()}
            >
              Remove this monitor …
            </ConfirmButton>
          </Group>
        )}
      </Stack>
    </>
  );
}

function Checked({ result }: { result: CheckResult }) {
  return (
    <Callout
      role="status"
      tone={result.outcome === 'up' ? 'green' : result.outcome === 'down' ? 'red' : 'amber'}
      title={`Checked just now: ${statusLabel(result.outcome).toLowerCase()}`}
    >
      {result.detail} {phasesText(result.phases) && `(${phasesText(result.phases)})`}
    </Callout>
  );
}

function Heartbeat({ path }: { path: string }) {
  const url = `${window.location.origin}${path}`;
  return (
    <div style={{ marginBlockStart: '0.75rem' }}>
      <Text size="sm">The job calls this when it is done; keep it secret:</Text>
      <Group gap="xs" mt={4}>
        <Code style={{ overflowWrap: 'anywhere' }}>{url}</Code>
        <CopyButton value={url}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </Group>
    </div>
  );
}
