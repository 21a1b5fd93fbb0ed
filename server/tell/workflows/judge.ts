/**
 * What a rule makes of one fact of an incident. The same for the real thing and for the dry run, so that the one cannot
 * say what the other would not do. Pure.
 */
import type { Fact, Incident } from '#timeline';
import { concerns, type GroupOf, touching, unmet } from './conditions.ts';
import type { Rule } from './rules.ts';
import { TRIGGERS } from './triggers/all.ts';

export type Verdict = { happened: false } | { happened: true; unmet: string | null };

export const actorOf = (ruleId: string): string => `rule:${ruleId.replace('_', '-')}`;
/** The rule that said this, if one did. */
export const ruleOf = (actor: string): string | null =>
  actor.startsWith('rule:wfr-') ? actor.slice('rule:'.length).replace('-', '_') : null;

export function judge(
  rule: Pick<Rule, 'trigger' | 'conditions'>,
  {
    fact,
    before,
    after,
    groupOf,
  }: { fact: Fact; before: Incident | null; after: Incident; groupOf: GroupOf },
): Verdict {
  const trigger = TRIGGERS.get(rule.trigger.kind);
  if (!trigger?.facts.includes(fact.body.kind)) return { happened: false };
  const moment = {
    fact,
    before,
    after,
    concerns: concerns(rule.conditions, groupOf),
    touches: touching(rule.conditions, groupOf),
  };
  if (!trigger.happens(rule.trigger.settings, moment)) return { happened: false };
  return { happened: true, unmet: unmet(rule.conditions, after, { at: fact.at, groupOf }) };
}

/** For which of its lives an incident is meant: one that comes back after it was over may set a rule off again. */
export const roundOf = (facts: readonly Fact[], position: number): number =>
  facts.filter(({ body, position: at }) => at < position && isClosing(body)).length;

export const isClosing = (body: Fact['body']): boolean =>
  (body.kind === 'update.published' && body.phase === 'resolved') ||
  body.kind === 'maintenance.completed' ||
  body.kind === 'maintenance.cancelled';
