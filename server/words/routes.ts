/** Words under /api/v1: templates and their versions, the variables, the linter, previews. */
import {
  TemplateComparison,
  TemplateImport,
  TemplateImported,
  TemplateMatrix,
} from '@candor/protocol/templates.ts';
import {
  LintInput,
  LintResult,
  MessageKind,
  MessagePhase,
  Preview,
  PreviewInput,
  ShippedTemplate,
  Template,
  TemplateInput,
  TemplateVersion,
  Tone,
  Variable,
} from '@candor/protocol/words.ts';
import { Locale } from '@candor/protocol/words-of-state.ts';
import { z } from 'zod';
import { Problem } from '#lib/problem.ts';
import type { Api } from '#web';
import type { Words } from './index.ts';
import { hasErrors } from './lint/lint.ts';
import { VARIABLES } from './render/variable-table.ts';
import { compareTemplates } from './templates/compare.ts';
import { matrixOf } from './templates/matrix.ts';
import { segmentNote, shippedTemplates, templateName } from './templates/shipped.ts';

const Params = z.object({ id: z.string().max(64) });
const VersionParams = Params.extend({ version: z.coerce.number().int().min(1) });
const listOf = <T extends z.ZodType>(item: T) => z.strictObject({ items: z.array(item), next: z.null() });

/** A version of a template as an ETag, so that two editors do not overwrite one another. */
const tag = (version: number) => `"v${version}"`;

