/**
 * A pretend webhook receiver: checks every signature with the reference library of Standard Webhooks, keeps what it
 * got and counts repeats by webhook-id. It can be told to misbehave. What it answers 2xx to counts as accepted.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export type ReceivedWebhook = {
  at: string;
  path: string;
  id: string;
  /** Against the secret of this receiver; null when it has none. */
  verified: boolean | null;
  accepted: boolean;
  headers: Record<string, string>;
  body: unknown;
  raw: string;
};

/** `hang`: no answer. `drop`: kept, but the connection breaks before the answer. `redirect` points at the receiver itself. */
export type WebhookFault =
  | { mode: 'accept' }
  | { mode: 'status'; status: number; retryAfter?: string }
  | { mode: 'redirect'; status?: number }
  | { mode: 'hang' }
  | { mode: 'drop' }
  | { mode: 'slow'; ms: number };

export type WebhookReceiver = {
  url: string;
  port: number;
  /** Everything that came, in order. */
  inbox(): ReceivedWebhook[];
  accepted(): ReceivedWebhook[];
  /** Ids that were accepted more than once. */
  duplicates(): string[];
  setFault(fault: WebhookFault): void;
  clear(): void;
  close(): Promise<void>;
};

const MOST_BYTES = 1024 * 1024;

export async function startWebhookReceiver({
  port = 0,
  secret,
  now = () => Date.now(),
}: {
  port?: number;
  secret?: string;
  /** The receiver's clock, for signatures made on a hand-moved one. */
  now?: () => number;
} = {}): Promise<WebhookReceiver> {
  let fault: WebhookFault = { mode: 'accept' };
  let box: ReceivedWebhook[] = [];

  const keep = (request: IncomingMessage, raw: string, accepted: boolean) => {
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    box.push({
      at: new Date().toISOString(),
      path: request.url ?? '/',
      id: headers['webhook-id'] ?? '',
      verified: secret ? verify(secret, raw, headers, now()) : null,
      accepted,
      headers,
      body: parse(raw),
      raw,
    });
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const given = fault;
    const raw = await read(request);
    if (given.mode === 'hang') return keep(request, raw, false);
    if (given.mode === 'drop') {
      keep(request, raw, true);
      request.socket.destroy();
      return;
    }
    if (given.mode === 'slow') await new Promise((resolve) => setTimeout(resolve, given.ms));
    if (given.mode === 'redirect') {
      keep(request, raw, false);
      response.writeHead(given.status ?? 302, { location: '/elsewhere' }).end();
      return;
    }
    const status = given.mode === 'status' ? given.status : 200;
    keep(request, raw, status < 300);
    const retryAfter = given.mode === 'status' ? given.retryAfter : undefined;
    response
      .writeHead(status, retryAfter ? { 'retry-after': retryAfter } : {})
      .end(status < 300 ? 'ok' : 'no');
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: taken } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${taken}/hook`,
    port: taken,
    inbox: () => [...box],
    accepted: () => box.filter(({ accepted }) => accepted),
    duplicates: () => {
      const ids = box.filter(({ accepted }) => accepted).map(({ id }) => id);
      return [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))];
    },
    setFault: (next) => {
      fault = next;
    },
    clear: () => {
      box = [];
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** The library compares with the real time; a receiver on another clock checks the age itself. */
function verify(secret: string, raw: string, headers: Record<string, string>, nowMs: number): boolean {
  const id = headers['webhook-id'] ?? '';
  const seconds = Number(headers['webhook-timestamp']);
  if (!(Math.abs(nowMs / 1_000 - seconds) <= 300)) return false;
  try {
    const expected = new Webhook(secret).sign(id, new Date(seconds * 1_000), raw);
    return (headers['webhook-signature'] ?? '').split(' ').includes(expected);
  } catch {
    return false;
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MOST_BYTES) throw new Error('too large');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return null;
  }
}
