/** A template before it is saved: it renders with a believable outage, and what it then says passes the linter. */
import type {
  Finding,
  LintContext,
  MessageKind,
  MessagePhase,
  Position,
  TemplateInput,
  WordsChannel,
} from '@candor/protocol/words.ts';
import { lint } from '../lint/lint.ts';
import { checkLiquid } from '../render/liquid.ts';
import { type Candidate, renderWith } from '../render/message.ts';
import { sampleFacts, VARIABLE_NAMES } from '../render/variables.ts';

/** Read by the own people alone, while it lasts and after. */
const IN_HOUSE: ReadonlySet<MessageKind> = new Set(['support_script', 'internal']);

/** Where in an outage a kind of message stands, for the linter. */
export function positionOfKind(kind: MessageKind, phase: MessagePhase): Position {
  if (kind === 'maintenance') return 'maintenance';
  if (kind === 'update') return phase === 'resolved' ? 'end' : phase === 'investigating' ? 'first' : 'update';
  return kind === 'no_change' || kind === 'relapse' ? 'update' : 'followup';
}

export const phaseOfKind = (kind: MessageKind, phase: MessagePhase | null): MessagePhase =>
  phase ??
  (kind === 'maintenance'
    ? 'scheduled'
    : kind === 'update' || kind === 'no_change' || kind === 'relapse' || IN_HOUSE.has(kind)
      ? 'investigating'
      : 'resolved');

/** Throws a TemplateError with line and column when it cannot render; otherwise what the linter says. */
export function checkTemplate(
  input: TemplateInput,
  now: string,
): (Finding & { part: 'body' | 'short' | 'banner' | 'subject' })[] {
  const { kind, locale, tone = 'plain' } = input;
  const phase = phaseOfKind(kind, input.phase ?? null);
  for (const part of ['subject', 'body', 'short', 'banner'] as const)
    checkLiquid(input[part], VARIABLE_NAMES);
  const facts = sampleFacts(locale, Date.parse(now));
  const candidate: Candidate = { ...input, tone, source: 'site:new' };
  const message = renderWith(candidate, { kind, phase, tone, locale, facts, now });
  const context: LintContext = {
    phase,
    locale,
    severity: 2,
    position: positionOfKind(kind, phase),
    technical: tone === 'technical',
    facts: {
      startedAt: facts.startedAt ?? null,
      nextUpdateBy: facts.nextUpdateBy ?? null,
      approvedBy: facts.approvedBy ?? null,
      ...(facts.components ? { components: facts.components } : {}),
    },
  };
  const of = (part: 'body' | 'short' | 'banner' | 'subject', text: string, channel: WordsChannel) =>
    lint(text, { ...context, channel }).map((finding) => ({ ...finding, part }));
  return [
    ...of('body', message.body, 'page'),
    ...of('short', message.short, 'sms'),
    ...of('banner', message.banner, 'banner'),
    ...of('subject', message.subject, 'banner'),
  ];
}
