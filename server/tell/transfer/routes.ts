/**
 * Imports and the export under /api/v1. Whoever imports needs the right to write in every room that the document
 * writes in: an import is no way around a scope.
 */

import type { Scope } from '@candor/protocol/people.ts';
import {
  ImportInput,
  ImportView,
  PlanAction,
  PlanItem,
  TransferDocument,
  TransferSection,
} from '@candor/protocol/transfer.ts';
import { z } from 'zod';
import { Problem } from '#lib/problem.ts';
import type { Actor } from '#people';
import { type Api, actorOf } from '#web';
import type { Transfer } from './index.ts';

const Params = z.object({ id: z.string().max(64) });

const SCOPES: Record<TransferSection, Scope> = {
  page: 'catalog:write',
  groups: 'catalog:write',
  components: 'catalog:write',
  monitors: 'watch:write',
  incidents: 'tell:write',
  maintenances: 'tell:write',
  subscribers: 'audience:write',
  holdingSets: 'tell:write',
  workflows: 'tell:write',
};

function need(actor: Actor, wanted: readonly Scope[], what: string) {
  const missing = [...new Set(wanted)].filter((scope) => !actor.scopes.has(scope));
  if (missing.length > 0)
    throw new Problem(
      'auth.forbidden',
      `${what} takes ${missing.join(' and ')}, which your ${actor.role ?? 'token'} does not have.`,
    );
}

export const transferRoutes =
  (transfer: Transfer) =>
  (api: Api): void => {
    const read = { access: 'tell:read' } as const;
    const write = { access: 'tell:write' } as const;

    api.post(
      '/api/v1/imports',
      {
        config: write,
        bodyLimit: 128_000_000,
        schema: {
          summary: 'Plan an import; changes nothing',
          description:
            'Reads another status page, or takes a document of the form candor.export/1, and answers what would be created, changed and left out.',
          body: ImportInput,
          response: { 201: ImportView },
        },
      },
      async (request, reply) => {
        const { from, options } = request.body;
        const document = await transfer.read(from);
        const sections = TransferSection.options.filter((name) =>
          name === 'page' ? document.page !== null : document[name].length > 0,
        );
        const actor = actorOf(request);
        need(
          actor,
          sections.map((name) => SCOPES[name]),
          'This import',
        );
        return reply.status(201).send(await transfer.plan(document, options, actor.by));
      },
    );
    api.get(
      '/api/v1/imports',
      {
        config: read,
        schema: {
          summary: 'Imports, the newest first',
          response: { 200: z.strictObject({ items: z.array(ImportView), next: z.null() }) },
        },
      },
      async () => ({ items: await transfer.list(), next: null }),
    );
    api.get(
      '/api/v1/imports/:id',
      {
        config: read,
        schema: {
          summary: 'An import: its plan, and its report',
          params: Params,
          response: { 200: ImportView },
        },
      },
      ({ params }) => transfer.get(params.id),
    );
    api.get(
      '/api/v1/imports/:id/items',
      {
        config: read,
        schema: {
          summary: 'What an import does with each thing',
          params: Params,
          querystring: z.strictObject({
            section: TransferSection.optional(),
            action: PlanAction.optional(),
            after: z.coerce.number().int().min(0).optional(),
            limit: z.coerce.number().int().min(1).max(500).default(100),
          }),
          response: { 200: z.strictObject({ items: z.array(PlanItem), next: z.string().nullable() }) },
        },
      },
      async ({ params, query }) => {
        const { items, next } = await transfer.items(params.id, query);
        return { items, next: next === null ? null : String(next) };
      },
    );
    api.post(
      '/api/v1/imports/:id/application',
      {
        config: write,
        schema: {
          summary: 'Carry an import out, once',
          description:
            'Answers at once; the import itself says how far it is. One that failed goes on where it stopped.',
          params: Params,
          response: { 202: ImportView },
        },
      },
      async (request, reply) => {
        const sections = await transfer.sections(request.params.id);
        need(
          actorOf(request),
          sections.map((name) => SCOPES[name]),
          'This import',
        );
        return reply.status(202).send(await transfer.apply(request.params.id, actorOf(request).by));
      },
    );

    api.get(
      '/api/v1/export',
      {
        config: read,
        schema: {
          summary: 'Page, components, monitors, incidents and maintenance as one document',
          querystring: z.strictObject({ subscribers: z.enum(['true', 'false']).default('false') }),
          response: { 200: TransferDocument },
        },
      },
      async (request) => {
        const subscribers = request.query.subscribers === 'true';
        need(
          actorOf(request),
          ['catalog:read', 'watch:read', ...(subscribers ? (['audience:read'] as const) : [])],
          'The export',
        );
        return transfer.export({ subscribers }, actorOf(request).by);
      },
    );
  };
