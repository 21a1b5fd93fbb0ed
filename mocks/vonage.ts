/**
 * A pretend Vonage: the Messages and the Voice API for one application, whose JWT it checks against its public key,
 * problems in Vonage's words, and reports signed with the account's secret and the hash of their body.
 */
import { createHash, createHmac, createVerify, generateKeyPairSync, randomUUID } from 'node:crypto';
import { type Asked, type Reply, type Service, startService } from './services.ts';
import type { SignedCall } from './twilio.ts';

export const VONAGE_APPLICATION = '7c3d1e52-0000-4000-8000-1f2e3d4c5b6a';
export const VONAGE_SECRET = 'pretend-vonage-signature-secret';
/** No network has this number. */
export const VONAGE_INVALID = '+999000111222';

export type PretendVonage = Service & {
  /** Of the application, as its owner downloads it. */
  privateKey: string;
  taken(): { id: string; fields: Record<string, unknown> }[];
  signed(url: string, report: unknown, more?: { iat?: number; secret?: string; alg?: string }): SignedCall;
};

const problem = (status: number, code: string, title: string, detail: string, more = {}): Reply => ({
  status,
  body: {
    type: `https://developer.vonage.com/api-errors/messages#${code}`,
    title,
    detail,
    instance: randomUUID(),
    ...more,
  },
});

/** One pair for all in this process: making one takes a while. */
let pair: ReturnType<typeof make> | undefined;
const make = () => generateKeyPairSync('rsa', { modulusLength: 2_048 });
const keys = () => {
  pair ??= make();
  return pair;
};

export async function startVonage({ port = 0, now = () => Date.now() } = {}): Promise<PretendVonage> {
  const { publicKey, privateKey } = keys();
  const taken: { id: string; fields: Record<string, unknown> }[] = [];
  const seen = new Set<string>();

  function isSigned(header: string): boolean {
    const [head = '', claims = '', signature = ''] = header.replace(/^Bearer /, '').split('.');
    const { alg } = parse(head);
    const { application_id, iat, exp, jti } = parse(claims);
    const seconds = now() / 1_000;
    if (alg !== 'RS256' || application_id !== VONAGE_APPLICATION || seen.has(String(jti))) return false;
    if (!(Number(iat) <= seconds + 60 && seconds < Number(exp) && Number(exp) - Number(iat) <= 86_400))
      return false;
    seen.add(String(jti));
    return createVerify('sha256').update(`${head}.${claims}`).verify(publicKey, signature, 'base64url');
  }

  function take(
    fields: Record<string, unknown>,
    to: string,
    text: string,
    accepted: (id: string) => Reply,
  ): Reply {
    const message = { to: `+${to}`, text };
    if (!/^[1-9]\d{6,14}$/.test(to) || `+${to}` === VONAGE_INVALID)
      return {
        ...problem(422, '1020', 'Invalid params', 'The value of one or more parameters is invalid.', {
          invalid_parameters: [{ name: 'to', reason: 'is not a valid number' }],
        }),
        message,
      };
    if (fields['channel'] === 'sms' && text.length > 1_000)
      return {
        ...problem(422, '1020', 'Invalid params', 'The value of one or more parameters is invalid.', {
          invalid_parameters: [{ name: 'text', reason: 'is longer than 1000 characters' }],
        }),
        message,
      };
    const id = randomUUID();
    taken.push({ id, fields });
    return { ...accepted(id), message: { ...message, id } };
  }

  function answer({ method, path, headers, body }: Asked): Reply {
    if (!isSigned(headers['authorization'] ?? ''))
      return {
        status: 401,
        body: {
          type: 'https://developer.vonage.com/api-errors#unauthorized',
          title: 'Unauthorized',
          detail: 'You did not provide correct credentials.',
          instance: randomUUID(),
        },
      };
    const fields = body as Record<string, unknown>;
    if (method === 'GET' && path === '/v1/calls') return { body: { count: 0, _embedded: { calls: [] } } };
    if (method === 'POST' && path === '/v1/messages')
      return take(fields, String(fields['to']), String(fields['text']), (id) => ({
        status: 202,
        body: { message_uuid: id },
      }));
    if (method === 'POST' && path === '/v1/calls') {
      const [callee] = fields['to'] as { number: string }[];
      return take(fields, callee!.number, JSON.stringify(fields['ncco']), (id) => ({
        status: 201,
        body: { uuid: id, status: 'started', direction: 'outbound', conversation_uuid: `CON-${id}` },
      }));
    }
    return { status: 404, body: { title: 'Not Found' } };
  }

  const service = await startService({
    name: 'vonage',
    port,
    answer,
    failure: ({ status, body, headers, retryAfterSeconds }) => ({
      ...(body
        ? { status, body }
        : status === 429
          ? problem(
              429,
              '1000',
              'Throttled',
              'You have exceeded the submission capacity allowed on this account.',
            )
          : problem(
              status,
              '1030',
              'Internal error',
              'There was an error processing your request in the Platform.',
            )),
      headers: {
        ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
        ...headers,
      },
    }),
  });
  return {
    ...service,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    taken: () => [...taken],
    signed(url, report, { iat = Math.floor(now() / 1_000), secret = VONAGE_SECRET, alg = 'HS256' } = {}) {
      const body = Buffer.from(JSON.stringify(report));
      const claims = {
        iat,
        jti: randomUUID(),
        iss: 'Vonage',
        payload_hash: createHash('sha256').update(body).digest('hex'),
        api_key: 'a1b2c3d4',
        application_id: VONAGE_APPLICATION,
      };
      const said = [{ alg, typ: 'JWT' }, claims]
        .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
        .join('.');
      const signature = createHmac('sha256', secret).update(said).digest('base64url');
      const { pathname, search } = new URL(url);
      return {
        method: 'POST',
        url: `${pathname}${search}`,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${said}.${signature}` },
        body,
      };
    },
  };
}

function parse(part: string): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}
