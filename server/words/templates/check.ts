/** A template before it is saved: it renders with a believable outage, and what it then says passes the linter. */
import type {
  Finding,
  LintContext,
  MessageFacts,
  MessageKind,
  MessagePhase,
  Position,
  TemplateInput,
  TemplateText,
  WordsChannel,
} from '@candor/protocol/words.ts';
import { Problem } from '#lib/problem.ts';
import { lint } from '../lint/lint.ts';
import { checkLiquid, lineAndColumn, renderLiquid, TemplateError } from '../render/liquid.ts';
import { renderWith } from '../render/message.ts';
import { VARIABLE_NAMES } from '../render/variable-table.ts';
import { sampleFacts, valuesOf } from '../render/variables.ts';

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

const PARTS = ['subject', 'body', 'short', 'banner'] as const;
type Part = (typeof PARTS)[number];
export type PartFinding = Finding & { part: Part };

/** What keeps a template from being saved. */
export const blockedBy = (input: TemplateInput, now: string): PartFinding[] =>
  checkTemplate(input, now).filter((finding) => finding.level === 'error');

/** Throws a problem that names part, line and column when it cannot render; otherwise what the linter says. */
export function checkTemplate(input: TemplateInput, now: string): PartFinding[] {
  const { kind, locale, tone = 'plain' } = input;
  const phase = phaseOfKind(kind, input.phase ?? null);
  const facts = sampleFacts(locale, Date.parse(now), { kind, phase });
  const about = { kind, phase, tone, locale, segment: input.segment ?? null, now };
  refuseFaulty(input, { kind, phase, locale, facts, now });
  const message = renderWith({ ...input, tone, source: 'site:new' }, { ...about, facts });
  for (const part of PARTS)
    if (!message[part]) throw faultIn(part, 1, 1, 'with sample facts it says nothing.', '');
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
      // What is tried here may be said later than the statuses were true.
      failingMonitors: [],
    },
  };
  const of = (part: Part, text: string, channel: WordsChannel) =>
    lint(text, { ...context, channel }).map((finding) => ({ ...finding, part }));
  return [
    ...of('body', message.body, 'page'),
    ...of('short', message.short, 'sms'),
    ...of('banner', message.banner, 'banner'),
    ...of('subject', message.subject, 'banner'),
  ];
}

/** Throws a problem that names part, line and column of the first fault; each part is rendered alone to know it. */
export function refuseFaulty(
  texts: TemplateText,
  {
    facts,
    now,
    ...about
  }: { kind: MessageKind; phase: MessagePhase; locale: string } & {
    facts: MessageFacts;
    now: string;
  },
): void {
  const style = { ...about, timeZone: 'UTC', nowMs: Date.parse(now) };
  for (const part of PARTS)
    inPart(part, () => {
      checkLiquid(texts[part], VARIABLE_NAMES);
      refuseMarkup(texts[part]);
      for (const known of [facts, { title: facts.title }]) renderLiquid(texts[part], valuesOf(known, style));
    });
}

/** Templates are Markdown: what a browser would obey has no place in them. */
const MARKUP: readonly [RegExp, string][] = [
  [/<(?=[a-z!/?])(?!https?:\/\/|mailto:)/i, 'HTML and scripts are not taken; write Markdown.'],
  [/\b(?:javascript|vbscript|data):(?=\S)/i, 'an address begins with https:, http: or mailto:.'],
  [/!\[/, 'pictures are not taken: one would call home from its reader’s mailbox.'],
];

function refuseMarkup(source: string): void {
  const words = source.replace(/\{[{%][\s\S]*?[%}]\}/g, (tag) => tag.replace(/[^\n]/g, ' '));
  for (const [pattern, reason] of MARKUP) {
    const at = pattern.exec(words)?.index;
    if (at === undefined) continue;
    const { line, column } = lineAndColumn(source, at);
    throw new TemplateError(reason, line, column, source);
  }
}

function inPart(part: Part, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw faultIn(part, error.line, error.column, error.reason, String(error.extra['excerpt']));
  }
}

/** `pointer` is where in the request, `excerpt` the line with a mark below the place. */
const faultIn = (part: Part, line: number, column: number, reason: string, excerpt: string): Problem =>
  new Problem('request.invalid', `${part}: Line ${line}, column ${column}: ${reason}`, {
    extra: { part, pointer: `/${part}`, line, column, excerpt },
  });
