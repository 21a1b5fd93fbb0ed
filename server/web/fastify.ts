/** Fastify as this house uses it: strict about what it takes, plain about what went wrong, silent about its insides. */
import { randomBytes } from 'node:crypto';
import type { RequestListener, Server } from 'node:http';
import Fastify, { type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Histogram } from 'prom-client';
import type { Log } from '#lib/log.ts';
import { Problem } from '#lib/problem.ts';
import type { Addresses } from './address.ts';
import type { Api } from './api.ts';
import { readForms, readJsonStrictly } from './bodies.ts';
import { checkRoute } from './gate.ts';
import type { Idempotency, Taken } from './idempotency.ts';
import { addOpenApi } from './openapi.ts';
import { headersOf, sendProblem, toProblem } from './problems.ts';

const LARGEST_BODY = 1024 * 1024;

export async function createApi({
  server,
  log,
  addresses,
  gate,
  idempotency,
  requests,
  storeDown,
  secure,
  answerMissing,
  answerRefused,
}: {
  server: Server;
  log: Log;
  addresses: Addresses;
  gate: (request: FastifyRequest) => Promise<void>;
  idempotency: () => Idempotency;
  requests: Histogram<'method' | 'route' | 'status'>;
  storeDown: () => boolean;
  secure: boolean;
  /** The chance to answer with a page where there is no route. */
  answerMissing: (request: FastifyRequest, reply: FastifyReply) => boolean;
  /** A page for somebody whose form was refused at the door, or null. */
  answerRefused: (request: FastifyRequest, problem: Problem) => { csp: string; body: string } | null;
}): Promise<{ api: Api; handle: RequestListener }> {
  let handle: RequestListener = () => {};
  const api = Fastify({
    loggerInstance: log,
    // Fastify's own lines carry URLs and addresses; ours below do not.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    bodyLimit: LARGEST_BODY,
    trustProxy: (address: string) => addresses.trusted(address),
    genReqId: () => randomBytes(9).toString('base64url'),
    serverFactory: (listener) => {
      handle = listener as RequestListener;
      return server;
    },
  }).withTypeProvider<ZodTypeProvider>() as unknown as Api;

  api.setValidatorCompiler(validatorCompiler);
  api.setSerializerCompiler(serializerCompiler);
  api.removeContentTypeParser('text/plain');
  readJsonStrictly(api);
  api.decorateRequest('actor', null);
  api.decorateRequest('address', '');
  const taken = new WeakMap<FastifyRequest, Taken>();
  const openToAll = new Set<string>();

  api.addHook('onRoute', (route) => {
    checkRoute(route);
    if (!route.config?.cors || openToAll.has(route.url)) return;
    openToAll.add(route.url);
    api.options(route.url, { config: { access: 'public', cors: true }, schema: { hide: true } }, preflight);
  });
  api.addHook('onRequest', async (request, reply) => {
    setHeaders(request, reply, secure);
    await gate(request);
  });
  api.addHook('preHandler', async (request, reply) => {
    const { access = 'public', showsSecret } = request.routeOptions.config;
    if (request.method !== 'POST' || access === 'public' || showsSecret) return;
    const begun = await idempotency().begin(request, reply);
    if (begun === 'answered') return reply;
    if (begun) taken.set(request, begun);
  });
  api.addHook('onSend', async (request, reply, payload) => {
    const begun = taken.get(request);
    if (begun === undefined) return payload;
    taken.delete(request);
    // The work is done; an answer that cannot be kept must not undo that in the caller's eyes.
    await idempotency()
      .finish(begun, reply, payload)
      .catch((error) =>
        request.log.warn({ err: error }, 'an answer could not be kept for its Idempotency-Key'),
      );
    return payload;
  });
  api.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? '(none)';
    const { method } = request;
    const { statusCode: status, elapsedTime } = reply;
    requests.observe({ method, route, status: String(status) }, elapsedTime / 1_000);
    // The route, not the URL: an address may hold a one-time token, and a reader's IP is nobody's business.
    const line = { method, route, status, durationMs: Math.round(elapsedTime), by: request.actor?.by };
    if (method === 'GET' || method === 'HEAD') request.log.debug(line, 'answered');
    else request.log.info(line, 'answered');
  });
  api.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error, { storeDown: storeDown() });
    if (problem.code === 'internal') request.log.error({ err: error }, 'a request failed');
    else if (problem.code === 'store.unavailable')
      request.log.warn({ err: error }, 'no database for a request');
    const page = answerRefused(request, problem);
    if (page === null) return sendProblem(request, reply, problem);
    return headersOf(problem, reply)
      .header('content-security-policy', page.csp)
      .code(problem.status)
      .type('text/html; charset=utf-8')
      .send(page.body);
  });
  api.setNotFoundHandler((request, reply) => {
    setHeaders(request, reply, secure);
    if (answerMissing(request, reply)) return reply;
    return sendProblem(request, reply, new Problem('not-found', 'There is nothing at this address.'));
  });
  await addOpenApi(api);
  return { api, handle: (request, response) => handle(request, response) };
}

function setHeaders(request: FastifyRequest, reply: FastifyReply, secure: boolean) {
  const { cors } = request.routeOptions.config ?? {};
  reply.headers({
    'x-request-id': request.id,
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    ...(cors
      ? { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' }
      : { 'cross-origin-resource-policy': 'same-origin' }),
    ...(secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  });
}

async function preflight(_request: FastifyRequest, reply: FastifyReply) {
  return reply
    .headers({
      'access-control-allow-methods': 'GET, POST, PUT, OPTIONS',
      'access-control-allow-headers': 'authorization, content-type, idempotency-key',
      'access-control-max-age': '86400',
    })
    .code(204)
    .send();
}

/** Routes that take HTML forms: pages that work without JavaScript post these. */
export function withForms(api: Api, routes: (api: Api) => void): void {
  api.register(async (forms) => {
    readForms(forms as unknown as Api);
    routes(forms as unknown as Api);
  });
}
