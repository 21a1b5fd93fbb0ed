/** Pretend Resend, with its idempotency keys. */
import { createHash, randomUUID } from 'node:crypto';
import { type Answered, type Asked, jsonOf, KEYS, type Keep, small, strangers } from './shared.ts';

export function resend(
  { request, path, body }: Asked,
  keep: Keep,
  idempotent: Map<string, { digest: string; answer: Answered }>,
): Answered {
  const error = (statusCode: number, name: string, message: string): Answered => ({
    status: statusCode,
    body: { statusCode, name, message },
  });
  const { authorization, 'user-agent': agent } = request.headers;
  if (!agent) return error(403, 'forbidden', 'error code: 1010');
  if (!authorization) return error(401, 'missing_api_key', 'Missing API Key');
  if (authorization !== `Bearer ${KEYS.resend}`) return error(401, 'validation_error', 'API key is invalid');
  if (path === '/domains')
    return {
      status: 200,
      body: {
        object: 'list',
        has_more: false,
        data: [{ id: randomUUID(), name: 'acme.example', status: 'verified' }],
      },
    };
  const given = jsonOf(body);
  if (!given) return error(400, 'validation_error', 'The body is no JSON.');
  const unknown = strangers(given, [
    'from',
    'to',
    'subject',
    'bcc',
    'cc',
    'scheduled_at',
    'reply_to',
    'html',
    'text',
    'react',
    'headers',
    'topic_id',
    'attachments',
    'tags',
    'template',
  ]);
  if (unknown.length > 0) return error(422, 'validation_error', `Unrecognized key: ${unknown[0]}`);
  const {
    from,
    to,
    subject,
    text,
    html,
    headers = {},
  } = given as {
    from?: string;
    to?: string[];
    subject?: string;
    text?: string;
    html?: string;
    headers?: Record<string, string>;
  };
  if (!from || !to?.[0] || !subject)
    return error(422, 'missing_required_field', 'The request is missing a field.');
  if (!text && !html) return error(422, 'validation_error', 'Missing `html` or `text` field.');
  if (from.includes('@unverified.example'))
    return error(403, 'validation_error', 'The unverified.example domain is not verified.');
  const key = request.headers['idempotency-key'];
  const digest = createHash('sha256').update(body).digest('hex');
  if (key !== undefined && (typeof key !== 'string' || key.length > 256))
    return error(400, 'invalid_idempotency_key', 'Idempotency keys must have between 1 and 256 characters.');
  const known = key === undefined ? undefined : idempotent.get(key);
  if (known)
    return known.digest === digest
      ? known.answer
      : error(
          409,
          'invalid_idempotent_request',
          'Same idempotency key used with a different request payload.',
        );
  const id = randomUUID();
  keep({
    service: 'resend',
    to: to[0],
    from,
    subject,
    text: text ?? '',
    headers: small(Object.entries(headers)),
    id,
  });
  const answer: Answered = { status: 200, body: { id } };
  if (key !== undefined) idempotent.set(key, { digest, answer });
  return answer;
}
