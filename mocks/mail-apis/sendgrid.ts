/** Pretend SendGrid, v3 Mail Send. */
import { randomUUID } from 'node:crypto';
import { type Answered, type Asked, jsonOf, KEYS, type Keep, small, strangers } from './shared.ts';

const NOT_YOURS = new Set([
  'x-sg-id',
  'x-sg-eid',
  'received',
  'dkim-signature',
  'content-type',
  'content-transfer-encoding',
  'to',
  'from',
  'subject',
  'reply-to',
  'cc',
  'bcc',
]);

export function sendgrid({ request, path, body }: Asked, keep: Keep): Answered {
  const error = (status: number, message: string, field: string | null = null): Answered => ({
    status,
    body: { errors: [{ message, field, help: null }] },
  });
  if (request.headers.authorization !== `Bearer ${KEYS.sendgrid}`)
    return error(401, 'The provided authorization grant is invalid, expired, or revoked');
  if (path === '/v3/scopes')
    return { status: 200, body: { scopes: ['mail.send', 'sender_verification_eligible'] } };
  const given = jsonOf(body);
  if (!given) return error(400, 'Bad Request');
  const unknown = strangers(given, [
    'personalizations',
    'from',
    'reply_to',
    'subject',
    'content',
    'attachments',
    'headers',
    'categories',
    'custom_args',
    'send_at',
    'batch_id',
    'asm',
    'ip_pool_name',
    'mail_settings',
    'tracking_settings',
    'template_id',
  ]);
  if (unknown.length > 0) return error(400, `Additional property ${unknown[0]} is not allowed`, unknown[0]);
  const {
    personalizations,
    from,
    subject,
    content,
    headers = {},
  } = given as {
    personalizations?: { to?: { email: string }[]; custom_args?: Record<string, unknown> }[];
    from?: { email?: string; name?: string };
    subject?: string;
    content?: { type: string; value: string }[];
    headers?: Record<string, string>;
  };
  const to = personalizations?.[0]?.to?.[0]?.email;
  if (!to?.includes('@'))
    return error(400, 'Does not contain a valid address.', 'personalizations.0.to.0.email');
  if (!from?.email) return error(400, 'The from object must be provided for every email send.', 'from');
  if (from.email.endsWith('@unverified.example'))
    return error(403, 'The from address does not match a verified Sender Identity.', 'from');
  if (!subject) return error(400, 'The subject is required.', 'subject');
  if (content?.[0]?.type !== 'text/plain')
    return error(400, 'If present, text/plain must be first.', 'content');
  if (content.some(({ value }) => value === ''))
    return error(
      400,
      'The content value must be a string at least one character in length.',
      'content.0.value',
    );
  if (Object.values(personalizations?.[0]?.custom_args ?? {}).some((value) => typeof value !== 'string'))
    return error(400, 'All values must be strings.', 'personalizations.0.custom_args');
  for (const [name, value] of Object.entries(headers))
    if (NOT_YOURS.has(name.toLowerCase()) || typeof value !== 'string')
      return error(400, `The header ${name} is reserved or no string.`, 'headers');
  const id = randomUUID().replaceAll('-', '').slice(0, 22);
  keep({
    service: 'sendgrid',
    to,
    from: `${from.name} <${from.email}>`,
    subject,
    text: content[0].value,
    headers: small(Object.entries(headers)),
    id,
  });
  return { status: 202, body: '', headers: { 'x-message-id': id } };
}
