/**
 * One shelf behind two servers, the product's and a bare `node:http` with the same limits, and a client that speaks
 * raw bytes to either: what differs between the two is the fault of the answers below `node:http`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { readConfig } from '#config';
import { handClock } from '#lib/clock.ts';
import { silentLog } from '#lib/log.ts';
import { createAddresses } from '../../address.ts';
import { createHttpServer } from '../../server.ts';
import { createShelf, type ShelfItem } from '../shelf.ts';

export const page = (text: string, more: Partial<ShelfItem> = {}): ShelfItem => ({
  contentType: 'text/html; charset=utf-8',
  body: `<!doctype html><title>${text}</title>${'<p>All is well.</p>'.repeat(40)}`,
  csp: "default-src 'none'; style-src 'self'",
  ...more,
});

/** Bytes sent part by part, each only after the server has read the one before. */
export type Saying = {
  parts: readonly string[];
  /** `after`: sent when an answer has begun to arrive. Otherwise the client ends its side at once. */
  after?: string;
};

export async function createPair(test: TestContext) {
  const home = await mkdtemp(join(tmpdir(), 'wire-'));
  const later: Promise<unknown>[] = [];
  const shelf = createShelf({
    folder: home,
    log: silentLog(),
    track: (work) => later.push(work),
    pressAfterMs: 0,
  });
  const counts = { answered: 0, handled: 0 };
  const clock = handClock('2026-03-01T12:00:00.000Z');
  const handle: RequestListener = (request, response) => {
    if (shelf.answer(request, response)) return;
    let length = 0;
    request.on('data', (chunk) => {
      length += chunk.length;
    });
    request.on('end', () => {
      const { method, url } = request;
      response.writeHead(404, { 'Content-Type': 'text/plain' });
      response.end(`${method} ${url} with ${length} bytes is not on the shelf`);
    });
  };
  const http = createHttpServer({
    config: readConfig({ PORT: '0', CANDOR_CONNECTIONS_PER_ADDRESS: '0' }),
    addresses: createAddresses(''),
    handle: (request, response) => {
      counts.handled += 1;
      handle(request, response);
    },
    prepared: {
      find: shelf.find,
      clock,
      answered: () => {
        counts.answered += 1;
      },
    },
  });
  await http.listen();
  const plain = createServer(
    { maxHeaderSize: 16 * 1024, headersTimeout: 10_000, keepAliveTimeout: 65_000, noDelay: true },
    handle,
  );
  await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
  const ours = listenedTo(http.server);
  const theirs = listenedTo(plain);
  test.after(async () => {
    plain.closeAllConnections();
    plain.close();
    http.server.closeAllConnections();
    await Promise.all([http.close(), ...later]);
    await rm(home, { recursive: true, force: true });
  });
  return {
    shelf,
    clock,
    counts,
    http,
    port: ours.port,
    settled: () => Promise.all(later),
    ours: (saying: Saying) => speak(ours, saying),
    theirs: (saying: Saying) => speak(theirs, saying),
  };
}

type Listened = { port: number; sockets: Map<number, Socket> };

function listenedTo(server: Server): Listened {
  const sockets = new Map<number, Socket>();
  server.prependListener('connection', (socket: Socket) => {
    const port = socket.remotePort!;
    sockets.set(port, socket);
    socket.once('close', () => sockets.delete(port));
  });
  return { port: (server.address() as AddressInfo).port, sockets };
}

/** The connection's whole story as its client reads it: every byte, and that it ended. The time of day is left out. */
async function speak({ port, sockets }: Listened, { parts, after }: Saying): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
  let read = '';
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.setEncoding('latin1').on('error', () => {});
  socket.on('data', (text: string) => {
    const began = read === '';
    read += text;
    if (began && after !== undefined) socket.end(after, 'latin1');
  });
  socket.on('end', () => socket.end());
  await new Promise((resolve) => socket.once('connect', resolve).once('close', resolve));
  const last = parts.length - 1;
  let sent = 0;
  for (const [at, part] of parts.entries()) {
    if (at === last && after === undefined) socket.end(part, 'latin1');
    else socket.write(part, 'latin1');
    sent += part.length;
    if (at === last) break;
    const mine = socket.localPort!;
    // A server that has hung up meanwhile reads no more.
    while (!socket.destroyed && !socket.writableEnded && (sockets.get(mine)?.bytesRead ?? 0) < sent)
      await new Promise((resolve) => setImmediate(resolve));
  }
  await ended;
  return read.replace(/\r\nDate: [^\r]+/g, '\r\nDate: (now)');
}
