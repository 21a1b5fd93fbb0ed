/**
 * The HTTP probe: one request on a fresh raw connection, so that the phases are true and nothing is reused that a
 * new visitor would not have. Follows redirects, each hop checked against the address policy; secrets stay with the
 * origin they were given for. Reads at most BODY_BYTES of the answer.
 */
import type { Socket } from 'node:net';
import type { HttpTarget } from '@candor/protocol/watch.ts';
import { firstBroken } from './assertions.ts';
import { decodeBody } from './body.ts';
import { dial } from './dial.ts';
import {
  type Attempt,
  attempt,
  inMs,
  type ProbeContext,
  ProbeFailure,
  type ProbeResult,
  systemFailure,
} from './probe.ts';
import { type Head, readResponse } from './response.ts';

const BODY_BYTES = 256 * 1024;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Headers that the probe itself has to state. */
const OURS = new Set(['connection', 'content-length', 'transfer-encoding', 'accept-encoding', 'expect']);

type Hop = { url: URL; method: string; body: string | null; sameOrigin: boolean };
type Page = { head: Head; body: Buffer };

export function probeHttp(
  target: HttpTarget,
  timeoutMs: number,
  context: ProbeContext,
): Promise<ProbeResult> {
  return attempt(context, timeoutMs, async (state) => {
    let page = await follow(target, context, state, target.method);
    // Many servers answer HEAD wrongly and GET well; users send GET, so a failing HEAD alone is no outage.
    if (target.method === 'HEAD' && broken(target, page, '', state))
      page = await follow(target, context, state, 'GET');
    const readsText = target.assertions.some(({ type }) => type === 'body' || type === 'json');
    const encoding = page.head.headers.get('content-encoding');
    const bytes = readsText && encoding ? await decodeBody(page.body, encoding, BODY_BYTES) : page.body;
    const problem = broken(target, page, readsText ? bytes.toString('utf8') : '', state);
    if (problem) throw new ProbeFailure(problem.kind, problem.sentence);
    return `answered ${page.head.status} after ${inMs(state.elapsedMs())}`;
  });
}

const broken = (target: HttpTarget, page: Page, text: string, state: Attempt) =>
  firstBroken(target.assertions, { ...page.head, text, elapsedMs: state.elapsedMs() });

async function follow(
  target: HttpTarget,
  context: ProbeContext,
  state: Attempt,
  method: string,
): Promise<Page> {
  let hop: Hop = { url: new URL(target.url), method, body: target.body, sameOrigin: true };
  const seen = new Set<string>();
  for (let redirects = 0; ; redirects++) {
    seen.add(hop.url.href);
    const page = await request(target, hop, context, state);
    state.httpStatus = page.head.status;
    const location = page.head.headers.get('location');
    if (target.maxRedirects === 0 || location === undefined || !REDIRECTS.has(page.head.status)) return page;
    const next = nextHop(hop, page.head.status, location);
    if (seen.has(next.url.href) && next.method === hop.method)
      throw new ProbeFailure('protocol', `redirects in a circle: ${plainly(hop.url)} → ${plainly(next.url)}`);
    if (redirects >= target.maxRedirects)
      throw new ProbeFailure(
        'protocol',
        `redirects more than ${target.maxRedirects} times, last to ${plainly(next.url)}`,
      );
    hop = next;
  }
}

function nextHop(hop: Hop, status: number, location: string): Hop {
  if (!URL.canParse(location, hop.url))
    throw new ProbeFailure('protocol', `answered ${status} with a Location that is no address`);
  const url = new URL(location, hop.url);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new ProbeFailure('protocol', `redirects to ${url.protocol}, which is not the web`);
  const becomesGet = (status === 303 && hop.method !== 'HEAD') || (status <= 302 && hop.method === 'POST');
  return {
    url,
    method: becomesGet ? 'GET' : hop.method,
    body: becomesGet ? null : hop.body,
    sameOrigin: hop.sameOrigin && url.origin === hop.url.origin,
  };
}

/** An address without what may be secret in it. */
const plainly = ({ origin, pathname }: URL) => `${origin}${pathname}`.slice(0, 200);

async function request(target: HttpTarget, hop: Hop, context: ProbeContext, state: Attempt): Promise<Page> {
  const { url } = hop;
  const secure = url.protocol === 'https:';
  const socket = await dial(
    {
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port) || (secure ? 443 : 80),
      ...(secure ? { tls: { verify: target.verifyTls, minimumDays: target.certificateDays } } : {}),
    },
    context,
    state,
  );
  state.step = 'firstByte';
  const sentMs = state.elapsedMs();
  // Without a body every character is ASCII or Latin-1, which is cheaper to write.
  socket.write(requestText(target, hop), hop.body === null ? 'latin1' : 'utf8');
  return readPage(socket, hop.method, state, sentMs);
}

function requestText(target: HttpTarget, { url, method, body, sameOrigin }: Hop): string {
  const headers = new Map<string, [name: string, value: string]>([
    ['host', ['Host', url.host]],
    ['user-agent', ['User-Agent', 'Candor-Monitor/1']],
    ['accept', ['Accept', '*/*']],
  ]);
  for (const { name, value, secret } of target.headers) {
    const key = name.toLowerCase();
    const stays = secret || key === 'authorization' || key === 'cookie' || key === 'host';
    if (value === null || OURS.has(key) || (stays && !sameOrigin)) continue;
    headers.set(key, [name, value]);
  }
  headers.set('accept-encoding', ['Accept-Encoding', 'gzip, deflate, br']);
  headers.set('connection', ['Connection', 'close']);
  if (body !== null)
    headers.set('content-length', ['Content-Length', String(Buffer.byteLength(body, 'utf8'))]);
  const lines = [...headers.values()].map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return `${method} ${url.pathname}${url.search} HTTP/1.1\r\n${lines}\r\n${body ?? ''}`;
}

function readPage(socket: Socket, method: string, state: Attempt, sentMs: number): Promise<Page> {
  const reader = readResponse({ method, mostBodyBytes: BODY_BYTES });
  return new Promise((resolve, reject) => {
    const done = () => {
      socket.destroy();
      resolve({ head: reader.head()!, body: reader.body() });
    };
    const guarded = (work: () => boolean) => {
      try {
        if (work()) done();
      } catch (error) {
        socket.destroy();
        reject(error);
      }
    };
    socket.on('data', (bytes: Buffer) => {
      if (state.step === 'firstByte') {
        state.spent('firstByte', sentMs);
        state.step = 'body';
      }
      guarded(() => reader.push(bytes));
    });
    const ended = () =>
      guarded(() => {
        reader.end();
        return true;
      });
    socket.on('end', ended);
    socket.on('close', ended);
    socket.on('error', (error) => reject(systemFailure(error)));
  });
}
