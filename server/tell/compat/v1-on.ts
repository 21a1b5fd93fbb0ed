/** How the addresses of Statuspage's REST API v1 are registered: with and without `.json`, with a scope, lenient in the body. */
import type { Scope } from '@candor/protocol/people.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Page } from '#catalog';
import { Problem } from '#lib/problem.ts';
import { type Api, actorOf } from '#web';
import { nested } from './nested.ts';

const Query = z.object({
  page: z.coerce.number().int().min(0).max(10_000).default(1),
  per_page: z.coerce.number().int().min(1).max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
  q: z.string().max(200).optional(),
  state: z.enum(['active', 'unconfirmed', 'quarantined', 'all']).default('active'),
  type: z.enum(['email', 'webhook', 'sms', 'slack', 'teams', 'integration_partner']).optional(),
});

export type Asked = {
  /** Path parameters, without a `.json` at their end. */
  id: (name: string) => string;
  query: z.output<typeof Query>;
  body: Record<string, unknown>;
  by: string;
  /** A scope beyond the route's own. */
  need: (scope: Scope) => void;
};
export type PageOf = (asked: Asked) => Promise<Page>;
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
export type On = (
  methods: Method | Method[],
  path: string,
  access: Scope,
  run: (asked: Asked, reply: FastifyReply) => Promise<unknown>,
) => void;

export const MISSING = new Problem('not-found', 'There is nothing at this address.');

export function find<T extends { id: string }>(items: readonly T[], id: string): T {
  const found = items.find((item) => item.id === id);
  if (!found) throw MISSING;
  return found;
}

export function paged<T>(items: readonly T[], { page, per_page, limit }: Asked['query']): T[] {
  const size = per_page ?? limit ?? 100;
  const from = (Math.max(1, page) - 1) * size;
  return items.slice(from, from + size);
}

function askedBy(request: FastifyRequest): Asked {
  const query = Query.safeParse(request.query);
  if (!query.success)
    throw new Problem('request.invalid', 'The query could not be read.', {
      errors: query.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
    });
  const actor = actorOf(request);
  const params = request.params as Record<string, string>;
  return {
    id: (name) => (params[name] ?? '').replace(/\.json$/, ''),
    query: query.data,
    body: nested((request.body ?? {}) as Record<string, unknown>),
    by: actor.by,
    need(scope) {
      if (!actor.scopes.has(scope))
        throw new Problem('auth.forbidden', `This needs ${scope}, which your token does not have.`);
    },
  };
}

export const onOf =
  (scope: Api): On =>
  (method, path, access, run) => {
    for (const url of path === '' || /:\w+$/.test(path) ? [path] : [path, `${path}.json`])
      scope.route({
        method,
        url,
        config: { access },
        schema: { hide: true },
        handler: async (request: FastifyRequest, reply) => reply.send(await run(askedBy(request), reply)),
      });
  };
