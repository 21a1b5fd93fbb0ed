/**
 * What a room needs to know to add routes: the Fastify instance with zod types, the `access` every route states,
 * and who is asking. Knows nothing of how requests are served.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Scope } from '@candor/protocol/people.ts';
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { Problem } from '#lib/problem.ts';
import type { Actor } from '#people';

/** `public`: anyone. Otherwise the scope that the session's role or the token must hold. */
export type Access = 'public' | Scope;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may use this route. Every route under /api/v1 states it; elsewhere it is `public` unless stated. */
    access?: Access;
    /** A public route that changes something is limited per address; this replaces the default of 20 a minute. */
    perMinute?: number;
    /** A public route that opens or changes a session: refused when a browser sends it from another site. */
    sameSite?: true;
    /** Pages of other sites may read the answer (SDK routes): no cookie is looked at, any origin is welcome. */
    cors?: true;
    /** The answer holds a secret that is shown once, so it is never kept for an Idempotency-Key. */
    showsSecret?: true;
  }
  interface FastifyRequest {
    actor: Actor | null;
    /** The reader's address, behind trusted proxies too. For limits only: never logged, never stored. */
    address: string;
  }
}

export type Api = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** A room's `routes.ts` exports a function that returns this. */
export type Routes = (api: Api) => void;

/** Whoever is asking; on a route with a scope there is always somebody. */
export function actorOf(request: FastifyRequest): Actor {
  if (!request.actor) throw new Problem('auth.required', 'This address needs a session or an API token.');
  return request.actor;
}
