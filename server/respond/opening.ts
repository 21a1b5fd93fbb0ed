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
/** Of more open incidents than this, only the newest are joined. */
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
    // Which they are is known from memory, however long the past is; what they are now is read in this transaction.
    const open = await timeline.incidents({ open: true, kind: 'incident', limit: LOOKED_AT });
    const found: Incident[] = [];
    for (const { id } of open) {
      const incident = await timeline.incident(id, tx);
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
    const all = await timeline.incidents({ kind: 'incident', limit: Number.MAX_SAFE_INTEGER });
    const holding = all.filter(({ symptoms }) =>
      symptoms.some((s) => s.monitorId === fact.body.monitorId && s.recoveredAt === null),
    );
    for (const { id } of holding) {
      const subject = `incident:${id}`;
      const incident = await timeline.incident(id, tx);
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
