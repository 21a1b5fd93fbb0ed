/** Sets of holding pages, their previews and archives, and what lies where, under /api/v1. */
import { randomBytes } from 'node:crypto';
import {
  HoldingKind,
  HoldingPlacement,
  HoldingPreview,
  HoldingPublication,
  HoldingSet,
  HoldingSetInput,
} from '@candor/protocol/holding.ts';
import { patchOf } from '@candor/protocol/patch.ts';
import { z } from 'zod';
import type { Clock } from '#lib/clock.ts';
import { Problem } from '#lib/problem.ts';
import type { Store } from '#store';
import { type Api, actorOf, requireMatch, tagged } from '#web';
import { tarOf, zipOf } from './archive.ts';
import type { Holding } from './index.ts';

const Params = z.object({ id: z.string().max(64) });
const PREVIEW_MS = 600_000;
const MOST_PREVIEWS = 40;

export const holdingRoutes =
  ({ holding, store, clock }: { holding: Holding; store: Store; clock: Clock }) =>
  (api: Api): void => {
    const { sets, placements } = holding;
    const read = { access: 'tell:read' } as const;
    const write = { access: 'tell:write' } as const;
    const previews = new Map<string, { body: string; until: number }>();

    api.get(
      '/api/v1/holding-sets',
      {
        config: read,
        schema: {
          summary: 'Sets of holding pages',
          response: { 200: z.strictObject({ items: z.array(HoldingSet), next: z.null() }) },
        },
      },
      async () => ({ items: await sets.list(), next: null }),
    );
    api.post(
      '/api/v1/holding-sets',
      {
        config: write,
        schema: { summary: 'Add a set', body: HoldingSetInput, response: { 201: HoldingSet } },
      },
      async (request, reply) =>
        reply.status(201).send(tagged(reply, await sets.create(request.body, actorOf(request).by))),
    );
    api.get(
      '/api/v1/holding-sets/:id',
      { config: read, schema: { summary: 'One set', params: Params, response: { 200: HoldingSet } } },
      async ({ params }, reply) => tagged(reply, await sets.get(params.id)),
    );
    api.patch(
      '/api/v1/holding-sets/:id',
      {
        config: write,
        schema: {
          summary: 'Change a set; what lies at places outside follows',
          params: Params,
          body: patchOf(HoldingSetInput),
          response: { 200: HoldingSet },
        },
      },
      async (request, reply) => {
        requireMatch(request, await sets.get(request.params.id));
        const change = Object.fromEntries(
          Object.entries(request.body).filter(([, value]) => value !== undefined),
        );
        return tagged(reply, await sets.update(request.params.id, change, actorOf(request).by));
      },
    );
    api.delete(
      '/api/v1/holding-sets/:id',
      { config: write, schema: { summary: 'Remove a set', params: Params, response: { 204: z.null() } } },
      async (request, reply) => {
        requireMatch(request, await sets.get(request.params.id));
        await sets.remove(request.params.id);
        return reply.status(204).send(null);
      },
    );
    api.get(
      '/api/v1/holding-sets/:id/archive',
      {
        config: read,
        schema: {
          summary: 'The set as one folder: pages, answers for HAProxy, lines for every usual host',
          params: Params,
          querystring: z.object({
            /** `json`: each file's text by its path, for programs. */
            format: z.enum(['zip', 'tar.gz', 'json']).default('zip'),
            folder: z
              .string()
              .max(300)
              .regex(
                /^\/[\w./@+-]*$/,
                'the folder of the proxy’s machine is an absolute path of letters, digits and . _ - + @',
              )
              .optional(),
          }),
        },
      },
      async ({ params, query: { format, folder } }, reply) => {
        const files = await holding.export(params.id, folder === undefined ? {} : { folder });
        if (format === 'json')
          return reply
            .header('cache-control', 'private, no-store')
            .send({ files: Object.fromEntries([...files].map(([path, { body }]) => [path, body])) });
        return reply
          .header('content-disposition', `attachment; filename="holding-pages.${format}"`)
          .header('cache-control', 'private, no-store')
          .type(format === 'zip' ? 'application/zip' : 'application/gzip')
          .send(format === 'zip' ? zipOf(files) : tarOf(files));
      },
    );
    api.post(
      '/api/v1/holding-sets/previews',
      {
        config: write,
        schema: {
          summary: 'See a page of a set before it is saved, and what the rules say of its words',
          description: 'The page is seen at `url` for ten minutes.',
          body: z.strictObject({ set: HoldingSetInput, kind: HoldingKind }),
          response: { 201: HoldingPreview },
        },
      },
      async ({ body: { set, kind } }, reply) => {
        const { body, findings, accent } = await holding.preview(set, kind);
        const token = randomBytes(18).toString('base64url');
        // Nothing runs in a preview, and a browser would complain of what it is kept from.
        const still = body.replace(/<script>[\s\S]*<\/script>/, '');
        previews.set(token, { body: still, until: clock.nowMs() + PREVIEW_MS });
        for (const key of previews.keys()) if (previews.size > MOST_PREVIEWS) previews.delete(key);
        const url = `/preview/holding/${token}`;
        return reply.status(201).send({ url, bytes: Buffer.byteLength(body), findings, accent });
      },
    );
    api.get(
      '/preview/holding/:token',
      {
        config: { access: 'public' },
        schema: {
          summary: 'A holding page before it is saved',
          params: z.object({ token: z.string().max(64) }),
        },
      },
      async ({ params }, reply) => {
        const found = previews.get(params.token);
        if (!found || found.until < clock.nowMs())
          throw new Problem('not-found', 'This preview is over; make it again in the console.');
        // The page carries its own policy; here nothing runs at all.
        return reply
          .header(
            'content-security-policy',
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox",
          )
          .header('cache-control', 'private, no-store')
          .header('x-robots-tag', 'noindex')
          .type('text/html; charset=utf-8')
          .send(found.body);
      },
    );

    api.get(
      '/api/v1/holding-places',
      {
        config: read,
        schema: {
          summary: 'Places for holding pages, and what is published there',
          description: 'A place is made under /api/v1/outside-copies with the purpose `holding`.',
          response: { 200: z.strictObject({ items: z.array(HoldingPlacement), next: z.null() }) },
        },
      },
      async () => ({ items: await placements.list(), next: null }),
    );
    api.put(
      '/api/v1/holding-places/:id/publication',
      {
        config: write,
        schema: {
          summary:
            'Publish a page of a set at a place; without `kind` the pages are laid ready and none is published',
          params: Params,
          body: HoldingPublication,
          response: { 200: HoldingPlacement },
        },
      },
      async (request) => {
        const { params, body } = request;
        const { by } = actorOf(request);
        await store.transaction((tx) => placements.place(tx, { targetId: params.id, ...body, by }));
        return one(params.id);
      },
    );
    api.delete(
      '/api/v1/holding-places/:id/publication',
      {
        config: write,
        schema: {
          summary: 'Withdraw what is published there; the pages stay ready by their names',
          params: Params,
          response: { 200: HoldingPlacement },
        },
      },
      async (request) => {
        const { id } = request.params;
        const { by } = actorOf(request);
        await one(id);
        await store.transaction((tx) => placements.withdraw(tx, id, { by }));
        return one(id);
      },
    );

    async function one(id: string): Promise<HoldingPlacement> {
      const found = (await placements.list()).find(({ targetId }) => targetId === id);
      if (!found) throw new Problem('not-found', `There is no place for holding pages ${id.slice(0, 64)}.`);
      return found;
    }
  };
