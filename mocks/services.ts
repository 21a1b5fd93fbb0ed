/**
 * The kit of pretend services: a vendor's HTTP API on loopback, spoken exactly, with an inbox of what it took and the
 * same ways to fail for all of them. A service names what it answers; the kit reads, keeps, fails and closes. It
 * refuses what the real one refuses, so a test that is green here has said something that the real one understands.
 */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { selfSigned } from '../server/web/domains/testing.ts';

/** One request as a service sees it. */
export type Asked = {
  method: string;
  path: string;
  query: URLSearchParams;
  /** Names in small letters. */
  headers: Record<string, string>;
  /** JSON or a form as an object, anything else as text. */
  body: unknown;
  raw: string;
  /** Where this service is reached, for answers that name an address. */
  origin: string;
};

export type Reply = {
  status?: number;
  /** An object is sent as JSON, a string as it is. */
  body?: unknown;
  headers?: Record<string, string>;
  /** What somebody would read of this request, and where; without it the request is no message. */
  message?: { to: string; text: string; id?: string };
};

export type Entry = {
  at: string;
  service: string;
  to: string;
  text: string;
  raw: string;
  accepted: boolean;
  /** By which the receiver knows a repeat, where the service has such a thing. */
  id: string | null;
};

/**
 * `hang`: no answer ever. `drop`: taken, and the connection breaks before the answer. `drip`: the answer's body comes
 * byte by byte. `duplicate`: the answer comes twice. `out-of-order`: the first is answered after the next one.
 * `times`: for so many requests, then all is well. `only`: requests whose path contains this.
 */
export type ServiceFault = (
  | { mode: 'accept' }
  | {
      mode: 'status';
      status: number;
      retryAfterSeconds?: number;
      body?: unknown;
      headers?: Record<string, string>;
    }
  | { mode: 'hang' }
  | { mode: 'drop' }
  | { mode: 'slow'; ms: number }
  | { mode: 'drip'; ms: number }
  | { mode: 'duplicate' }
  | { mode: 'out-of-order' }
) & { times?: number; only?: string };

type StatusFault = Extract<ServiceFault, { mode: 'status' }>;

export type Service = {
  name: string;
  url: string;
  port: number;
  /** The same service behind a certificate that nobody vouches for. */
  wrongTls(): Promise<string>;
  /** Every message that came, in order. */
  inbox(): Entry[];
  accepted(): Entry[];
  /** Ids that were accepted more than once. */
  duplicates(): string[];
  /** Every request, messages or not. */
  asked(): Asked[];
  setFault(fault: ServiceFault): void;
  /** Forgets what came; the fault stays. */
  clear(): void;
  close(): Promise<void>;
};

const MOST_BYTES = 1024 * 1024;

