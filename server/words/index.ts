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
import { type Candidate, formsOf, renderMessage, renderWith } from './render/message.ts';
import { sampleFacts } from './render/variables.ts';
import { phaseOfKind, positionOfKind } from './templates/check.ts';
import { createTemplateShelf, type TemplateShelf } from './templates/shelf.ts';

export { lintCommand } from './cli.ts';
export type { Contradiction, TruthInput } from './contradictions.ts';
export { contradictions } from './contradictions.ts';
export type { LocaleFindings, LocalesContext } from './lint/locales.ts';
export type { NoteInput } from './note.ts';
export { noChangeNote } from './note.ts';
export type { ComposeInput } from './render/compose.ts';
export { composeMessage, movedWindow } from './render/compose.ts';
export type { RenderOptions } from './render/message.ts';
export type { SinceLast } from './render/note-phrases.ts';
export { wordsRoutes } from './routes.ts';
export type { TemplateShelf } from './templates/shelf.ts';
export { withoutMarks } from './text/plain.ts';

export type Words = {
  templates: TemplateShelf;
  /** With the site's own template where there is one. */
  render(input: RenderInput): Promise<RenderedMessage>;
  /** Every channel's form and what the linter says of the body; with `template`, of a template not saved yet. */
  preview(input: PreviewInput): Promise<Preview>;
  lint(text: string, context: LintContext): Finding[];
};

export function createWords({ store, ids, clock }: { store: Store; ids: Ids; clock: Clock }): Words {
  const templates = createTemplateShelf({ store, ids, clock });

  async function own({
    kind,
    phase,
    tone = 'plain',
    locale = 'en',
    segment,
  }: RenderInput): Promise<Candidate[]> {
    // The shipped words do without the database, and an outage of it must not silence us.
    if (store.state() === 'down') return [];
    return templates.candidates({ kind, phase, tone, locale, segment });
  }

  return {
    templates,
    lint,
    render: async (input) => renderMessage({ ...input, now: clock.now(), own: await own(input) }),
    async preview({ template, facts: given, ...input }) {
      const now = clock.now();
      const { kind, tone = 'plain', locale = 'en' } = input;
      const phase = phaseOfKind(kind, input.phase);
      const facts: MessageFacts = given ?? sampleFacts(locale, Date.parse(now));
      const options = { ...input, phase, facts, now };
      const message = template
        ? renderWith({ ...template, source: 'site:preview', locale, tone }, options)
        : renderMessage({ ...options, own: await own(options) });
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
        },
      });
      return { source: message.source, ...formsOf(message), findings };
    },
  };
}
