/** Signing in and out, and the one-time links that make a person. */
import { Session, SignIn, Welcome, WelcomeOffer } from '@candor/protocol/people.ts';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Problem } from '#lib/problem.ts';
import { scopesOf } from '#people';
import { type Api, actorOf } from '../api.ts';
import type { StaffParts } from './routes.ts';

/** Ten tries a minute from one address; the people room counts per account besides. */
const perMinute = 10;

export function sessionRoutes(api: Api, { people, cookie }: StaffParts): void {
  type Opened = Awaited<ReturnType<typeof people.sessions.signIn>>;
  const opened = (reply: FastifyReply, { secret, expiresAt, person }: Opened) => {
    reply.code(201).header('set-cookie', cookie.set(secret, expiresAt));
    return { person, scopes: [...scopesOf(person.role)], expiresAt };
  };
  const config = { access: 'public', sameSite: true, perMinute } as const;

  api.post(
    '/api/v1/session',
    { config, schema: { summary: 'Sign in', body: SignIn, response: { 201: Session } } },
    async ({ body, headers }, reply) =>
      opened(reply, await people.sessions.signIn(body.email, body.password, headers['user-agent'] ?? null)),
  );

  api.get(
    '/api/v1/session',
    { config: { access: 'self:read' }, schema: { summary: 'Who is signed in', response: { 200: Session } } },
    async (request) => {
      const actor = actorOf(request);
      const expiresAt = actor.sessionId ? await people.sessions.expiryOf(actor.sessionId) : null;
      if (!expiresAt) throw new Problem('auth.required', 'The session is over; sign in again.');
      return { person: await people.persons.need(actor.id), scopes: [...actor.scopes], expiresAt };
    },
  );

  api.delete(
    '/api/v1/session',
    { config: { access: 'self:write' }, schema: { summary: 'Sign out', response: { 204: z.null() } } },
    async (request, reply) => {
      const { id, sessionId } = actorOf(request);
      if (sessionId) await people.sessions.end(id, sessionId);
      return reply.code(204).header('set-cookie', cookie.clear()).send(null);
    },
  );

  api.post(
    '/api/v1/welcome',
    { config, schema: { summary: 'Use a one-time link', body: Welcome, response: { 201: Session } } },
    async ({ body, headers }, reply) =>
      opened(reply, await people.invites.welcome(body, headers['user-agent'] ?? null)),
  );

  // A POST, so that the token stands in no log and no history of addresses.
  api.post(
    '/api/v1/welcome/offer',
    {
      config: { ...config, perMinute: 30 },
      schema: {
        summary: 'What a one-time link offers',
        body: z.strictObject({ token: z.string().max(200) }),
        response: { 200: WelcomeOffer },
      },
    },
    async ({ body }) => people.invites.offer(body.token),
  );
}
