/**
 * Puts the server together. It can listen before there is a database: prepared pages and the questions of machines
 * are answered from the first moment, everything else is asked to wait until `open`.
 *
 *   createWeb → listen (pages from disk) → open({ store, people }) (API and console) → close
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Registry } from 'prom-client';
import type { Page } from '#catalog';
import type { Config } from '#config';
import type { Clock } from '#lib/clock.ts';
import type { Log } from '#lib/log.ts';
import type { Loop, Loops } from '#lib/loop.ts';
import { Problem } from '#lib/problem.ts';
import type { People } from '#people';
import type { Store } from '#store';
import { createAddresses, limitKey } from './address.ts';
import type { Api } from './api.ts';
import { createConsole } from './console.ts';
import { createDomains, type Domains } from './domains/domains.ts';
import { createApi } from './fastify.ts';
import { createShelf, type Shelf } from './front/shelf.ts';
import type { PlainRequest } from './front/wire/request.ts';
import { createGate } from './gate.ts';
import { createIdempotency, type Idempotency } from './idempotency.ts';
import { createLimiter } from './limiter.ts';
import { createHub, type Live } from './live/hub.ts';
import { type Asking, liveRoutes } from './live/routes.ts';
import { createMetrics } from './metrics.ts';
import { createPrivateGate } from './private/gate.ts';
import { createPasses, type Passes } from './private/session.ts';
import { REFUSED_FORM_CSP, refusedForm } from './refused-form.ts';
import { createHttpServer } from './server.ts';
import { createSessionCookie, type SessionCookie } from './session-cookie.ts';
import { createSites, type Sites } from './sites.ts';
import { createStatus, type Readiness, rawProblem } from './status.ts';

export type RawHandler = (request: IncomingMessage, response: ServerResponse) => void;

export type Web = {
  api: Api;
  shelf: Shelf;
  /** What private pages are made of: bound to the page's id instead of a host, and read through their gate alone. */
  privateShelf: Shelf;
  /** Which page a request means. */
  sites: Sites;
  passes: Passes;
  domains: Pick<Domains, 'stateOf'>;
  /** The page whose address a route was asked at, as `/p/:slug/…` or by host; null is the default one. Throws for strangers. */
  pageOf(request: FastifyRequest): Page | null;
  /** Whether the reader came over TLS, as far as we can know. */
  isEncrypted(request: IncomingMessage): boolean;
  live: Live;
  metrics: Registry;
  /** The session's cookie as this installation writes it; for the routes that open and end sessions. */
  cookie: SessionCookie;
  /** Answers GET on exactly this path before Fastify; the query string is the handler's to read. */
  registerPublic(path: string, handler: RawHandler): void;
  /** Adds a part to /readyz. */
  readiness(name: string, check: () => { ready: boolean; detail?: string }): void;
  /** Listens, and serves what the shelf has on disk. Once. */
  listen(): Promise<{ url: string; port: number }>;
  /** Opens API and console, when every room has registered its routes. */
  open(parts: { store: Store; people: People }): Promise<void>;
  /** The address that readers use, without a slash at its end. */
  url(): string;
  /** Within five seconds: takes no more, ends live streams, finishes what is being answered. */
  close(): Promise<void>;
};

const SWEEP_MS = 3_600_000;
const CONSOLE_FOLDER = fileURLToPath(new URL('../../packages/console/dist', import.meta.url));

