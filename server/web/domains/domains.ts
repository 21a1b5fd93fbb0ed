/**
 * TLS by Candor itself, off unless a port is set: a listener that picks the certificate by the name that the reader
 * asks for and hands the connection to the one http server; a listener on port 80 that answers the authority and
 * sends readers on; and the keeping of certificates, for hosts of pages and of CANDOR_URL and for nothing else.
 */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls';
import type { Config } from '#config';
import type { Clock } from '#lib/clock.ts';
import type { Log } from '#lib/log.ts';
import type { Loop, Loops } from '#lib/loop.ts';
import { Problem } from '#lib/problem.ts';
import { hostName, type Sites } from '../sites.ts';
import { createOrder } from './acme.ts';
import { createCertificates } from './certificates.ts';
import { type Attempts, renewAtMs, retryAtMs } from './renewal.ts';

export type DomainState = {
  host: string;
  /** `proxy`: somebody before us speaks TLS. */
  kind: 'proxy' | 'missing' | 'file' | 'acme';
  issuer: string | null;
  validUntil: string | null;
  renewsAt: string | null;
  lastError: string | null;
  nextTryAt: string | null;
};

export type Domains = {
  /** The port of our TLS listener, null while there is none. */
  port(): number | null;
  listen(): Promise<void>;
  start(): void;
  stateOf(host: string): DomainState;
  close(): Promise<void>;
};

const LOOK_EVERY_MS = 60_000;
const CHALLENGE = '/.well-known/acme-challenge/';

export function createDomains({
  config,
  clock,
  log,
  loops,
  sites,
  server,
}: {
  config: Config;
  clock: Clock;
  log: Log;
  loops: Loops;
  sites: Sites;
  server: HttpServer;
}): Domains {
  const folder = join(config.dataFolder, 'tls');
  const attemptsFile = join(folder, 'attempts.json');
  const challenges = new Map<string, string>();
  const certificates = createCertificates({ ordered: join(folder, 'hosts'), brought: config.tlsFolder, log });
  const order =
    config.acmeDirectory === ''
      ? null
      : createOrder({
          directory: config.acmeDirectory,
          contact: config.acmeContact,
          rootFile: config.acmeRoot,
          folder,
          challenges,
        });
  const on = config.httpsPort > 0;
  let tls: TlsServer | null = null;
  let plain: HttpServer | null = null;
  let loop: Loop | null = null;
  let attempts: Record<string, Attempts & { error: string | null }> = {};

  const ownHost = config.publicUrl.startsWith('https:') ? new URL(config.publicUrl).hostname : null;
  const hosts = (): string[] => [
    ...new Set([...(ownHost ? [ownHost] : []), ...sites.all().flatMap(({ page }) => page.host ?? [])]),
  ];

  async function listenTo<S extends TlsServer | HttpServer>(made: S, port: number, env: string): Promise<S> {
    await new Promise<void>((resolve, reject) => {
      made.once('error', (error: NodeJS.ErrnoException) =>
        reject(
          new Problem(
            'state.conflict',
            `Port ${port} (${env}) cannot be opened: ${error.code ?? error.message}.`,
            {
              cause: error,
            },
          ),
        ),
      );
      made.listen({ host: config.host, port }, resolve);
    });
    return made;
  }

  /** Gets or renews what is due; one host after the other, so that a refusal of one delays no other for long. */
  async function look(): Promise<number> {
    await certificates.refresh(hosts());
    for (const host of hosts()) {
      const certificate = certificates.of(host);
      if (!order || certificate?.source === 'file') continue;
      const nowMs = clock.nowMs();
      if (certificate && renewAtMs(host, certificate) > nowMs) continue;
      const before = attempts[host] ?? { failures: 0, lastMs: 0, error: null };
      if (retryAtMs(host, before) > nowMs) continue;
      try {
        const { key, chain } = await order(host);
        await certificates.keep(host, key, chain);
        attempts[host] = { failures: 0, lastMs: nowMs, error: null };
        log.info({ host }, 'a certificate was issued');
      } catch (error) {
        const why = (error as Error).message.slice(0, 500);
        attempts[host] = { failures: before.failures + 1, lastMs: nowMs, error: why };
        log.warn({ host, why }, 'a certificate was not issued; it is tried again later');
      }
      // Kept, because an authority counts attempts also over our restarts.
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(attemptsFile, JSON.stringify(attempts), { mode: 0o600 });
    }
    return clock.nowMs() + LOOK_EVERY_MS;
  }

  const portOf = (made: TlsServer | null) => (made?.address() as AddressInfo | null)?.port ?? null;

  return {
    port: () => portOf(tls),
    async listen() {
      if (!on) return;
      attempts = JSON.parse(await readFile(attemptsFile, 'utf8').catch(() => '{}'));
      tls = await listenTo(
        createTlsServer(
          {
            minVersion: 'TLSv1.2',
            ALPNProtocols: ['http/1.1'],
            handshakeTimeout: 10_000,
            SNICallback(name, done) {
              const found = certificates.of(hostName(name));
              if (found) done(null, found.context);
              else done(new Error('no certificate for this name'));
            },
          },
          (socket) => server.emit('connection', socket),
        ),
        config.httpsPort,
        'CANDOR_HTTPS_PORT',
      );
      // A handshake that fails is the reader's; it must not end the process.
      tls.on('tlsClientError', (_error, socket) => socket.destroy());
      await certificates.refresh(hosts());
      if (config.httpPort === 0) return;
      plain = await listenTo(
        createHttpServer(
          { headersTimeout: 10_000, requestTimeout: 15_000, keepAliveTimeout: 5_000 },
          (request, response) => {
            const url = request.url!;
            const answer = url.startsWith(CHALLENGE)
              ? challenges.get(url.slice(CHALLENGE.length))
              : undefined;
            if (answer !== undefined) {
              response
                .writeHead(200, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' })
                .end(answer);
              return;
            }
            const host = hostName(request.headers.host ?? '');
            if (!hosts().includes(host) || !url.startsWith('/')) {
              response.writeHead(404, { 'Content-Length': 0 }).end();
              return;
            }
            const port = portOf(tls);
            response
              .writeHead(308, {
                Location: `https://${host}${port === 443 ? '' : `:${port}`}${url}`,
                'Cache-Control': 'no-store',
                'Content-Length': 0,
              })
              .end();
          },
        ),
        config.httpPort,
        'CANDOR_HTTP_PORT',
      );
    },
    start() {
      if (on) loop = loops.start('certificates', look);
    },
    stateOf(host) {
      const certificate = certificates.of(host);
      const tried = attempts[host];
      const instant = (ms: number) => new Date(ms).toISOString();
      return {
        host,
        kind: on ? (certificate?.source ?? 'missing') : 'proxy',
        issuer: certificate?.issuer ?? null,
        validUntil: certificate ? instant(certificate.notAfterMs) : null,
        renewsAt: certificate?.source === 'acme' ? instant(renewAtMs(host, certificate)) : null,
        lastError: tried?.error ?? null,
        nextTryAt: tried && tried.failures > 0 ? instant(retryAtMs(host, tried)) : null,
      };
    },
    async close() {
      await loop?.stop();
      plain?.close();
      plain?.closeAllConnections();
      // Its connections belong to the http server, which ends them in its own time.
      tls?.close();
    },
  };
}
