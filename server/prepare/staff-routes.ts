/** Policy, checklists and reader keys for staff, under /api/v1. */
import {
  Checklist,
  ChecklistCounts,
  ChecklistInput,
  NewReaderKey,
  PolicyAcceptance,
  PolicyDocument,
  PolicyPublication,
  PolicyVersion,
  PolicyVersionInFull,
  PolicyView,
  ReaderKey,
} from '@candor/protocol/prepare.ts';
import { z } from 'zod';
import { Problem } from '#lib/problem.ts';
import { type Api, actorOf, requireMatch, tagged } from '#web';
import type { Prepare } from './index.ts';
import { withoutDocument } from './policy.ts';

const Params = z.object({ id: z.string().max(100) });
const Version = z.object({ version: z.coerce.number().int().min(1).max(1_000_000) });

export const staffRoutes =
  ({ policy, checklists, readers }: Prepare) =>
  (api: Api): void => {
    const read = { access: 'prepare:read' } as const;
    const write = { access: 'prepare:write' } as const;

    api.get(
      '/api/v1/policy',
      {
        config: read,
        schema: { summary: 'The outage policy as staff works on it', response: { 200: PolicyView } },
      },
      async (_request, reply) => {
        const view = await policy.view();
        tagged(reply, view.document);
        return view;
      },
    );
    api.put(
      '/api/v1/policy',
      {
        config: write,
        schema: {
          summary: 'Save the draft of the policy; the public goes on reading the published version',
          body: PolicyDocument,
          response: { 200: PolicyView },
        },
      },
      async (request, reply) => {
        const view = await policy.save(request.body, actorOf(request).by, (current) =>
          requireMatch(request, current),
        );
        tagged(reply, view.document);
        return view;
      },
    );
    api.get(
      '/api/v1/policy/versions',
      {
        config: read,
        schema: {
          summary: 'Published versions, the newest first, with how many accepted each',
          response: { 200: z.strictObject({ items: z.array(PolicyVersion), next: z.null() }) },
        },
      },
      async () => ({ items: (await policy.versions()).map(withoutDocument), next: null }),
    );
    api.post(
      '/api/v1/policy/versions',
      {
        config: write,
        schema: {
          summary: 'Publish the draft as the next version',
          body: PolicyPublication,
          response: { 201: PolicyVersionInFull },
        },
      },
      async (request, reply) =>
        reply.status(201).send(await policy.publish(request.body, actorOf(request).by)),
    );
    api.get(
      '/api/v1/policy/versions/:version',
      {
        config: read,
        schema: {
          summary: 'One version and what it changed',
          params: Version,
          response: { 200: PolicyVersionInFull },
        },
      },
      ({ params }) => policy.version(params.version),
    );
    api.get(
      '/api/v1/policy/acceptances',
      {
        config: read,
        schema: {
          summary: 'Who accepted which version',
          querystring: z.strictObject({
            version: z.coerce.number().int().min(1).max(1_000_000).optional(),
            after: z.string().max(300).optional(),
            limit: z.coerce.number().int().min(1).max(500).default(100),
          }),
          response: {
            200: z.strictObject({ items: z.array(PolicyAcceptance), next: z.string().nullable() }),
          },
        },
      },
      async ({ query: { version, after, limit } }) => {
        const items = await policy.acceptances({
          limit,
          ...(version === undefined ? {} : { version }),
          ...(after === undefined ? {} : { after }),
        });
        const last = items.length === limit ? items.at(-1) : undefined;
        return { items, next: last ? `${last.version}~${last.reader}` : null };
      },
    );

    api.get(
      '/api/v1/checklists',
      {
        config: read,
        schema: {
          summary: 'Checklists',
          response: { 200: z.strictObject({ items: z.array(Checklist), next: z.null() }) },
        },
      },
      async () => ({ items: await checklists.list(), next: null }),
    );
    api.post(
      '/api/v1/checklists',
      {
        config: write,
        schema: { summary: 'Add a checklist', body: ChecklistInput, response: { 201: Checklist } },
      },
      async (request, reply) =>
        reply.status(201).send(tagged(reply, await checklists.create(request.body, actorOf(request).by))),
    );
    api.get(
      '/api/v1/checklists/:id',
      {
        config: read,
        schema: { summary: 'One checklist, by id or slug', params: Params, response: { 200: Checklist } },
      },
      async ({ params }, reply) => tagged(reply, await checklists.get(params.id)),
    );
    api.put(
      '/api/v1/checklists/:id',
      {
        config: write,
        schema: {
          summary: 'Edit a checklist; the progress of items that stay is kept',
          params: Params,
          body: ChecklistInput,
          response: { 200: Checklist },
        },
      },
      async (request, reply) =>
        tagged(
          reply,
          await checklists.update(request.params.id, request.body, actorOf(request).by, (current) =>
            requireMatch(request, current),
          ),
        ),
    );
    api.get(
      '/api/v1/checklists/:id/counts',
      {
        config: read,
        schema: {
          summary: 'How many began and finished, and how many did each item',
          params: Params,
          response: { 200: ChecklistCounts },
        },
      },
      ({ params }) => checklists.counts(params.id),
    );

    api.get(
      '/api/v1/reader-keys',
      {
        config: read,
        schema: {
          summary: 'The keys with which host apps sign who their end user is',
          response: { 200: z.strictObject({ items: z.array(ReaderKey), next: z.null() }) },
        },
      },
      async () => ({ items: await readers.keys.list(), next: null }),
    );
    api.post(
      '/api/v1/reader-keys',
      {
        config: { ...write, showsSecret: true },
        schema: {
          summary:
            'Make a key; its secret is shown this once. Two may exist, so that one can replace the other',
          response: { 201: NewReaderKey },
        },
      },
      async (request, reply) => reply.status(201).send(await readers.keys.create(actorOf(request).by)),
    );
    api.delete(
      '/api/v1/reader-keys/:id',
      {
        config: write,
        schema: {
          summary: 'Remove a key; tokens signed with it are refused from now on',
          params: Params,
          response: { 204: z.null() },
        },
      },
      async ({ params }, reply) => {
        await readers.keys.remove(params.id);
        return reply.status(204).send(null);
      },
    );
    api.delete(
      '/api/v1/readers/:reader',
      {
        config: write,
        schema: {
          summary: 'Forget a reader (user:… or anonymous:…): progress and acceptances',
          params: z.object({ reader: z.string().max(300) }),
          response: { 204: z.null() },
        },
      },
      async ({ params }, reply) => {
        if ((await readers.erase(params.reader)) === 0)
          throw new Problem('not-found', `Nothing is kept of the reader ${params.reader}.`);
        return reply.status(204).send(null);
      },
    );
  };
