/**
 * From a failing monitor to an incident with an owner. One rule: a confirmed failure joins the open incident that
 * already holds its component (or, while an incident is younger than GROUPING_MS, any that a monitor opened), else
 * it opens one. Written as reactions, so that a crash between the two repeats nothing.
 */
import type { Catalog } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import type { Tx } from '#store';
import { type FactOf, type Incident, isOpen, type Timeline } from '#timeline';
import type { EscalationPolicies } from './policies.ts';
import { titleFor } from './title.ts';

/** Monitors that fail this soon after each other are taken for one outage. */
const GROUPING_MS = 120_000;

type Deps = {
  timeline: Timeline;
  catalog: Catalog;
  clock: Clock;
  ids: Ids;
  policies: EscalationPolicies;
  begin: (tx: Tx, incidentId: string, because: string) => Promise<void>;
};

export function addOpeningRules({ timeline, catalog, clock, ids, policies, begin }: Deps): void {
  async function openIncidents(tx: Tx): Promise<Incident[]> {
    const opened = await timeline.read({ kinds: ['incident.opened'] }, tx);
    const found: Incident[] = [];
    for (const { subject } of opened.toReversed().slice(0, 200)) {
      const incident = await timeline.incident(subject.slice('incident:'.length), tx);
      if (incident && isOpen(incident)) found.push(incident);
    }
    return found;
  }

  timeline.react({
    name: 'respond.open',
    kinds: ['monitor.failed'],
    async run(fact, tx) {
      const { body } = fact;
      if (body.opensIncident === null) return;
      const open = await openIncidents(tx);
      const same = open.find((incident) =>
        incident.components.some((component) => component.componentId === body.componentId),
      );
      const young = open.find(
        (incident) =>
          incident.detectedBy === 'monitor' && clock.nowMs() - Date.parse(incident.openedAt) < GROUPING_MS,
      );
      const joined = same ?? young;
      const incidentId = joined?.id ?? ids.next('inc');
      const subject = `incident:${incidentId}`;
      const by = 'rule:open-on-failure';
      if (!joined) {
        const component = await catalog.components.get(body.componentId, tx);
        const policy = await policies.default(tx);
        await timeline.record(tx, [
          {
            subject,
            by,
            because: fact.id,
            key: `open:${fact.id}`,
            body: {
              kind: 'incident.opened',
              title: titleFor(component.name, body.status),
              severity: body.opensIncident,
              components: [{ componentId: body.componentId, status: body.status }],
              startedAt: body.firstFailedAt,
              detectedAt: fact.at,
              detectedBy: 'monitor',
              impact: null,
              automaticFirstWord: component.automaticFirstWord,
            },
          },
          ...(policy.ownerId
            ? [
                {
                  subject,
                  by,
                  because: fact.id,
                  body: { kind: 'role.assigned', role: 'owner', personId: policy.ownerId },
                } as const,
              ]
            : []),
          ...(policy.deputyId
            ? [
                {
                  subject,
                  by,
                  because: fact.id,
                  body: { kind: 'role.assigned', role: 'deputy', personId: policy.deputyId },
                } as const,
              ]
            : []),
        ]);
        await begin(tx, incidentId, fact.id);
      }
      await timeline.record(tx, [
        {
          subject,
          by,
          at: fact.at,
          because: fact.id,
          key: `symptom:${fact.id}`,
          body: {
            kind: 'symptom.joined',
            monitorId: body.monitorId,
            monitorName: body.monitorName,
            componentId: body.componentId,
            status: body.status,
            failedAt: body.firstFailedAt,
            detail: body.evidence.detail,
          },
        },
      ]);
    },
  });

  timeline.react({
    name: 'respond.clear',
    kinds: ['monitor.recovered'],
    async run(fact: FactOf<'monitor.recovered'>, tx) {
      // Also incidents that a person resolved over a failing monitor have to learn that it recovered.
      const joined = await timeline.read({ kinds: ['symptom.joined'] }, tx);
      const subjects = new Set(
        joined
          .filter(({ body }) => body.kind === 'symptom.joined' && body.monitorId === fact.body.monitorId)
          .map(({ subject }) => subject),
      );
      for (const subject of subjects) {
        const incident = await timeline.incident(subject.slice('incident:'.length), tx);
        const failing = incident?.symptoms.some(
          (s) => s.monitorId === fact.body.monitorId && s.recoveredAt === null,
        );
        if (failing)
          await timeline.record(tx, [
            {
              subject,
              by: 'rule:clear-on-recovery',
              at: fact.at,
              because: fact.id,
              key: `clear:${fact.id}`,
              body: {
                kind: 'symptom.cleared',
                monitorId: fact.body.monitorId,
                recoveredAt: fact.body.firstGoodAt,
              },
            },
          ]);
      }
    },
  });
}
