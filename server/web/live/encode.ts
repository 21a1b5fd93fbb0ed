/** The wire form of the live stream: text/event-stream as the HTML standard defines it (§9.2). */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export type LiveEvent = {
  /** What a reader names when it comes back: unique in its channel, without line breaks. */
  id: string;
  /** The event name that a page listens for, such as `snapshot` or `incident`. */
  type: string;
  /** Sent as JSON. */
  data: unknown;
};

export function encodeEvent({ id, type, data }: LiveEvent): Buffer {
  if (/[\r\n\0]/.test(id + type)) throw new TypeError('The id or type of a live event holds a line break.');
  // JSON never holds a raw line break, so one data line is always enough.
  return Buffer.from(`id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
}

/** Readers that lose a server come back spread over this span, not all in one second. */
const RETRY_LEAST_MS = 2_000;
const RETRY_SPREAD_MS = 4_000;

const retry = () => `retry: ${RETRY_LEAST_MS + Math.floor(Math.random() * RETRY_SPREAD_MS)}\n\n`;

const headers = (openToAll: boolean) => ({
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  Connection: 'close',
  'X-Accel-Buffering': 'no',
  'X-Content-Type-Options': 'nosniff',
  ...(openToAll ? { 'Access-Control-Allow-Origin': '*' } : {}),
});

/**
 * Begins the stream. Its length is unknown and its end is the end of the connection, so it needs no chunk framing:
 * afterwards events are written to the socket as they are, once encoded for all.
 */
export function streamHead(response: ServerResponse, { openToAll }: { openToAll: boolean }): void {
  response.removeHeader('Transfer-Encoding');
  response.writeHead(200, headers(openToAll));
  response.flushHeaders();
  response.socket!.write(retry());
}

/** The same to a connection that `node:http` never saw. */
export function rawStreamHead(socket: Socket, { openToAll, date }: { openToAll: boolean; date: Date }): void {
  const lines = Object.entries({ ...headers(openToAll), Date: date.toUTCString() });
  socket.write(
    `HTTP/1.1 200 OK\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${retry()}`,
  );
}
