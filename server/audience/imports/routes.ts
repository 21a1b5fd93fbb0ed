/** Lists of subscribers by HTTP: sent as they are, worked through in the background, asked after by their id. */
import { SubscriberImport, SubscriberImportOptions } from '@candor/protocol/audience.ts';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Carriers, processIdentity } from '#carriers';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import type { Log } from '#lib/log.ts';
import { Problem } from '#lib/problem.ts';
import type { People } from '#people';
import type { Store } from '#store';
import { type Api, actorOf } from '#web';
import type { ChoicesOf } from '../choices.ts';
import type { Audience } from '../index.ts';
import { createImports } from './imports.ts';
import { createSpool, type Spooled } from './spool.ts';

const AT = '/api/v1/subscribers/imports';
const Params = z.object({ id: z.string().max(64) });

export function importRoutes(
  api: Api,
  {
    audience,
    carriers,
    choices,
    people,
    store,
    clock,
    ids,
    log,
    dataFolder,
    track,
  }: {
    audience: Pick<Audience, 'oldLinks'>;
    carriers: Pick<Carriers, 'all'>;
    choices: ChoicesOf;
    people: Pick<People, 'audit'>;
    store: Store;
    clock: Clock;
    ids: Ids;
    log: Log;
    dataFolder: string;
    track: (work: Promise<unknown>) => void;
  },
): void {
  const identity = processIdentity();
  const spool = createSpool({ dataFolder, owner: identity.owner });
  const imports = createImports({
    store,
    clock,
    ids,
    log,
    spool,
    book: carriers.all,
    choices: choices.all,
    oldLinks: audience.oldLinks,
    identity,
    track,
  });
  const read = { access: 'audience:read' } as const;
  const waiting = new WeakMap<FastifyRequest, Spooled>();

  api.register(async (given) => {
    const lists = given as unknown as Api;
    lists.addContentTypeParser(
      ['text/csv', 'text/tab-separated-values', 'application/octet-stream'],
      async (request: FastifyRequest, body: FastifyRequest['raw']) => {
        const list = await spool.take(body);
        waiting.set(request, list);
        // What an Idempotency-Key is held against.
        return { bytes: list.bytes, digest: list.digest };
      },
    );
    lists.addHook('onResponse', async (request) => {
      const left = waiting.get(request);
      if (left) spool.drop(left.path);
    });
    lists.post(
      AT,
      {
        config: { access: 'audience:write' },
        schema: {
          summary: 'Import a list of subscribers',
          description:
            'The body is the CSV itself (text/csv), in UTF-8 or UTF-16, with commas, semicolons or tabs. `broken=refuse` writes nothing when one row is broken, `skip` takes the good ones; `plan=true` only reports.',
          querystring: z.strictObject({
            ...SubscriberImportOptions.shape,
            plan: z.enum(['true', 'false']).default('false'),
          }),
          response: { 202: SubscriberImport },
        },
      },
      async (request, reply) => {
        const list = waiting.get(request);
        if (!list || list.bytes === 0)
          throw new Problem('request.invalid', 'Send the list as the body, with content-type: text/csv.');
        const options = { ...request.query, plan: request.query.plan === 'true' };
        const { by } = actorOf(request);
        if (!options.plan)
          await store.transaction((tx) =>
            people.audit(tx, { by, what: 'subscribers.imported', detail: { broken: options.broken } }),
          );
        const begun = await imports.begin(list, options, by);
        waiting.delete(request);
        return reply.status(202).header('location', `${AT}/${begun.id}`).send(begun);
      },
    );
  });
  api.get(
    AT,
    {
      config: read,
      schema: {
        summary: 'Imports of lists, newest first',
        response: { 200: z.strictObject({ items: z.array(SubscriberImport), next: z.null() }) },
      },
    },
    async () => ({ items: await imports.list(), next: null }),
  );
  api.get(
    `${AT}/:id`,
    {
      config: read,
      schema: { summary: 'How far an import has come', params: Params, response: { 200: SubscriberImport } },
    },
    ({ params }) => imports.get(params.id),
  );
  api.get(
    `${AT}/:id/report`,
    { config: read, schema: { summary: 'The broken rows of an import as CSV', params: Params } },
    async ({ params }, reply) => {
      const { id, faults } = await imports.get(params.id);
      const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
      const lines = faults.map(({ line, column, why }) => `${line},${cell(column)},${cell(why)}\r\n`);
      return reply
        .header('content-disposition', `attachment; filename="${id}.csv"`)
        .type('text/csv; charset=utf-8')
        .send(`line,column,why\r\n${lines.join('')}`);
    },
  );
}
