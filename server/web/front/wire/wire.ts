/**
 * The hot public paths, answered below `node:http`. A new connection is read here for as long as every chunk that
 * arrives is one whole, plain request for an address on the shelf; each is answered with one write of prepared bytes.
 * The first chunk that is anything else (half a head, two requests, a body, another method, another address, nonsense)
 * goes to `node:http` with the whole connection, for the rest of its life. So what is refused, and how, is decided in
 * one place only, and this never parses what could be read in two ways. A plain request for a live stream is given away
 * too, to whoever streams: the parser and the two streams that `node:http` keeps for each would be most of what a reader
 * who waits costs.
 *
 *   accept → reading ⇄ answering (paused while the reader does not read) → handed over | streaming | ended
 */
import type { Socket } from 'node:net';
import type { Clock } from '#lib/clock.ts';
import type { Entry } from '../entry.ts';
import { choose } from '../send.ts';
import { createFramer, type Frame } from './frame.ts';
import { type PlainRequest, readPlain } from './request.ts';

export type Prepared = {
  /** The prepared answer to an address, the same that `node:http` would be answered with. */
  find: (url: string, host: string) => Entry | undefined;
  /** Takes the connection of a reader who asks for a live stream; false: it is none, or not to be had. */
  stream?: (request: PlainRequest, socket: Socket) => boolean;
  clock: Clock;
  /** Called for each answer; it counts. */
  answered: () => void;
};

export type Patience = {
  /** For the first request to come. */
  firstMs: number;
  /** For the next one, as the Keep-Alive header says; also for a reader that takes nothing of its answer. */
  idleMs: number;
  /** Beyond what the header says, so that a request sent at the last moment is not lost. */
  graceMs: number;
};

/** Readers send a handful of heads again and again. What one came to is kept for the second that its Date names. */
type Known = { request: PlainRequest; entry: Entry; frame: Frame };
const MOST_KNOWN = 1_024;
const LONGEST_KNOWN = 2 * 1024;

/** What `node:http` says to a connection that never sent a request. */
const TOO_LATE = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n';

export function createWire({
  prepared: { find, stream = () => false, clock, answered },
  patience,
  handOver,
}: {
  prepared: Prepared;
  patience: Patience;
  /** Gives the connection to `node:http`, which reads what lies in it first. */
  handOver: (socket: Socket) => void;
}) {
  const frameOf = createFramer({ keepAliveSeconds: Math.floor(patience.idleMs / 1_000) });
  const known = new Map<string, Known>();
  const open = new Set<Socket>();
  let second = 0;

  const answerTo = (chunk: Buffer): Known | null => {
    const nowSecond = Math.floor(clock.nowMs() / 1_000);
    if (nowSecond !== second) {
      second = nowSecond;
      known.clear();
    }
    const text = chunk.toString('latin1');
    const before = known.get(text);
    const request = before?.request ?? readPlain(text);
    const entry = request ? find(request.url, request.host) : undefined;
    if (!request || !entry) return null;
    if (before?.entry === entry) return before;
    const { answer, unchanged } = choose(entry, request, entry.status);
    const shape = unchanged ? 'unchanged' : request.method === 'HEAD' ? 'head' : 'whole';
    const frame = frameOf(answer, shape, unchanged ? 304 : entry.status, request.close, second);
    const fresh = { request, entry, frame };
    if (known.size >= MOST_KNOWN) known.clear();
    if (text.length <= LONGEST_KNOWN) known.set(text, fresh);
    return fresh;
  };

  const accept = (socket: Socket): void => {
    let first = true;

    const onData = (chunk: Buffer) => {
      // What comes after the last answer is thrown away.
      if (socket.writableEnded) return;
      const answer = answerTo(chunk);
      if (!answer) return begun(chunk) ? undefined : pass(chunk);
      answered();
      if (first) {
        first = false;
        socket.setTimeout(patience.idleMs + patience.graceMs);
      }
      const flowing = write(socket, answer.frame);
      if (answer.request.close) return socket.destroySoon();
      // Who asks on without reading is not read any more; at most one answer waits beyond the socket's own limit.
      if (!flowing) socket.pause();
    };
    const onDrain = () => socket.resume();
    const onEnd = () => socket.end();
    const onTimeout = () => {
      if (first) socket.write(TOO_LATE);
      socket.destroy();
    };
    const onError = () => {};
    const onClose = () => open.delete(socket);

    /** A stream only writes: what its reader still says is thrown away, and it lasts as long as both want. */
    const begun = (chunk: Buffer): boolean => {
      const request = readPlain(chunk.toString('latin1'));
      if (request?.method !== 'GET' || !stream(request, socket)) return false;
      socket.off('data', onData).off('drain', onDrain).off('timeout', onTimeout);
      socket.setTimeout(0);
      socket.resume();
      return true;
    };

    const pass = (chunk: Buffer) => {
      socket.off('data', onData).off('drain', onDrain).off('end', onEnd);
      socket.off('timeout', onTimeout).off('error', onError).off('close', onClose);
      open.delete(socket);
      socket.setTimeout(0);
      socket.pause();
      socket.unshift(chunk);
      handOver(socket);
      socket.resume();
    };

    open.add(socket);
    socket.setTimeout(patience.firstMs);
    socket.on('data', onData).on('drain', onDrain).on('end', onEnd);
    socket.on('timeout', onTimeout).on('error', onError).on('close', onClose);
  };

  return {
    accept,
    /** Connections that are read here now. */
    size: () => open.size,
    /** Ends each as soon as its reader has its answer. */
    end() {
      for (const socket of open) {
        if (socket.writableLength === 0) socket.destroy();
        else socket.destroySoon();
      }
    },
    destroy() {
      for (const socket of open) socket.destroy();
    },
  };
}

/** One write of the kernel; false when the reader does not take it all at once. */
function write(socket: Socket, [head, body]: Frame): boolean {
  if (body === undefined) return socket.write(head);
  socket.cork();
  socket.write(head);
  const flowing = socket.write(body);
  socket.uncork();
  return flowing;
}
