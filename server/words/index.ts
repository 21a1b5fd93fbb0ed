/**
 * Words: what Candor says and how it keeps anybody from saying it badly. The linter (pure), the shipped and the
 * site's own templates, one message in all its forms, the honest "no change" note, the truth gate's rule. Writes no
 * facts, sends nothing, asks no model, and never lets a message be empty.
 */
import type {
  Finding,
  LintContext,
  MessageFacts,
  Preview,
  PreviewInput,
  RenderedMessage,
  RenderInput,
} from '@candor/protocol/words.ts';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import type { Store } from '#store';
import { lint } from './lint/lint.ts';
import { formsOf, renderMessage, renderNote, renderWith } from './render/message.ts';
import { countsOf } from './render/rooms.ts';
import { sampleFacts } from './render/variables.ts';
import { phaseOfKind, positionOfKind, refuseFaulty } from './templates/check.ts';
import { createTemplateShelf, type TemplateShelf } from './templates/shelf.ts';
import { createTemplateTransfer, type TemplateTransfer } from './templates/transfer.ts';

export { lintCommand } from './cli.ts';
export { compareLocales, type LocaleFindings, type LocalesContext } from './lint/locales.ts';
export type { NoteInput } from './note.ts';
export { noChangeNote, ongoing } from './note.ts';
export { withBeside } from './render/beside.ts';
export type { ComposeInput } from './render/compose.ts';
export { composeMessage, movedWindow } from './render/compose.ts';
export type { RenderOptions } from './render/message.ts';
export type { SinceLast } from './render/note-phrases.ts';
export { wordsRoutes } from './routes.ts';
export type { TemplateShelf } from './templates/shelf.ts';
export { isInHouse, SEGMENT_NAMES, SHIPPED_LOCALES } from './templates/shipped.ts';
export { apologyIn, withSentence } from './text/apology.ts';
export { withoutMarks } from './text/plain.ts';
export { sentencesOf } from './text/sentences.ts';
export {
  againstWell,
  type Claim,
  clockOf,
  type Judgement,
  judge,
  judgeText,
  type Known,
  type KnownMonitor,
  namesOf,
  reaches,
  readClaims,
} from './truth/index.ts';

export type Words = {
  templates: TemplateShelf;
  transfer: TemplateTransfer;
  /** With the site's own template where there is one. */
  render(input: RenderInput): Promise<RenderedMessage>;
  /** Every channel's form and what the linter says of the body; with `template`, of a template not saved yet. */
  preview(input: PreviewInput): Promise<Preview>;
  lint(text: string, context: LintContext): Finding[];
  /** What the shipped words tell a segment beside a text; null for most. */
  segmentNote(input: RenderInput): string | null;
};

export function createWords({ store, ids, clock }: { store: Store; ids: Ids; clock: Clock }): Words {
  const templates = createTemplateShelf({ store, ids, clock });

  return {
    templates,
    transfer: createTemplateTransfer({ store, shelf: templates, clock }),
    lint,
    segmentNote: (input) => renderNote({ ...input, now: clock.now() }),
    render: async (input) => renderMessage({ ...input, now: clock.now(), own: await templates.known() }),
    async preview({ template, facts: given, ...input }) {
      const now = clock.now();
      const { kind, tone = 'plain', locale = 'en' } = input;
      const phase = phaseOfKind(kind, input.phase);
      const facts: MessageFacts = given ?? sampleFacts(locale, Date.parse(now), { kind, phase });
      const options = { ...input, phase, facts, now };
      if (template) refuseFaulty(template, { kind, phase, locale, facts, now });
      const message = template
        ? renderWith({ ...template, source: 'site:preview', locale, tone }, options)
        : renderMessage({ ...options, own: await templates.known() });
      const findings = lint(message.body, {
        phase,
        locale: message.locale,
        position: positionOfKind(kind, phase),
        technical: tone === 'technical',
        ...(facts.severity ? { severity: facts.severity } : {}),
        facts: {
          startedAt: facts.startedAt ?? null,
          nextUpdateBy: facts.nextUpdateBy ?? null,
          approvedBy: facts.approvedBy ?? null,
          ...(facts.components ? { components: facts.components } : {}),
          // What is tried here may be said later than the statuses were true.
          failingMonitors: [],
        },
      });
      const { source, path } = message;
      return {
        source,
        ...formsOf(message),
        locale: message.locale,
        tone: message.tone,
        counts: countsOf(message),
        path,
        findings,
      };
    },
  };
}