export async function createWeb({
  config,
  clock,
  log,
  loops,
  readerKey = randomBytes(32),
  consoleFolder = CONSOLE_FOLDER,
}: {
  config: Config;
  clock: Clock;
  log: Log;
  loops: Loops;
  /** Signs what readers of private pages carry; without one of their own they are asked again after a restart. */
  readerKey?: Uint8Array;
  consoleFolder?: string;
}): Promise<Web> {
  const addresses = createAddresses(config.trustProxy);
  const secure = config.publicUrl.startsWith('https:');
  const cookie = createSessionCookie({ secure });
  const shelf = createShelf({ folder: join(config.dataFolder, 'pages'), log, track: loops.track });
  const hub = createHub({
    clock,
    limits: { readers: config.liveReaders, readersPerAddress: config.liveReadersPerAddress },
  });
  const privateShelf = createShelf({
    folder: join(config.dataFolder, 'private-pages'),
    log,
    track: loops.track,
  });
  const sites = createSites({
    file: join(config.dataFolder, 'private-pages', 'gates', 'sites.json'),
    log,
    url: () => ownUrl,
    tlsPort: () => domains.port(),
  });
  const passes = createPasses({ key: readerKey, clock });
  const hot = { shelf: 0, console: 0 };
  const { registry, requests } = createMetrics({ hub, hot });
  const files = createConsole({ folder: consoleFolder, track: loops.track });
  const publicHandlers = new Map<string, RawHandler>();
  let parts: { store: Store; people: People; idempotency: Idempotency } | null = null;
  let ready = false;
  let sweeper: Loop | null = null;
  let ownUrl = config.publicUrl.replace(/\/+$/, '');

  const readiness: Readiness = new Map([
    ['web', () => ({ ready, ...(ready ? {} : { detail: 'the API is not open yet' }) })],
    ['store', () => storeReadiness(parts?.store)],
  ]);
  const status = createStatus({ readiness, registry, people: () => parts?.people ?? null });

  const addressOf = (request: Pick<IncomingMessage, 'socket' | 'headers'>) => limitKey(addresses.of(request));
  const isEncrypted = (request: IncomingMessage) => secure || 'encrypted' in request.socket;
  const gate = createPrivateGate({
    sites,
    shelf: privateShelf,
    hub,
    passes,
    addresses,
    addressOf,
    secure: isEncrypted,
  });

  const handle = (request: IncomingMessage, response: ServerResponse) => {
    if (gate.answer(request, response)) return;
    if (!isOldWayOut(request.url) && shelf.answer(request, response)) {
      hot.shelf += 1;
      return;
    }
    const url = request.url!;
    const query = url.indexOf('?');
    const path = query < 0 ? url : url.slice(0, query);
    if (status.answer(request, response, path)) return;
    if (files.answer(request, response, path)) {
      hot.console += 1;
      return;
    }
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const site = sites.at(request.headers.host, url);
    if (isRead && site && site.prefix !== '' && site.site.page.host !== null && site.site.gate === null) {
      response.writeHead(308, {
        Location: `${sites.urlOf(site.site.page)}${site.path}`,
        'Cache-Control': 'no-store',
      });
      return response.end();
    }
    const handler = isRead ? publicHandlers.get(site ? path.slice(site.prefix.length) : path) : undefined;
    if (handler) return answerPublic(handler, request, response);
    // The address of a page in another language is a folder; only addresses that exist are ever sent on to.
    if (isRead && !path.endsWith('/') && shelf.has(`${path}/`, request.headers.host)) {
      response.writeHead(308, { Location: `${path}/`, 'Cache-Control': 'public, max-age=3600' });
      response.end();
      return;
    }
    if (ready) return fastify.handle(request, response);
    rawProblem(response, new Problem('store.unavailable', 'Candor is starting. Try again in a few seconds.'));
  };

  const answerPublic = (handler: RawHandler, request: IncomingMessage, response: ServerResponse) => {
    try {
      handler(request, response);
    } catch (error) {
      log.error({ err: error }, 'a public handler failed');
      if (response.headersSent) response.destroy();
      else
        rawProblem(response, new Problem('internal', 'Something went wrong here; the log has the details.'));
    }
  };

  /** A reader who is lost gets the page that says so; a POST to a page gets the methods that it takes. */
  const answerMissing = (request: FastifyRequest, reply: FastifyReply): boolean => {
    const { method, headers } = request;
    const isRead = method === 'GET' || method === 'HEAD';
    if (!isRead && shelf.has(request.url, headers.host)) {
      reply.code(405).header('allow', 'GET, HEAD').send();
      return true;
    }
    const wantsPage = isRead && headers.accept?.includes('text/html') && !request.url.startsWith('/api/');
    const prefix = sites.at(headers.host, request.url)?.prefix ?? '';
    // Whoever gets lost below a language's addresses is told so in it.
    const language = /^\/[A-Za-z-]{2,12}(?=\/)/.exec(request.url.slice(prefix.length))?.[0] ?? '';
    const lost = [`${prefix}${language}/404`, `${prefix}/404`].find((path) => shelf.has(path, headers.host));
    if (!wantsPage || lost === undefined) return false;
    reply.hijack();
    return shelf.answer(request.raw, reply.raw, { path: lost, status: 404 });
  };

  // Plain requests are answered with what this finds, before `handle` sees them: whoever decides something there
  // before the shelf is asked (who may read, where to go instead) has to leave such requests out here.
  const prepared = {
    find: (url: string, host: string | undefined) =>
      isOldWayOut(url) || sites.at(host, url)?.site.gate ? undefined : shelf.find(url, host),
    /** `/live` of a page that everybody may read, at the address where it lives. */
    stream(request: PlainRequest, socket: Socket) {
      const meant = sites.at(request.host, request.url);
      if (meant?.site.gate || (meant && meant.prefix !== '' && meant.site.page.host !== null)) return false;
      const path = request.url.slice(meant?.prefix.length ?? 0);
      return (path === '/live' || path.startsWith('/live?')) && live.plain(request, socket);
    },
    clock,
    answered: () => {
      hot.shelf += 1;
    },
  };
  const http = createHttpServer({ config, addresses, handle, prepared });
  const domains = createDomains({ config, clock, log, loops, sites, server: http.server });
  const fastify = await createApi({
    server: http.server,
    log,
    addresses,
    secure,
    requests,
    gate: createGate({
      people: () => need(parts).people,
      addresses,
      limiter: createLimiter({ clock }),
      cookie,
      ownOrigin: () => (URL.canParse(ownUrl) ? new URL(ownUrl).origin : ''),
    }),
    idempotency: () => need(parts).idempotency,
    storeDown: () => parts?.store.state() === 'down',
    answerMissing,
    answerRefused({ method, headers, url }, problem) {
      const here = sites.at(headers.host, url);
      const page = here?.site.page ?? sites.all().find((site) => site.page.isDefault)?.page;
      const body = page && refusedForm({ method, headers }, problem, { page, prefix: here?.prefix ?? '' });
      return body ? { csp: REFUSED_FORM_CSP, body } : null;
    },
  });
  const { api } = fastify;
  /** `/live` of a page's own address, or `/live?page=SLUG`; a private page has a channel that no name leads to. */
  const channelOf = ({ headers, url }: Asking): string => {
    const own = sites.at(headers.host, url!);
    if (own) return own.site.gate ? 'nothing' : `page:${own.site.page.id}`;
    const slug = new URL(url!, 'http://localhost').searchParams.get('page');
    if (slug === null) return 'public';
    const named = sites.all().find(({ page }) => page.slug === slug);
    if (!named || named.gate) return 'nothing';
    return named.page.isDefault ? 'public' : `page:${named.page.id}`;
  };
  const live = liveRoutes({ hub, addressOf, channelOf });
  publicHandlers.set('/live', live.public);
  live.staff(api);

  return {
    api,
    shelf,
    privateShelf,
    sites,
    passes,
    domains,
    isEncrypted,
    pageOf({ raw, params }) {
      const meant = sites.at(raw.headers.host, raw.url!);
      const named = (params as { slug?: string } | undefined)?.slug;
      const isHere = named === undefined || meant?.site.page.slug === named;
      if (!isHere || (meant && !gate.admits(meant.site, meant.prefix, raw)))
        throw new Problem('not-found', 'There is nothing at this address.');
      return meant?.site.page ?? null;
    },
    live: hub,
    metrics: registry,
    cookie,
    url: () => ownUrl,
    registerPublic(path, handler) {
      if (publicHandlers.has(path)) throw new Error(`There is a public handler at ${path} already.`);
      publicHandlers.set(path, handler);
    },
    readiness(name, check) {
      readiness.set(name, check);
    },
    async listen() {
      await Promise.all([shelf.load(), privateShelf.load(), sites.load(), files.load()]);
      const { address, port, family } = await http.listen();
      await domains.listen();
      const wide = address === '0.0.0.0' || address === '::';
      const name = wide ? 'localhost' : family === 'IPv6' ? `[${address}]` : address;
      ownUrl ||= `http://${name}:${port}`;
      return { url: ownUrl, port };
    },
    async open({ store, people }) {
      const idempotency = createIdempotency({ store, clock });
      parts = { store, people, idempotency };
      await api.ready();
      ready = true;
      domains.start();
      sweeper = loops.start('web', async () => {
        if (store.state() === 'up') await idempotency.sweep();
        return clock.nowMs() + SWEEP_MS;
      });
    },
    async close() {
      ready = false;
      await sweeper?.stop();
      await domains.close();
      const closed = http.close();
      await hub.close();
      await sites.settled();
      await closed;
      await api.close();
    },
  };
}

/** `/?unsubscribe=TOKEN`, which Statuspage's mails and webhooks name: somebody's way out, not the page. */
export const isOldWayOut = (url = ''): boolean => url.startsWith('/?') && /[?&]unsubscribe=/.test(url);

function storeReadiness(store: Store | undefined) {
  if (!store) return { ready: false, detail: 'the database is not open yet' };
  const up = store.state() === 'up';
  return { ready: up, ...(up ? {} : { detail: 'the database cannot be reached; pages are served on' }) };
}

function need<T>(parts: T | null): T {
  if (parts === null)
    throw new Problem('store.unavailable', 'Candor is starting. Try again in a few seconds.');
  return parts;
}