export async function startService({
  name,
  answer,
  failure = plainFailure,
  port = 0,
  now = () => new Date().toISOString(),
}: {
  name: string;
  answer: (asked: Asked) => Reply | Promise<Reply>;
  /** How this vendor words a status that a fault asks for, such as its own form of "too many requests". */
  failure?: (fault: StatusFault, asked: Asked) => Reply;
  port?: number;
  now?: () => string;
}): Promise<Service> {
  let fault: ServiceFault = { mode: 'accept' };
  let entries: Entry[] = [];
  let requests: Asked[] = [];
  let answered: (() => void)[] = [];

  const take = (asked: Asked): ServiceFault => {
    const given = fault;
    if (given.mode === 'accept' || (given.only && !asked.path.includes(given.only)))
      return { mode: 'accept' };
    if (given.times !== undefined)
      fault = given.times > 1 ? { ...given, times: given.times - 1 } : { mode: 'accept' };
    return given;
  };

  const keep = (asked: Asked, { status = 200, message }: Reply) => {
    if (!message) return;
    const { to, text, id = null } = message;
    entries.push({ at: now(), service: name, to, text, raw: asked.raw, accepted: status < 300, id });
  };

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await read(request);
    requests.push(asked);
    const given = take(asked);
    // What was refused or never answered was not read by anybody: it stands in the box as raw bytes.
    const unread = { to: asked.path, text: asked.raw };
    if (given.mode === 'hang') return keep(asked, { status: 599, message: unread });
    if (given.mode === 'slow') await pause(given.ms);
    if (given.mode === 'status') {
      const reply = failure(given, asked);
      keep(asked, { ...reply, message: unread });
      return say(response, reply);
    }
    const reply = await answer(asked);
    keep(asked, reply);
    if (given.mode === 'drop') return void request.socket.destroy();
    if (given.mode === 'drip') return drip(response, reply, given.ms);
    if (given.mode === 'out-of-order') await new Promise<void>((resolve) => answered.push(resolve));
    if (given.mode === 'duplicate') return twice(response, reply);
    say(response, reply);
    const waiting = answered;
    answered = [];
    for (const go of waiting) go();
  }

  const listener: RequestListener = (request, response) => {
    respond(request, response).catch(() => response.destroy());
  };
  const server = createServer(listener);
  const servers = [server];
  const taken = await listen(server, port);

  return {
    name,
    url: `http://127.0.0.1:${taken}`,
    port: taken,
    async wrongTls() {
      const { key, chain } = selfSigned('nobody.example');
      const secure = createSecureServer({ key, cert: chain }, listener);
      servers.push(secure);
      return `https://127.0.0.1:${await listen(secure, 0)}`;
    },
    inbox: () => [...entries],
    accepted: () => entries.filter(({ accepted }) => accepted),
    duplicates() {
      const ids = entries.flatMap(({ accepted, id }) => (accepted && id !== null ? [id] : []));
      return [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))];
    },
    asked: () => [...requests],
    setFault(next) {
      fault = next;
    },
    clear() {
      entries = [];
      requests = [];
    },
    async close() {
      for (const go of answered) go();
      await Promise.all(
        servers.map((each) => {
          const closed = new Promise<void>((resolve) => each.close(() => resolve()));
          each.closeAllConnections();
          return closed;
        }),
      );
    },
  };
}

const plainFailure = ({ status, retryAfterSeconds, body, headers }: StatusFault): Reply => ({
  status,
  body: body ?? `pretended ${status}`,
  headers: {
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterSeconds)) }),
    ...headers,
  },
});

const listen = async (server: ReturnType<typeof createServer>, port: number): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

const bytesOf = ({ body = '' }: Reply): Buffer =>
  Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));

const headersOf = (reply: Reply): Record<string, string> => ({
  'content-type':
    typeof reply.body === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8',
  'content-length': String(bytesOf(reply).length),
  ...reply.headers,
});

function say(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status ?? 200, headersOf(reply)).end(bytesOf(reply));
}

async function drip(response: ServerResponse, reply: Reply, ms: number): Promise<void> {
  response.writeHead(reply.status ?? 200, headersOf(reply));
  for (const byte of bytesOf(reply)) {
    if (response.destroyed) return;
    response.write(Buffer.of(byte));
    await pause(ms);
  }
  response.end();
}

/** As a proxy that repeats itself: a second whole answer to which nothing was asked. */
function twice(response: ServerResponse, reply: Reply): void {
  const { socket } = response;
  const head = Object.entries(headersOf(reply)).map(([name, value]) => `${name}: ${value}`);
  const whole = Buffer.concat([
    Buffer.from(`HTTP/1.1 ${reply.status ?? 200} pretended\r\n${head.join('\r\n')}\r\n\r\n`),
    bytesOf(reply),
  ]);
  socket?.end(Buffer.concat([whole, whole]));
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MOST_BYTES) throw new Error('too large');
    chunks.push(chunk as Buffer);
  }
  const raw = Buffer.concat(chunks).toString('utf8');
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  const origin = `http://${headers['host']}`;
  const url = new URL(request.url ?? '/', origin);
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: parsed(raw, headers['content-type'] ?? ''),
    raw,
    origin,
  };
}

/** Markdown as a chat shows a mark that was escaped. */
export const unescaped = (text: string): string => text.replace(/\\([^\w\s])/g, '$1');

function parsed(raw: string, type: string): unknown {
  if (type.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(raw));
  if (!type.includes('json')) return raw;
  try {
    return JSON.parse(raw);
  } catch {
    return raw;
  }
}
