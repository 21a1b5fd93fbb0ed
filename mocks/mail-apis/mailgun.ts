/** Pretend Mailgun, messages.mime. */
import { randomUUID } from 'node:crypto';
import { type Answered, type Asked, fromMime, KEYS, type Keep } from './shared.ts';

export async function mailgun({ request, path, body }: Asked, keep: Keep): Promise<Answered> {
  if (request.headers.authorization !== `Basic ${Buffer.from(`api:${KEYS.mailgun}`).toString('base64')}`)
    return { status: 401, body: 'Forbidden', headers: { 'content-type': 'text/plain' } };
  if (!path.includes(KEYS.mailgunDomain)) return { status: 404, body: { message: 'Domain not found' } };
  if (request.method === 'GET')
    return {
      status: 200,
      body: {
        domain: { name: KEYS.mailgunDomain, state: 'active', type: 'custom' },
        sending_dns_records: [],
      },
    };
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': request.headers['content-type'] ?? '' },
  })
    .formData()
    .catch(() => null);
  if (!form) return { status: 400, body: { message: 'The body is no multipart form.' } };
  const to = form.get('to');
  const message = form.get('message');
  if (typeof to !== 'string' || !to.includes('@'))
    return {
      status: 400,
      body: { message: "'to' parameter is not a valid address. please check documentation" },
    };
  if (!(message instanceof File)) return { status: 400, body: { message: "'message' parameter is missing" } };
  const unknown = [...form.keys()].filter((name) => !/^(to|message|template|[ohvt]:.+)$/.test(name));
  if (unknown.length > 0) return { status: 400, body: { message: `unknown parameter ${unknown[0]}` } };
  const letter = await fromMime(Buffer.from(await message.arrayBuffer()));
  const id = letter.headers['message-id'] ?? `<${randomUUID()}@${KEYS.mailgunDomain}>`;
  keep({ service: 'mailgun', to, id, ...letter });
  return { status: 200, body: { id, message: 'Queued. Thank you.' } };
}
