/**
 * A pretend push service with browsers behind it: checks the sender's token (RFC 8292), the headers (RFC 8030) and the
 * body, which it opens with http_ece as the browser would. What it answers 201 to counts as accepted; a message with a
 * topic takes the place of an older one that no browser fetched. It can be told to misbehave.
 */
import { createECDH, createPublicKey, type ECDH, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decrypt } from 'http_ece';

export type Pushed = {
  at: string;
  service: 'push';
  /** The browser. */
  to: string;
  text: string;
  raw: string;
  accepted: boolean;
  /** What is wrong with the request; such a request is refused. */
  faults: string[];
  headers: Record<string, string>;
  /** What the browser reads. */
  message: Record<string, unknown> | null;
  claims: { aud?: string; exp?: number; sub?: string } | null;
};

/** `hang`: no answer. `drop`: taken, but the connection breaks before the answer. */
export type PushFault =
  | { mode: 'accept' }
  | { mode: 'status'; status: number; retryAfter?: string; body?: string }
  | { mode: 'hang' }
  | { mode: 'drop' }
  | { mode: 'slow'; ms: number };

export type Browser = {
  name: string;
  /** As PushSubscription.toJSON() gives it. */
  subscription: { endpoint: string; expirationTime: null; keys: { p256dh: string; auth: string } };
  /** Its reader took the permission back: the service answers 410. */
  revoke(): void;
  /** What waits for it, newest last; a topic is there once. */
  waiting(): Pushed[];
};

export type PushService = {
  url: string;
  browser(): Browser;
  inbox(): Pushed[];
  setFault(fault: PushFault): void;
  close(): Promise<void>;
};

const MOST_BYTES = 4_096;
const MOST_TOKEN_SECONDS = 86_400;

type Known = { key: ECDH; auth: Buffer; gone: boolean; waiting: Pushed[] };

export async function startPushService({
  port = 0,
  now = () => Date.now(),
}: {
  port?: number;
  now?: () => number;
} = {}): Promise<PushService> {
  const browsers = new Map<string, Known>();
  const box: Pushed[] = [];
  let fault: PushFault = { mode: 'accept' };
  let origin = '';

  function look(request: IncomingMessage, body: Buffer, name: string, known: Known | undefined): Pushed {
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([header, value]) => [header, String(value)]),
    );
    const faults: string[] = [];
    const claims = readToken(headers['authorization'] ?? '', origin, now(), faults);
    if (request.method !== 'POST') faults.push(`${request.method} is not POST`);
    if (headers['content-encoding'] !== 'aes128gcm') faults.push('the content encoding is not aes128gcm');
    if (!/^\d+$/.test(headers['ttl'] ?? '')) faults.push('there is no TTL');
    if (!/^(very-low|low|normal|high)$/.test(headers['urgency'] ?? 'normal')) faults.push('unknown urgency');
    if (!/^[A-Za-z0-9_-]{1,32}$/.test(headers['topic'] ?? 'none'))
      faults.push('the topic is not 32 of base64url');
    if (body.length > MOST_BYTES) faults.push(`${body.length} bytes`);
    let text = '';
    if (known)
      try {
        const { key, auth } = known;
        text = decrypt(body, {
          version: 'aes128gcm',
          privateKey: key,
          authSecret: auth.toString('base64url'),
        }).toString();
      } catch (error) {
        faults.push(`cannot be opened: ${(error as Error).message}`);
      }
    return {
      at: new Date(now()).toISOString(),
      service: 'push',
      to: name,
      text,
      raw: body.toString('base64'),
      accepted: false,
      faults,
      headers,
      message: parse(text),
      claims,
    };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const given = fault;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const name = (request.url ?? '').replace('/send/', '');
    const known = browsers.get(name);
    const pushed = look(request, Buffer.concat(chunks), name, known);
    box.push(pushed);
    if (given.mode === 'hang') return;
    if (given.mode === 'slow') await new Promise((resolve) => setTimeout(resolve, given.ms));
    if (given.mode === 'status') {
      const headers = given.retryAfter ? { 'retry-after': given.retryAfter } : {};
      response.writeHead(given.status, headers).end(given.body ?? 'no');
      return;
    }
    if (!known || known.gone) {
      response.writeHead(known ? 410 : 404).end('push subscription has unsubscribed or expired');
      return;
    }
    if (pushed.faults.length > 0) {
      const status = pushed.claims
        ? pushed.faults.some((each) => each.endsWith(' bytes'))
          ? 413
          : 400
        : 403;
      response.writeHead(status).end(pushed.faults.join('; '));
      return;
    }
    pushed.accepted = true;
    const topic = pushed.headers['topic'];
    known.waiting = [...known.waiting.filter((each) => !topic || each.headers['topic'] !== topic), pushed];
    if (given.mode === 'drop') {
      request.socket.destroy();
      return;
    }
    response.writeHead(201, { location: `${origin}/message/${randomBytes(9).toString('base64url')}` }).end();
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url: origin,
    browser() {
      const name = randomBytes(16).toString('base64url');
      const key = createECDH('prime256v1');
      const p256dh = key.generateKeys('base64url');
      const known: Known = { key, auth: randomBytes(16), gone: false, waiting: [] };
      browsers.set(name, known);
      return {
        name,
        subscription: {
          endpoint: `${origin}/send/${name}`,
          expirationTime: null,
          keys: { p256dh, auth: known.auth.toString('base64url') },
        },
        revoke() {
          known.gone = true;
        },
        waiting: () => known.waiting,
      };
    },
    inbox: () => [...box],
    setFault(next) {
      fault = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Null when the token is not one that this service takes; `faults` says why. */
function readToken(header: string, origin: string, nowMs: number, faults: string[]): Pushed['claims'] {
  const [, head = '', body = '', signature = '', key = ''] =
    /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), ?k=([\w-]+)$/.exec(header) ?? [];
  const point = Buffer.from(key, 'base64url');
  const claims = parse(Buffer.from(body, 'base64url').toString()) as Pushed['claims'];
  const { alg, typ } = (parse(Buffer.from(head, 'base64url').toString()) ?? {}) as Record<string, unknown>;
  const before = faults.length;
  if (alg !== 'ES256' || typ !== 'JWT') faults.push('the token is not a JWT of ES256');
  if (point.length !== 65 || point[0] !== 4) faults.push('the key is no uncompressed point');
  else {
    const jwk = {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    };
    const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
    const signed = Buffer.from(`${head}.${body}`);
    const good = verify(
      'sha256',
      signed,
      { key: publicKey, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    );
    if (!good) faults.push('the signature is wrong');
  }
  const secondsLeft = (claims?.exp ?? 0) - nowMs / 1_000;
  if (claims?.aud !== origin) faults.push(`the token is for ${claims?.aud}`);
  if (!(secondsLeft > 0 && secondsLeft <= MOST_TOKEN_SECONDS))
    faults.push('the token has expired or lasts too long');
  if (!/^(mailto:|https?:)/.test(claims?.sub ?? '')) faults.push('nobody can be reached');
  return faults.length > before ? null : claims;
}

function parse(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
