/** Copies outside under /api/v1: targets, how they stand, "copy now", and the fallback kit. */
import { FallbackState, OutsideCopy, OutsideCopyInput } from '@candor/protocol/outside.ts';
import { patchOf } from '@candor/protocol/patch.ts';
import { z } from 'zod';
import { type Api, actorOf, requireMatch, tagged } from '#web';
import type { Outside } from './index.ts';

const Params = z.object({ id: z.string().max(64) });

/** What an edit is about; how copying stands is no reason to refuse one. */
const edited = ({ state: _, ...target }: OutsideCopy) => target;

export const outsideRoutes =
  (outside: Outside) =>
  (api: Api): void => {
    const read = { access: 'tell:read' } as const;
    const write = { access: 'tell:write' } as const;
    const tag = <T extends OutsideCopy>(reply: Parameters<typeof tagged>[0], target: T): T => {
      tagged(reply, edited(target));
      return target;
    };

    api.get(
      '/api/v1/outside-copies',
      {
        config: read,
        schema: {
          summary: 'Where copies of the page go, and how they stand',
          response: { 200: z.strictObject({ items: z.array(OutsideCopy), next: z.null() }) },
        },
      },
      async () => ({ items: await outside.list(), next: null }),
    );
    api.post(
      '/api/v1/outside-copies',
      {
        config: write,
        schema: { summary: 'Add a target', body: OutsideCopyInput, response: { 201: OutsideCopy } },
      },
      async (request, reply) => {
        actorOf(request);
        return reply.status(201).send(tag(reply, await outside.create(request.body)));
      },
    );
    api.get(
      '/api/v1/outside-copies/:id',
      { config: read, schema: { summary: 'One target', params: Params, response: { 200: OutsideCopy } } },
      async ({ params }, reply) => tag(reply, await outside.get(params.id)),
    );
    api.patch(
      '/api/v1/outside-copies/:id',
      {
        config: write,
        schema: {
          summary: 'Change a target; a secret that is null stays as it is for the same receiver',
          params: Params,
          body: patchOf(OutsideCopyInput),
          response: { 200: OutsideCopy },
        },
      },
      async (request, reply) => {
        requireMatch(request, edited(await outside.get(request.params.id)));
        const change = Object.fromEntries(
          Object.entries(request.body).filter(([, value]) => value !== undefined),
        );
        return tag(reply, await outside.update(request.params.id, change));
      },
    );
    api.delete(
      '/api/v1/outside-copies/:id',
      {
        config: write,
        schema: {
          summary: 'Copy there no longer; what lies there stays',
          params: Params,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        requireMatch(request, edited(await outside.get(request.params.id)));
        await outside.remove(request.params.id);
        return reply.status(204).send(null);
      },
    );
    api.post(
      '/api/v1/outside-copies/:id/attempt',
      {
        config: write,
        schema: {
          summary: 'Copy there now, and answer how it ended',
          params: Params,
          response: { 200: OutsideCopy },
        },
      },
      ({ params }) => outside.attempt(params.id),
    );

    api.get(
      '/api/v1/fallback',
      {
        config: read,
        schema: {
          summary: 'The kit for posting by hand: when it was made and drilled, and what was posted with it',
          response: { 200: FallbackState },
        },
      },
      () => outside.fallback.state(),
    );
    api.put(
      '/api/v1/fallback/posts/:id/entry',
      {
        config: write,
        schema: {
          summary: 'What was posted by hand has been entered into its incident',
          params: Params,
          response: { 204: z.null() },
        },
      },
      async ({ params }, reply) => {
        await outside.fallback.entered(params.id);
        return reply.status(204).send(null);
      },
    );
  };
