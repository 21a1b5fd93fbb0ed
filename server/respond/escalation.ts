/**
 * Who is called when: the owner at once, then the policy's steps at their times, until somebody acknowledges. An
 * acknowledgement (or the end of the incident) removes the waiting wakes, so an old one can never wake anybody.
 */
import type { Clock } from '#lib/clock.ts';
import type { Tx } from '#store';
import { isOpen, type Timeline, type Wake } from '#timeline';
import type { Notice } from './notice.ts';
import type { EscalationPolicies } from './policies.ts';

export type Escalation = {
  begin(tx: Tx, incidentId: string, because: string): Promise<void>;
  end(tx: Tx, incidentId: string): Promise<void>;
};

const subjectOf = (incidentId: string) => `incident:${incidentId}`;

export function createEscalation({
  timeline,
  clock,
  policies,
  notice,
}: {
  timeline: Timeline;
  clock: Clock;
  policies: EscalationPolicies;
  notice: Notice;
}): Escalation {
  const onMissed = async (wake: Wake, tx: Tx) => {
    const incident = await timeline.incident(wake.subject.slice('incident:'.length), tx);
    if (!incident || !isOpen(incident) || incident.acknowledgedAt) return;
    await timeline.record(tx, [
      {
        subject: wake.subject,
        by: 'system:escalation',
        because: wake.because,
        key: `acknowledgement-missed:${wake.dueAt}`,
        body: { kind: 'acknowledgement.missed', dueAt: wake.dueAt },
      },
    ]);
  };
  timeline.onWake('respond.acknowledge', onMissed, { elapsed: true });

  const onStep = async (wake: Wake, tx: Tx) => {
    const incident = await timeline.incident(wake.subject.slice('incident:'.length), tx);
    if (!incident || !isOpen(incident) || incident.acknowledgedAt) return;
    const { policyId, step } = wake.payload as { policyId: string; step: number };
    const policy = await policies.get(policyId, tx);
    const rule = policy.steps[step];
    if (!rule) return;
    const [fact] = await timeline.record(tx, [
      {
        subject: wake.subject,
        by: 'system:escalation',
        because: wake.because,
        key: `escalation:${policyId}:${step}`,
        body: {
          kind: 'escalation.stepped',
          policyId,
          step,
          personIds: rule.personIds,
          webhooks: rule.webhooks.length + rule.targets.length,
        },
      },
    ]);
    await notice.send(tx, incident, {
      personIds: rule.personIds,
      webhooks: rule.webhooks,
      targets: rule.targets,
      reason: 'escalation',
      because: fact!.id,
    });
    if (step === policy.steps.length - 1)
      await timeline.record(tx, [
        {
          subject: wake.subject,
          by: 'system:escalation',
          because: fact!.id,
          key: `escalation-exhausted:${policyId}`,
          body: { kind: 'escalation.exhausted', policyId },
        },
      ]);
  };
  timeline.onWake('respond.step', onStep, { elapsed: true });

  return {
    async begin(tx, incidentId, because) {
      const incident = await timeline.incident(incidentId, tx);
      if (!incident) return;
      const policy = await policies.default(tx);
      const openedMs = Date.parse(incident.openedAt);
      const subject = subjectOf(incidentId);
      const dueAt = (seconds: number) =>
        new Date(Math.max(openedMs + seconds * 1_000, clock.nowMs())).toISOString();
      await timeline.wakes.set(tx, {
        key: `${subject}:acknowledge`,
        kind: 'respond.acknowledge',
        subject,
        dueAt: dueAt(policy.acknowledgeSeconds[incident.severity]),
        because,
      });
      for (const [step, rule] of policy.steps.entries())
        await timeline.wakes.set(tx, {
          key: `${subject}:step:${step}`,
          kind: 'respond.step',
          subject,
          dueAt: dueAt(rule.afterSeconds),
          payload: { policyId: policy.id, step },
          because,
        });
      const owner = incident.roles.owner;
      if (owner) await notice.send(tx, incident, { personIds: [owner], reason: 'opened', because });
    },
    async end(tx, incidentId) {
      for (const kind of ['respond.acknowledge', 'respond.step'])
        await timeline.wakes.cancel(tx, { subject: subjectOf(incidentId), kind });
    },
  };
}
