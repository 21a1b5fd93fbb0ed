/**
 * The gate of the API: who may come in, before a byte of the body is read. Every route under /api/v1 says whom it is
 * for; one that does not say is refused when it is registered, not when somebody finds it.
 */
import type { FastifyRequest, RouteOptions } from 'fastify';
import { Problem } from '#lib/problem.ts';
import { isScope, type People } from '#people';
import { type Addresses, limitKey } from './address.ts';
import { isCrossSite, isUnsafe } from './cross-site.ts';
import type { Limiter } from './limiter.ts';
import type { SessionCookie } from './session-cookie.ts';

const PUBLIC_POSTS_PER_MINUTE = 20;

/** Throws at start for a route that does not say who may use it, or names a scope that does not exist. */
export function checkRoute(route: RouteOptions): void {
  const access = route.config?.access;
  if (access === undefined && !route.url.startsWith('/api/v1')) return;
  if (access === 'public' || (access !== undefined && isScope(access))) return;
  throw new Error(
    `The route ${String(route.method)} ${route.url} has to state config.access: 'public' or a scope such as 'watch:read'; it states ${access ?? 'nothing'}.`,
  );
}

export function createGate({
  people,
  addresses,
  limiter,
  cookie,
  ownOrigin,
}: {
  people: () => People;
  addresses: Addresses;
  limiter: Limiter;
  cookie: SessionCookie;
  ownOrigin: () => string;
}) {
  return async function gate(request: FastifyRequest): Promise<void> {
    request.address = addresses.of(request.raw);
    const { access = 'public', perMinute = PUBLIC_POSTS_PER_MINUTE, sameSite } = request.routeOptions.config;
    const unsafe = isUnsafe(request.method);
    if (access === 'public') {
      if (sameSite && unsafe) refuseCrossSite(request, ownOrigin());
      if (unsafe) limit(request, perMinute);
      return;
    }
    const { authorization, cookie: cookies } = request.headers;
    const actor = await people().authenticate({
      session: cookie.read(cookies),
      authorization: authorization ?? null,
    });
    if (!actor)
      throw new Problem('auth.required', 'Sign in, or send an API token as "Authorization: Bearer cnd_…".');
    if (actor.kind === 'person' && unsafe) refuseCrossSite(request, ownOrigin());
    if (!actor.scopes.has(access))
      throw new Problem(
        'auth.forbidden',
        `This needs ${access}, which your ${actor.role ?? 'token'} does not have.`,
      );
    request.actor = actor;
  };

  function limit(request: FastifyRequest, perMinute: number) {
    const key = `${request.routeOptions.url} ${limitKey(request.address)}`;
    const taken = limiter.take(key, perMinute);
    if (taken.ok) return;
    throw new Problem('request.rate-limited', `Try again in ${taken.retryAfterSeconds} seconds.`, {
      extra: { retryAfterSeconds: taken.retryAfterSeconds },
    });
  }
}

function refuseCrossSite(request: FastifyRequest, ownOrigin: string) {
  if (isCrossSite(request.headers, ownOrigin))
    throw new Problem(
      'auth.cross-site',
      'A page of another site sent this; open Candor itself and repeat it there.',
    );
}
