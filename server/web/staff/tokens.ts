/** API tokens. */
import { ApiToken, NewApiToken, TokenInput } from '@candor/protocol/people.ts';
import { z } from 'zod';
import { type Api, actorOf } from '../api.ts';
import type { StaffParts } from './routes.ts';

export function tokenRoutes(api: Api, { people }: StaffParts): void {
  const write = { access: 'people:write' } as const;

  api.get(
    '/api/v1/tokens',
    {
      config: write,
      schema: {
        summary: 'API tokens, without their secrets',
        response: { 200: z.object({ items: z.array(ApiToken), next: z.string().nullable() }) },
      },
    },
    async () => ({ items: await people.tokens.list(), next: null }),
  );

  api.post(
    '/api/v1/tokens',
    {
      config: { ...write, showsSecret: true },
      schema: {
        summary: 'Make a token; its secret is shown in this answer only',
        body: TokenInput,
        response: { 201: NewApiToken },
      },
    },
    async (request, reply) => reply.code(201).send(await people.tokens.make(actorOf(request), request.body)),
  );

  api.delete(
    '/api/v1/tokens/:id',
    {
      config: write,
      schema: {
        summary: 'Revoke a token',
        params: z.object({ id: z.string().max(40) }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await people.tokens.revoke(actorOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}
