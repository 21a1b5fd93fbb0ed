/** The staff, as its administrators see and change it; a person comes in by an invitation. */
import { NewInvite, Person, PersonEdit } from '@candor/protocol/people.ts';
import { z } from 'zod';
import { type Api, actorOf } from '../api.ts';
import { requireMatch, tagged } from '../etag.ts';
import type { StaffParts } from './routes.ts';

const Id = z.object({ id: z.string().max(40) });

export function personRoutes(api: Api, { people, url }: StaffParts): void {
  const read = { access: 'people:read' } as const;
  const write = { access: 'people:write' } as const;

  api.get(
    '/api/v1/persons',
    {
      config: read,
      schema: {
        summary: 'The staff',
        querystring: z.object({ disabled: z.stringbool().default(false) }),
        response: { 200: z.object({ items: z.array(Person), next: z.string().nullable() }) },
      },
    },
    async ({ query }) => ({ items: await people.persons.list({ disabled: query.disabled }), next: null }),
  );

  api.get(
    '/api/v1/persons/:id',
    { config: read, schema: { summary: 'One person', params: Id, response: { 200: Person } } },
    async ({ params }, reply) => tagged(reply, await people.persons.need(params.id)),
  );

  api.patch(
    '/api/v1/persons/:id',
    {
      config: write,
      schema: {
        summary: 'Change a person, their role, or whether they may sign in',
        params: Id,
        body: PersonEdit,
        response: { 200: Person },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      requireMatch(request, await people.persons.need(id));
      return tagged(reply, await people.persons.manage(actorOf(request), id, request.body));
    },
  );

  api.post(
    '/api/v1/persons/:id/passwordLink',
    {
      config: { ...write, showsSecret: true },
      schema: { summary: 'A one-time link to a new password', params: Id, response: { 201: NewInvite } },
    },
    async (request, reply) => {
      const made = await people.invites.passwordLink(actorOf(request), request.params.id);
      return reply.code(201).send({ ...made, link: url() + made.link });
    },
  );
}
