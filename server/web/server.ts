/**
 * The one http server: its limits against slow and greedy clients, where it listens, and how it ends. Connections are
 * counted per address, except those of trusted proxies, which stand for many readers.
 */
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '#config';
import { Problem } from '#lib/problem.ts';
import { type Addresses, limitKey, plain } from './address.ts';
import { createWire, type Prepared } from './front/wire/wire.ts';

const CONNECTIONS = 25_000;
/** Open files that readers never take: probes, the database and the disk need theirs most when everybody comes. */
const SPARE_FILES = 1_000;
const CLOSE_WITHIN_MS = 4_500;
const FIRST_REQUEST_MS = 10_000;
// Longer than the idle time of the usual load balancers, so that they never reuse a connection just closed.
const KEEP_ALIVE_MS = 65_000;
const KEEP_ALIVE_GRACE_MS = 1_000;

export function createHttpServer({
  config,
  addresses,
  handle,
  prepared,
  closeWithinMs = CLOSE_WITHIN_MS,
}: {
  config: Config;
  addresses: Addresses;
  handle: RequestListener;
  /** What plain requests are answered with before there is a request for `handle`. */
  prepared: Prepared;
  closeWithinMs?: number;
}) {
  const server: Server = createServer(
    {
      maxHeaderSize: 16 * 1024,
      headersTimeout: FIRST_REQUEST_MS,
      requestTimeout: 60_000,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveTimeoutBuffer: KEEP_ALIVE_GRACE_MS,
      connectionsCheckingInterval: 5_000,
      noDelay: true,
    },
    handle,
  );
  server.maxConnections = Math.max(SPARE_FILES, Math.min(CONNECTIONS, openFiles() - SPARE_FILES));
  // The listener by which node:http takes a connection; every connection passes the two steps below first.
  const [serve] = server.listeners('connection') as [(this: Server, socket: Socket) => void];
  server.off('connection', serve);
  const wire = createWire({
    prepared,
    patience: { firstMs: FIRST_REQUEST_MS, idleMs: KEEP_ALIVE_MS, graceMs: KEEP_ALIVE_GRACE_MS },
    handOver: (socket) => serve.call(server, socket),
  });
  const perAddress = new Map<string, number>();
  const admit = (socket: Socket): boolean => {
    const address = plain(socket.remoteAddress ?? '');
    if (config.connectionsPerAddress === 0 || addresses.trusted(address)) return true;
    const key = limitKey(address);
    const count = (perAddress.get(key) ?? 0) + 1;
    if (count > config.connectionsPerAddress) return false;
    perAddress.set(key, count);
    socket.once('close', () => {
      const left = perAddress.get(key)! - 1;
      if (left > 0) perAddress.set(key, left);
      else perAddress.delete(key);
    });
    return true;
  };
  server.on('connection', (socket: Socket) => {
    if (admit(socket)) wire.accept(socket);
    else socket.destroy();
  });

  return {
    server,
    async listen(): Promise<AddressInfo> {
      await new Promise<void>((resolve, reject) => {
        const failed = (error: NodeJS.ErrnoException) => reject(sentence(error, config));
        server.once('error', failed);
        server.listen({ host: config.host, port: config.port, backlog: 4_096 }, () => {
          server.off('error', failed);
          resolve();
        });
      });
      return server.address() as AddressInfo;
    },
    /** Takes no more, lets what is being answered end, and after that is patient no longer. */
    async close(): Promise<void> {
      if (!server.listening) return;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      wire.end();
      const patience = new AbortController();
      const late = pause(closeWithinMs, undefined, { signal: patience.signal }).then(
        () => {
          wire.destroy();
          server.closeAllConnections();
        },
        () => {},
      );
      // A connection that was answering a moment ago may be idle now.
      const sweep = setInterval(() => server.closeIdleConnections(), 50);
      await closed;
      clearInterval(sweep);
      patience.abort();
      await late;
    },
  };
}

/** How many files this process may have open; Linux says so, elsewhere nothing is known. */
function openFiles(): number {
  try {
    const limit = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'));
    return limit ? Number(limit[1]) : Number.POSITIVE_INFINITY;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function sentence(error: NodeJS.ErrnoException, { host, port }: Config): Error {
  if (error.code === 'EADDRINUSE')
    return new Problem('state.conflict', `Port ${port} on ${host} is taken; choose another with PORT.`, {
      cause: error,
    });
  if (error.code === 'EACCES')
    return new Problem(
      'state.conflict',
      `Port ${port} needs rights this user lacks; choose one above 1023.`,
      {
        cause: error,
      },
    );
  return error;
}
