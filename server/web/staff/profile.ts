/** What a person sees and changes of their own. */
import { OpenSession, PasswordChange, Person, ProfileEdit } from '@candor/protocol/people.ts';
import { z } from 'zod';
import { type Api, actorOf } from '../api.ts';
import { requireMatch, tagged } from '../etag.ts';
import type { StaffParts } from './routes.ts';

export function profileRoutes(api: Api, { people }: StaffParts): void {
  const read = { access: 'self:read' } as const;
  const write = { access: 'self:write' } as const;

  api.get(
    '/api/v1/profile',
    { config: read, schema: { summary: 'Your profile', response: { 200: Person } } },
    async (request, reply) => tagged(reply, await people.persons.need(actorOf(request).id)),
  );

  api.patch(
    '/api/v1/profile',
    {
      config: write,
      schema: { summary: 'Change your profile', body: ProfileEdit, response: { 200: Person } },
    },
    async (request, reply) => {
      const { id, by } = actorOf(request);
      requireMatch(request, await people.persons.need(id));
      return tagged(reply, await people.persons.edit(id, request.body, by));
    },
  );

  api.put(
    '/api/v1/profile/password',
    {
      config: write,
      schema: { summary: 'Change your password', body: PasswordChange, response: { 204: z.null() } },
    },
    async (request, reply) => {
      const { current, next } = request.body;
      await people.sessions.changePassword(actorOf(request), current, next);
      return reply.code(204).send(null);
    },
  );

  api.get(
    '/api/v1/profile/sessions',
    {
      config: read,
      schema: {
        summary: 'Where you are signed in',
        response: { 200: z.object({ items: z.array(OpenSession), next: z.string().nullable() }) },
      },
    },
    async (request) => {
      const { id, sessionId } = actorOf(request);
      return { items: await people.sessions.list(id, sessionId), next: null };
    },
  );

  api.delete(
    '/api/v1/profile/sessions/:id',
    {
      config: write,
      schema: {
        summary: 'Sign out elsewhere',
        params: z.object({ id: z.string().max(40) }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await people.sessions.end(actorOf(request).id, request.params.id);
      return reply.code(204).send(null);
    },
  );
}