export const wordsRoutes =
  (words: Words) =>
  (api: Api): void => {
    const read = { access: 'words:read' } as const;
    const write = { access: 'words:write' } as const;

    api.get(
      '/api/v1/templates',
      {
        config: read,
        schema: {
          summary: 'Message templates of this site; what is missing is shipped',
          querystring: z.strictObject({
            kind: MessageKind.optional(),
            locale: Locale.optional(),
            tone: Tone.optional(),
          }),
          response: { 200: listOf(Template) },
        },
      },
      async ({ query: { kind, locale, tone } }) => ({
        items: await words.templates.list({
          ...(kind ? { kind } : {}),
          ...(locale ? { locale } : {}),
          ...(tone ? { tone } : {}),
        }),
        next: null,
      }),
    );
    api.post(
      '/api/v1/templates',
      {
        config: write,
        schema: {
          summary: 'Save a template: new, or the next version of the one with the same key',
          body: TemplateInput,
          response: { 201: Template },
        },
      },
      async (request, reply) => {
        const saved = await words.templates.save(
          request.body,
          byOf(request),
          ifMatch(request.headers['if-match']),
        );
        return reply.status(201).header('etag', tag(saved.version)).send(saved);
      },
    );
    api.get(
      '/api/v1/templates/export',
      {
        config: read,
        schema: {
          summary: 'All templates of this site as one YAML file, which the import reads back exactly',
          response: { 200: z.string() },
        },
      },
      async (_request, reply) =>
        reply
          .header('content-type', 'application/yaml; charset=utf-8')
          .header('content-disposition', 'attachment; filename="candor-templates.yaml"')
          .send(await words.transfer.export()),
    );
    api.post(
      '/api/v1/templates/import',
      {
        config: write,
        schema: {
          summary: 'Bring the templates to what a file says: all of it or nothing',
          body: TemplateImport,
          response: { 200: TemplateImported },
        },
      },
      async (request) => {
        const { text, replace, dryRun } = request.body;
        return words.transfer.import(text, { by: byOf(request), replace, dryRun });
      },
    );
    api.get(
      '/api/v1/templates/:id',
      { config: read, schema: { summary: 'A template', params: Params, response: { 200: Template } } },
      async ({ params }, reply) => {
        const template = await words.templates.get(params.id);
        return reply.header('etag', tag(template.version)).send(template);
      },
    );
    api.get(
      '/api/v1/templates/:id/versions',
      {
        config: read,
        schema: {
          summary: 'Every version of a template, newest first',
          params: Params,
          response: { 200: listOf(TemplateVersion) },
        },
      },
      async ({ params }) => ({ items: await words.templates.versions(params.id), next: null }),
    );
    api.get(
      '/api/v1/templates/:id/versions/:version/comparison',
      {
        config: read,
        schema: {
          summary: 'What changed between two versions of a template, word by word',
          params: VersionParams,
          querystring: z.strictObject({
            /** By default the version before. */
            from: z.coerce.number().int().min(1).optional(),
          }),
          response: { 200: TemplateComparison },
        },
      },
      async ({ params: { id, version }, query }) => {
        const from = query.from ?? Math.max(1, version - 1);
        const [before, after] = [
          await words.templates.version(id, from),
          await words.templates.version(id, version),
        ];
        return { from, to: version, parts: compareTemplates(before, after) };
      },
    );
    api.post(
      '/api/v1/templates/:id/versions/:version/restoration',
      {
        config: write,
        schema: {
          summary: 'Say again what a version said, as the next version; brings back a removed template',
          params: VersionParams,
          response: { 201: Template },
        },
      },
      async (request, reply) => {
        const { id, version } = request.params;
        const saved = await words.templates.restore(
          id,
          version,
          byOf(request),
          ifMatch(request.headers['if-match']),
        );
        return reply.status(201).header('etag', tag(saved.version)).send(saved);
      },
    );
    api.delete(
      '/api/v1/templates/:id',
      {
        config: write,
        schema: {
          summary: 'Remove a template; the shipped one speaks again, the versions stay',
          params: Params,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        await words.templates.remove(request.params.id, byOf(request));
        return reply.status(204).send(null);
      },
    );
    api.get(
      '/api/v1/words/matrix',
      {
        config: read,
        schema: {
          summary: 'Which words speak for each kind, phase and tone, in one language for one segment',
          querystring: z.strictObject({
            locale: Locale.default('en'),
            segment: z.string().trim().min(1).max(64).optional(),
          }),
          response: { 200: TemplateMatrix },
        },
      },
      async ({ query: { locale, segment = null } }) =>
        matrixOf(await words.templates.known(), { locale, segment }),
    );
    api.get(
      '/api/v1/words/shipped',
      {
        config: read,
        schema: {
          summary: 'The shipped template that speaks where the site has none of its own',
          querystring: z.strictObject({
            kind: MessageKind,
            phase: MessagePhase,
            tone: Tone.default('plain'),
            locale: Locale.default('en'),
            segment: z.string().trim().min(1).max(64).optional(),
          }),
          response: { 200: ShippedTemplate },
        },
      },
      async ({ query: { kind, phase, tone, locale, segment } }) => {
        const name = templateName(kind, phase, segment);
        const shipped = shippedTemplates(name, tone, locale)[0]!;
        return { ...shipped, segmentNote: segmentNote(name, segment, shipped.locale) };
      },
    );
    api.get(
      '/api/v1/words/variables',
      {
        config: read,
        schema: { summary: 'What templates can speak of, with samples', response: { 200: listOf(Variable) } },
      },
      async () => ({ items: [...VARIABLES], next: null }),
    );
    api.post(
      '/api/v1/words/lint',
      {
        config: read,
        schema: {
          summary: 'Check a message; nothing is saved',
          body: LintInput,
          response: { 200: LintResult },
        },
      },
      async ({ body: { text, ...context } }) => {
        const findings = words.lint(text, given(context));
        return { findings, ok: !hasErrors(findings) };
      },
    );
    api.post(
      '/api/v1/words/preview',
      {
        config: read,
        schema: {
          summary: 'A message as each channel shows it; nothing is saved',
          body: PreviewInput,
          response: { 200: Preview },
        },
      },
      async ({ body }) => words.preview(given(body)),
    );
  };

type Asked = { actor: { by: string } | null };

/** Every route here has a scope, so there is always somebody. */
function byOf({ actor }: Asked): string {
  if (!actor) throw new Problem('auth.required', 'This address needs a session or an API token.');
  return actor.by;
}

function ifMatch(header: string | undefined): { ifVersion?: number } {
  const version = /^"v(\d+)"$/.exec(header?.trim() ?? '')?.[1];
  if (header && header.trim() !== '*' && !version)
    throw new Problem('edit.conflict', 'If-Match does not name a version of a template, such as "v3".');
  return version ? { ifVersion: Number(version) } : {};
}

/** Fields that zod left undefined fall away. */
const given = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
