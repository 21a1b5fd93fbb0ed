/**
 * From a failing monitor to an incident with an owner. One rule: a confirmed failure joins the open incident that
 * already holds its component (or, while an incident is younger than GROUPING_MS, any that a monitor opened), else
 * it opens one. Written as reactions, so that a crash between the two repeats nothing.
 */
import type { Catalog, Component } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import type { Tx } from '#store';
import { type FactDraft, type FactOf, type Incident, isOpen, type Timeline, worse } from '#timeline';
import type { EscalationPolicies } from './policies.ts';
import { titleFor } from './title.ts';

/** Monitors that fail this soon after each other are taken for one outage. */
const GROUPING_MS = 120_000;
/** An outage that is older than the two hundred newest ones is not joined any more. */
const LOOKED_AT = 200;

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
    const opened = await timeline.read({ kinds: ['incident.opened'], latest: true, limit: LOOKED_AT }, tx);
    const found: Incident[] = [];
    for (const { subject } of opened.toReversed()) {
      const incident = await timeline.incident(subject.slice('incident:'.length), tx);
      if (incident && isOpen(incident)) found.push(incident);
    }
    return found;
  }

  // One reaction for both, so that a failure whose end is known already has joined before it is cleared.
  timeline.react({
    name: 'respond.open',
    kinds: ['monitor.failed', 'monitor.recovered'],
    run: (fact, tx) => (isFailure(fact) ? join(fact, tx) : clear(fact as FactOf<'monitor.recovered'>, tx)),
  });

  async function join(fact: FactOf<'monitor.failed'>, tx: Tx) {
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
            title: titleFor([component.name], body.status),
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
    if (joined) await widen(joined, fact, tx);
  }

  /** A failure that joins makes the incident as severe as itself; a title of the house names what it broke too. */
  async function widen(before: Incident, fact: FactOf<'monitor.failed'>, tx: Tx) {
    const { opensIncident } = fact.body;
    const shared = { subject: `incident:${before.id}`, by: 'rule:open-on-failure', because: fact.id };
    const drafts: FactDraft[] = [];
    if (opensIncident !== null && opensIncident < before.severity)
      drafts.push({
        ...shared,
        key: `severity:${fact.id}`,
        body: { kind: 'severity.changed', from: before.severity, to: opensIncident, reason: null },
      });
    const after = (await timeline.incident(before.id, tx))!;
    const known = await catalog.components.list(tx);
    const own = ownTitle(before, known);
    const title = ownTitle(after, known);
    if (before.title['en'] === own['en'] && title['en'] !== own['en'])
      drafts.push({
        ...shared,
        key: `title:${fact.id}`,
        body: { kind: 'incident.retitled', title, impact: before.impact },
      });
    if (drafts.length > 0) await timeline.record(tx, drafts);
  }

  async function clear(fact: FactOf<'monitor.recovered'>, tx: Tx) {
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
  }
}

/** What the house itself would call it. */
function ownTitle({ components }: Incident, known: readonly Component[]) {
  const names = components.flatMap(({ componentId }) =>
    known.filter(({ id }) => id === componentId).map(({ name }) => name),
  );
  return titleFor(names, components.map(({ status }) => status).reduce(worse, 'operational'));
}

const isFailure = (fact: FactOf<'monitor.failed' | 'monitor.recovered'>): fact is FactOf<'monitor.failed'> =>
  fact.body.kind === 'monitor.failed';
