/** Invitations to the staff. */
import { Invite, InviteInput, NewInvite } from '@candor/protocol/people.ts';
import { z } from 'zod';
import { type Api, actorOf } from '../api.ts';
import type { StaffParts } from './routes.ts';

export function inviteRoutes(api: Api, { people, url }: StaffParts): void {
  const write = { access: 'people:write' } as const;

  api.get(
    '/api/v1/invitations',
    {
      config: write,
      schema: {
        summary: 'Open invitations',
        response: { 200: z.object({ items: z.array(Invite), next: z.string().nullable() }) },
      },
    },
    async () => ({ items: await people.invites.list(), next: null }),
  );

  api.post(
    '/api/v1/invitations',
    {
      config: { ...write, showsSecret: true },
      schema: { summary: 'Invite somebody', body: InviteInput, response: { 201: NewInvite } },
    },
    async (request, reply) => {
      const made = await people.invites.invite(actorOf(request), request.body);
      return reply.code(201).send({ ...made, link: url() + made.link });
    },
  );

  api.delete(
    '/api/v1/invitations/:id',
    {
      config: write,
      schema: {
        summary: 'Withdraw an invitation',
        params: z.object({ id: z.string().max(40) }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await people.invites.revoke(actorOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}
