/**
 * What would have happened, and when: a rule held against the facts of a past incident, or of one that is pretended, by
 * the same judgement as the real thing. Pure; writes and sends nothing.
 */
import type { WorkflowDryRun, WorkflowDryRunInput } from '@candor/protocol/workflows.ts';
import type { z } from 'zod';
import { type Fact, type FactBody, foldIncident, type Incident, isOpen } from '#timeline';
import { type GroupOf, unmet } from './conditions.ts';
import { isClosing, judge, roundOf } from './judge.ts';
import type { Action } from './kinds.ts';
import type { Rule } from './rules.ts';
import { TRIGGERS } from './triggers/all.ts';

type Moment = WorkflowDryRun['moments'][number];
const MOST_MOMENTS = 50;

export function momentsOf(
  rule: Omit<Rule, 'id' | 'version' | 'since'>,
  facts: readonly Fact[],
  {
    groupOf,
    actions,
    say,
    nowMs,
  }: {
    groupOf: GroupOf;
    actions: ReadonlyMap<string, Action>;
    say: (action: Rule['actions'][number]) => string;
    nowMs: number;
  },
): Moment[] {
  const moments: Moment[] = [];
  const ran = new Set<number | string>();
  const asOf = (at: string) => foldIncident(facts.filter((fact) => fact.at <= at));

  function add(
    at: string,
    because: string,
    incident: Incident,
    key: number | string,
    closing: boolean,
    why: string | null,
  ) {
    const { forSeconds } = rule.conditions;
    const dueAt = later(at, forSeconds);
    let refusal = why;
    if (refusal === null && ran.has(key)) refusal = 'it ran already for this incident';
    const then = forSeconds > 0 ? asOf(dueAt) : incident;
    if (refusal === null && forSeconds > 0 && then) {
      const over =
        !closing && !isOpen(then)
          ? 'it was over'
          : unmet({ ...rule.conditions, hours: null }, then, { at: dueAt, groupOf });
      if (over) refusal = `it was no longer so ${forSeconds} s later: ${over}`;
    }
    if (refusal === null) ran.add(key);
    let held = false;
    const steps = refusal
      ? []
      : rule.actions.map((each) => {
          const action = actions.get(each.kind);
          const step = {
            at: held ? null : dueAt,
            sentence: say(each),
            undoneAt: held ? null : undoneAt(each.undo, dueAt),
            warning: held
              ? 'It waits for the approval before it.'
              : (action?.foresee?.(each.settings, then ?? incident) ?? null),
          };
          held ||= each.kind === 'approval';
          return step;
        });
    moments.push({ at, because, runs: refusal === null, why: refusal, steps });
  }

  function undoneAt({ when, afterSeconds }: Rule['actions'][number]['undo'], doneAt: string): string | null {
    if (when === 'never') return null;
    if (when === 'after') return later(doneAt, afterSeconds);
    const was = asOf(doneAt);
    const end =
      was && !isOpen(was) ? doneAt : facts.find(({ at, body }) => at > doneAt && isClosing(body))?.at;
    return end ? later(end, afterSeconds) : null;
  }

  facts.forEach((fact, i) => {
    if (moments.length >= MOST_MOMENTS) return;
    const before = foldIncident(facts.slice(0, i));
    const after = foldIncident(facts.slice(0, i + 1));
    if (!after) return;
    const verdict = judge(rule, { fact, before, after, groupOf });
    if (verdict.happened) {
      const key = rule.everyTime ? fact.id : roundOf(facts, fact.position);
      add(fact.at, wordsOf(fact.body), after, key, isClosing(fact.body), verdict.unmet);
    }
    const due = TRIGGERS.get(rule.trigger.kind)?.due?.(rule.trigger.settings, after);
    const next = facts[i + 1]?.at ?? new Date(nowMs).toISOString();
    if (due && due > fact.at && due <= next) {
      const why = unmet(rule.conditions, after, { at: due, groupOf });
      add(due, 'nothing had happened by then', after, rule.everyTime ? due : 'due', false, why);
    }
  });
  return moments;
}

const later = (at: string, seconds: number) => new Date(Date.parse(at) + seconds * 1_000).toISOString();

function wordsOf(body: FactBody): string {
  if (body.kind === 'update.published') return `the public is told "${body.phase}"`;
  if (body.kind === 'severity.changed') return `severity ${body.from} becomes ${body.to}`;
  if (body.kind === 'symptom.joined') return `${body.monitorName} fails`;
  return body.kind.replace('.', ' ').replaceAll('_', ' ');
}

const minutes = (count: number) => count * 60;

/** The facts of an incident or a maintenance that never was. */
export function pretended(
  given: NonNullable<z.output<typeof WorkflowDryRunInput>['pretend']>,
  now: string,
): Fact[] {
  const { kind, severity, at: start = now } = given;
  const id = `${kind === 'incident' ? 'inc' : 'mnt'}_${'0'.repeat(26)}`;
  const title = { en: given.title };
  const stated = (status: 'major_outage' | 'under_maintenance') =>
    given.componentIds.map((componentId) => ({ componentId, status }));
  const own = (prefix: string, n: number) => `${prefix}_${String(n).padStart(26, '0')}`;
  const told = (n: number, phase: 'investigating' | 'identified' | 'monitoring' | 'resolved'): FactBody => ({
    kind: 'update.published',
    updateId: own('upd', n),
    phase,
    text: { en: '-' },
    origin: 'person',
    nextUpdateBy: phase === 'resolved' ? null : later(start, minutes(18)),
    components:
      phase === 'resolved'
        ? given.componentIds.map((componentId) => ({ componentId, status: 'operational' as const }))
        : [],
  });
  const symptoms = given.componentIds.slice(0, 1);
  const monitorId = own('mon', 1);
  const script: [seconds: number, body: FactBody][] =
    kind === 'incident'
      ? [
          [
            0,
            {
              kind: 'incident.opened',
              title,
              severity,
              components: stated('major_outage'),
              startedAt: start,
              detectedAt: start,
              detectedBy: 'monitor',
              impact: null,
              automaticFirstWord: true,
            },
          ],
          ...symptoms.map((componentId): [number, FactBody] => [
            0,
            {
              kind: 'symptom.joined',
              monitorId,
              monitorName: 'A monitor',
              componentId,
              status: 'major_outage',
              failedAt: start,
              detail: '-',
            },
          ]),
          [15, told(1, 'investigating')],
          [minutes(8), told(2, 'identified')],
          [
            minutes(18),
            { kind: 'promise.missed', updateId: own('upd', 2), dueAt: later(start, minutes(18)) },
          ],
          [minutes(20), told(3, 'monitoring')],
          ...symptoms.map((): [number, FactBody] => [
            minutes(28),
            { kind: 'symptom.cleared', monitorId, recoveredAt: later(start, minutes(28)) },
          ]),
          [minutes(30), told(4, 'resolved')],
        ]
      : [
          [
            -3_600,
            {
              kind: 'maintenance.scheduled',
              title,
              reason: null,
              components: stated('under_maintenance'),
              scheduledFor: start,
              scheduledUntil: later(start, minutes(20)),
            },
          ],
          [0, { kind: 'maintenance.started' }],
          [minutes(30), { kind: 'maintenance.completed' }],
        ];
  return script.map(([seconds, body], i) => ({
    id: own('fct', i + 1),
    position: i + 1,
    subject: `incident:${id}`,
    seq: i + 1,
    at: later(start, seconds),
    recordedAt: later(start, seconds),
    by: 'system:dry-run',
    because: null,
    key: null,
    body,
  }));
}
