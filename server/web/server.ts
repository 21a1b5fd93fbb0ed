/**
 * The one http server: its limits against slow and greedy clients, where it listens, and how it ends. Connections are
 * counted per address, except those of trusted proxies, which stand for many readers.
 */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '#config';
import { Problem } from '#lib/problem.ts';
import { type Addresses, limitKey, plain } from './address.ts';

const CONNECTIONS = 25_000;
const CLOSE_WITHIN_MS = 4_500;

export function createHttpServer({
  config,
  addresses,
  handle,
  closeWithinMs = CLOSE_WITHIN_MS,
}: {
  config: Config;
  addresses: Addresses;
  handle: RequestListener;
  closeWithinMs?: number;
}) {
  const server: Server = createServer(
    {
      maxHeaderSize: 16 * 1024,
      headersTimeout: 10_000,
      requestTimeout: 60_000,
      // Longer than the idle time of the usual load balancers, so that they never reuse a connection just closed.
      keepAliveTimeout: 65_000,
      connectionsCheckingInterval: 5_000,
      noDelay: true,
    },
    handle,
  );
  server.maxConnections = CONNECTIONS;
  const perAddress = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = plain(socket.remoteAddress ?? '');
    if (config.connectionsPerAddress === 0 || addresses.trusted(address)) return;
    const key = limitKey(address);
    const count = (perAddress.get(key) ?? 0) + 1;
    if (count > config.connectionsPerAddress) return socket.destroy();
    perAddress.set(key, count);
    socket.once('close', () => {
      const left = perAddress.get(key)! - 1;
      if (left > 0) perAddress.set(key, left);
      else perAddress.delete(key);
    });
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
      const patience = new AbortController();
      const late = pause(closeWithinMs, undefined, { signal: patience.signal }).then(
        () => server.closeAllConnections(),
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
