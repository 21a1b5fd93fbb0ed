/** Postmortems, actions and the case library under /api/v1. */
import { ActionView, CaseTable, PostmortemSummary, StoredPostmortem } from '@candor/protocol/learn.ts';
import { PostmortemDocument } from '@candor/protocol/postmortem.ts';
import { z } from 'zod';
import { Problem } from '#lib/problem.ts';
import { type Api, actorOf } from '#web';
import type { Learn } from './index.ts';
import { toMarkdown } from './rules/markdown.ts';

const Params = z.object({ id: z.string().max(64) });
export const learnRoutes =
  (learn: Learn) =>
  (api: Api): void => {
    const read = { access: 'learn:read' } as const;
    const write = { access: 'learn:write' } as const;

    api.get(
      '/api/v1/postmortems',
      {
        config: read,
        schema: {
          summary: 'Where each postmortem stands, the last changed first',
          response: { 200: z.strictObject({ items: z.array(PostmortemSummary), next: z.null() }) },
        },
      },
      async () => ({ items: await learn.postmortems.list(), next: null }),
    );
    api.get(
      '/api/v1/incidents/:id/postmortem',
      {
        config: read,
        schema: {
          summary: 'The postmortem with its findings',
          params: Params,
          response: { 200: StoredPostmortem },
        },
      },
      async ({ params }) => {
        const found = await learn.postmortems.get(params.id);
        if (!found)
          throw new Problem('not-found', `There is no postmortem of ${params.id} yet; POST drafts it.`);
        return found;
      },
    );
    api.post(
      '/api/v1/incidents/:id/postmortem',
      {
        config: write,
        schema: {
          summary: 'Draft the postmortem from facts',
          params: Params,
          response: { 201: StoredPostmortem },
        },
      },
      async (request, reply) =>
        reply.status(201).send(await learn.postmortems.draft(request.params.id, actorOf(request).by)),
    );
    api.put(
      '/api/v1/incidents/:id/postmortem',
      {
        config: write,
        schema: {
          summary: 'Save an edit',
          params: Params,
          body: z.strictObject({ document: PostmortemDocument, revision: z.number().int() }),
          response: { 200: StoredPostmortem },
        },
      },
      (request) => learn.postmortems.save(request.params.id, request.body, actorOf(request).by),
    );
    api.post(
      '/api/v1/incidents/:id/postmortem/publication',
      {
        config: write,
        schema: {
          summary: 'Publish it, or a correction of it',
          params: Params,
          body: z.strictObject({ correction: z.string().trim().min(1).max(2_000).nullable().default(null) }),
          response: { 201: StoredPostmortem },
        },
      },
      async (request, reply) =>
        reply
          .status(201)
          .send(
            await learn.postmortems.publish(request.params.id, actorOf(request).by, request.body.correction),
          ),
    );
    api.get(
      '/api/v1/incidents/:id/postmortem/markdown',
      {
        config: read,
        schema: {
          summary: 'The postmortem as Markdown',
          params: Params,
          querystring: z.strictObject({ audience: z.enum(['internal', 'public']).default('internal') }),
        },
      },
      async ({ params, query }, reply) => {
        const found = await learn.postmortems.get(params.id);
        if (!found) throw new Problem('not-found', `There is no postmortem of ${params.id} yet.`);
        return reply.type('text/markdown; charset=utf-8').send(toMarkdown(found.document, query.audience));
      },
    );
    api.get(
      '/api/v1/actions',
      {
        config: read,
        schema: {
          summary: 'Actions from postmortems, the next due first',
          querystring: z.strictObject({ open: z.enum(['true', 'false']).optional() }),
          response: { 200: z.strictObject({ items: z.array(ActionView), next: z.null() }) },
        },
      },
      async ({ query }) => ({
        items: await learn.actions.list(query.open ? { open: query.open === 'true' } : {}),
        next: null,
      }),
    );
    api.put(
      '/api/v1/actions/:id/completion',
      {
        config: write,
        schema: {
          summary: 'It is done; say how one can see it',
          params: Params,
          body: z.strictObject({ proof: z.string().trim().min(1).max(2_000).nullable().default(null) }),
          response: { 200: ActionView },
        },
      },
      (request) => learn.actions.complete(request.params.id, request.body.proof, actorOf(request).by),
    );
    api.get(
      '/api/v1/cases',
      {
        config: { access: 'library:read' },
        schema: { summary: 'Famous outages and your own in one table', response: { 200: CaseTable } },
      },
      () => learn.cases(),
    );
  };
