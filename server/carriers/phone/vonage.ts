/**
 * What messages and calls have in common at Vonage: an application that signs in with a JWT of its private key
 * (RS256), and reports that carry a JWT of the account's signature secret (HS256) with the hash of their body.
 */
import {
  createHash,
  createHmac,
  createPrivateKey,
  type KeyObject,
  randomUUID,
  sign,
  timingSafeEqual,
} from 'node:crypto';
import { z } from 'zod';
import { type Called, call, failureOf, field, says, textAt } from '../call.ts';
import type { Call, Outcome, Tools } from '../carrier.ts';
import { baseUrl, credential } from '../fields.ts';

export const vonageSettings = {
  applicationId: z.guid('It looks like 00000000-0000-4000-8000-000000000000.').meta({
    title: 'Application ID',
    description: 'Of an application with the capability that is used.',
    example: '00000000-0000-4000-8000-000000000000',
  }),
  privateKey: credential('Private key', 'The whole file private.key of the application, from BEGIN to END.'),
  signatureSecret: credential(
    'Signature secret',
    'Under API settings; proves that reports come from Vonage.',
  ),
  baseUrl: baseUrl('https://api.nexmo.com'),
};
export type VonageSettings = {
  applicationId: string;
  privateKey: string;
  signatureSecret: string;
  baseUrl: string;
};

const TOKEN_SECONDS = 300;
/** Reports are repeated for a day, each time with a token of its own. */
const REPORT_SECONDS = 600;

export function createVonage(settings: VonageSettings, tools: Tools) {
  const key = readKey(settings.privateKey);
  const root = settings.baseUrl.replace(/\/+$/, '');

  function token(): string {
    const iat = Math.floor(tools.clock.nowMs() / 1_000);
    const claims = {
      application_id: settings.applicationId,
      iat,
      exp: iat + TOKEN_SECONDS,
      jti: randomUUID(),
    };
    const said = [{ alg: 'RS256', typ: 'JWT' }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    return `${said}.${sign('sha256', Buffer.from(said), key).toString('base64url')}`;
  }

  return {
    secrets: [settings.privateKey, settings.signatureSecret],
    ask: (
      path: string,
      request: { method?: 'GET' | 'POST'; json?: unknown; signal: AbortSignal },
    ): Promise<Called> =>
      call(tools.outbound, `${root}${path}`, { ...request, headers: { authorization: `Bearer ${token()}` } }),

    /** The body of a report that Vonage signed, or null. */
    verified({ headers, body }: Call): unknown {
      const [head = '', claims = '', signature = ''] = (headers['authorization'] ?? '')
        .replace(/^Bearer\s+/i, '')
        .split('.');
      // What says it is signed otherwise is not signed.
      if (textAt(json(decoded(head)), 'alg') !== 'HS256') return null;
      const expected = createHmac('sha256', settings.signatureSecret).update(`${head}.${claims}`).digest();
      const given = Buffer.from(signature, 'base64url');
      if (expected.length !== given.length || !timingSafeEqual(expected, given)) return null;
      const said = json(decoded(claims));
      const age = tools.clock.nowMs() / 1_000 - Number(field(said, 'iat'));
      if (!(Math.abs(age) <= REPORT_SECONDS)) return null;
      const report = json(body.toString('utf8'));
      const hashes = [body.toString('utf8'), JSON.stringify(report)].map(sha256);
      return report !== null && hashes.includes(textAt(said, 'payload_hash')) ? report : null;
    },
  };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const decoded = (part: string): string => Buffer.from(part, 'base64url').toString('utf8');
function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A form field of one line loses the line breaks of a PEM file; they carry nothing. */
function readKey(text: string): KeyObject {
  const [, kind, body] = /-----BEGIN ([A-Z ]*PRIVATE KEY)-----(.+?)-----END/s.exec(text) ?? [];
  const lines = body?.replace(/\\n|\s/g, '').match(/.{1,64}/g) ?? [];
  try {
    return createPrivateKey(`-----BEGIN ${kind}-----\n${lines.join('\n')}\n-----END ${kind}-----\n`);
  } catch {
    throw new Error('The private key cannot be read; paste the whole file, from BEGIN to END.');
  }
}

/** The number takes no messages, by the codes of the Messages API. */
export const DEAD = new Set(['1040', '1050', '1170', '1190', '1240']);
const WAY = new Set(['1060', '1070', '1080', '1120', '1140', '1160']);

/** The last part of a problem's type: a number or a name. */
export const codeOf = (problem: unknown): string => textAt(problem, 'type').split(/[#/]/).at(-1) ?? '';

export function vonageFailure(answer: Called): Outcome {
  const code = codeOf(answer.json);
  const words = [textAt(answer.json, 'title'), textAt(answer.json, 'detail')].filter(Boolean).join(': ');
  const said = says(answer, words);
  const error = `Vonage: ${said}`;
  const wrong = field(answer.json, 'invalid_parameters');
  const isNumber = Array.isArray(wrong) && wrong.some((one) => textAt(one, 'name') === 'to');
  if (isNumber || DEAD.has(code)) return { outcome: 'never', error, suppress: true };
  if (WAY.has(code) || answer.status === 402) return { outcome: 'later', error, scope: 'provider' };
  return failureOf('Vonage', answer, said);
}
