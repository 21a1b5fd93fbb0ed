/**
 * What machines ask about this process: is it alive, is it ready, what are its figures. Answered before everything
 * else and without the database, because they matter most when the rest does not work.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import { Problem } from '#lib/problem.ts';
import type { People } from '#people';
import { plain } from './address.ts';
import { PROBLEM_TYPE } from './problems.ts';

export type Readiness = Map<string, () => { ready: boolean; detail?: string }>;

export function createStatus({
  readiness,
  registry,
  people,
}: {
  readiness: Readiness;
  registry: Registry;
  people: () => People | null;
}) {
  const paths: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {
    '/healthz': (_request, response) => json(response, 200, { status: 'alive' }),
    '/readyz': (_request, response) => {
      const parts = Object.fromEntries([...readiness].map(([name, check]) => [name, check()]));
      const ready = Object.values(parts).every((part) => part.ready);
      json(response, ready ? 200 : 503, { status: ready ? 'ready' : 'not ready', parts });
    },
    '/metrics': (request, response) => {
      void metrics(request, response).catch((error: unknown) => {
        const problem =
          error instanceof Problem
            ? error
            : new Problem('store.unavailable', 'The token cannot be checked now.');
        rawProblem(response, problem);
      });
    },
  };

  async function metrics({ headers, socket }: IncomingMessage, response: ServerResponse) {
    // A proxy on this machine also comes from loopback, but it says for whom it asks.
    const direct = headers['x-forwarded-for'] === undefined && headers['forwarded'] === undefined;
    if (!(direct && isLoopback(socket.remoteAddress ?? ''))) {
      const actor = await people()?.authenticate({ authorization: headers.authorization ?? null });
      if (!actor)
        throw new Problem('auth.required', 'From another machine this needs a token with metrics:read.');
      if (!actor.scopes.has('metrics:read'))
        throw new Problem('auth.forbidden', 'This needs a token with metrics:read.');
    }
    const text = await registry.metrics();
    response.writeHead(200, { 'Content-Type': registry.contentType, 'Cache-Control': 'no-store' });
    response.end(text);
  }

  return {
    answer(request: IncomingMessage, response: ServerResponse, path: string): boolean {
      if (request.method !== 'GET' && request.method !== 'HEAD') return false;
      const answer = Object.hasOwn(paths, path) ? paths[path] : undefined;
      answer?.(request, response);
      return answer !== undefined;
    },
  };
}

const isLoopback = (address: string) => address === '::1' || plain(address).startsWith('127.');

function json(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  response.end(JSON.stringify(body));
}

/** A problem where Fastify is not, or not yet, in between. */
export function rawProblem(response: ServerResponse, problem: Problem): void {
  response.writeHead(problem.status, {
    'Content-Type': PROBLEM_TYPE,
    'Cache-Control': 'no-store',
    ...(problem.status === 401 ? { 'WWW-Authenticate': 'Bearer realm="candor"' } : {}),
    ...(problem.status === 503 || problem.status === 429 ? { 'Retry-After': '5' } : {}),
  });
  response.end(JSON.stringify(problem));
}
