/** From facts to the record that a postmortem is drafted from: every piece keeps the id of its fact. */
import type { Component } from '@candor/protocol/catalog.ts';
import { type Fact, type Incident, troubleSpans } from '#timeline';
import { withoutMarks } from '#words';
import type { IncidentRecord } from './rules/draft.ts';

const FIRST_WORD_TARGET_MINUTES = 15;

type Of<K extends Fact['body']['kind']> = Fact & { body: Extract<Fact['body'], { kind: K }> };
const of = <K extends Fact['body']['kind']>(facts: readonly Fact[], kind: K) =>
  facts.filter((fact): fact is Of<K> => fact.body.kind === kind);

export function recordOf(
  incident: Incident,
  facts: readonly Fact[],
  components: readonly Component[],
  { nowMs, askUrl }: { nowMs: number; askUrl: string | null },
): IncidentRecord {
  const spans = troubleSpans([incident]);
  const opened = of(facts, 'incident.opened')[0];
  const acknowledged = of(facts, 'incident.acknowledged')[0];
  const cleared = of(facts, 'symptom.cleared');
  const resolved = of(facts, 'update.published').findLast(({ body }) => body.phase === 'resolved');
  const credits = of(facts, 'credits.approved').at(-1);
  const touched = [
    ...new Set([
      ...incident.openedComponents.map((c) => c.componentId),
      ...spans.map((span) => span.componentId),
    ]),
  ];
  return {
    id: incident.id,
    title: incident.title['en'] ?? incident.id,
    severity: incident.severity,
    openedFactId: opened?.id ?? facts[0]!.id,
    components: touched.map((id) => {
      const mine = spans.filter((span) => span.componentId === id);
      return {
        id,
        name: components.find((component) => component.id === id)?.name['en'] ?? id,
        allDown: mine.some((span) => span.status === 'major_outage'),
        downMs:
          mine.length === 0
            ? null
            : mine.reduce((sum, span) => sum + (span.endMs ?? nowMs) - span.startMs, 0),
      };
    }),
    impact: incident.impact?.['en'] ?? null,
    startedAt: incident.startedAt,
    detectedAt: incident.detectedAt,
    detectedBy: incident.detectedBy ?? 'person',
    acknowledged: acknowledged ? { factId: acknowledged.id, at: acknowledged.at } : null,
    firstWordAt: incident.firstWordAt,
    firstWordTargetMinutes: FIRST_WORD_TARGET_MINUTES,
    updates: of(facts, 'update.published').map(({ id, at, body }) => ({
      factId: id,
      at,
      phase: body.phase as IncidentRecord['updates'][number]['phase'],
      text: withoutMarks(body.text['en'] ?? Object.values(body.text)[0] ?? ''),
      origin: body.origin,
      nextUpdateBy: body.nextUpdateBy,
    })),
    corrections: of(facts, 'update.corrected').map(({ id, at, body }) => ({
      factId: id,
      at,
      text: withoutMarks(body.text['en'] ?? Object.values(body.text)[0] ?? ''),
    })),
    promises: [
      ...of(facts, 'promise.kept').map(({ id, at, body }) => ({
        factId: id,
        at,
        dueAt: body.dueAt,
        outcome: body.keptBy === 'person' ? ('kept-by-person' as const) : ('kept-by-note' as const),
      })),
      ...of(facts, 'promise.missed').map(({ id, body }) => ({
        factId: id,
        at: body.dueAt,
        dueAt: body.dueAt,
        outcome: 'missed' as const,
      })),
    ].sort((a, b) => a.at.localeCompare(b.at)),
    evidence: [
      ...of(facts, 'symptom.joined').map(({ id, body }) => ({
        factId: id,
        at: body.failedAt,
        kind: 'failed' as const,
        monitorName: body.monitorName,
        componentId: body.componentId,
        detail: body.detail,
      })),
      ...cleared.flatMap(({ id, body }) => {
        const symptom = incident.symptoms.find(({ monitorId }) => monitorId === body.monitorId);
        if (!symptom) return [];
        const { monitorName, componentId } = symptom;
        return [
          {
            factId: id,
            at: body.recoveredAt,
            kind: 'recovered' as const,
            monitorName,
            componentId,
            detail: 'answers as it should again',
          },
        ];
      }),
    ].sort((a, b) => a.at.localeCompare(b.at)),
    severityChanges: of(facts, 'severity.changed').map(({ id, at, body }) => ({
      factId: id,
      at,
      from: body.from,
      to: body.to,
    })),
    notes: of(facts, 'note.entered').map(({ id, at, body }) => ({
      factId: id,
      at,
      text: body.text.slice(0, 5_000),
      kind: 'note' as const,
    })),
    recovered:
      incident.recoveredAt && cleared.length > 0
        ? { factId: cleared.at(-1)!.id, at: incident.recoveredAt }
        : null,
    resolved: resolved ? { factId: resolved.id, at: resolved.at } : null,
    ownerId: incident.roles.owner ?? null,
    figures: [],
    credits: credits
      ? {
          factId: credits.id,
          text: 'Customers whose contract promises more than they got are credited without having to ask.',
        }
      : null,
    askUrl,
  };
}
