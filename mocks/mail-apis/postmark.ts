/** Pretend Postmark, the Email API. */
import { randomUUID } from 'node:crypto';
import { type Answered, type Asked, jsonOf, KEYS, type Keep, small, strangers } from './shared.ts';

export function postmark({ request, path, body }: Asked, keep: Keep): Answered {
  const error = (status: number, ErrorCode: number, Message: string): Answered => ({
    status,
    body: { ErrorCode, Message },
  });
  if (request.headers['x-postmark-server-token'] !== KEYS.postmark)
    return error(401, 10, 'No Account or Server API tokens were supplied in the HTTP headers.');
  if (request.headers.accept !== 'application/json')
    return error(422, 402, 'Accept has to be application/json.');
  if (path === '/server')
    return {
      status: 200,
      body: { ID: 1, Name: 'Pretend', Color: 'blue', DeliveryType: 'Live', SmtpApiActivated: true },
    };
  if (request.headers['content-type'] !== 'application/json') return error(422, 409, 'JSON required');
  const given = jsonOf(body);
  if (!given) return error(422, 402, 'Invalid JSON');
  const unknown = strangers(given, [
    'From',
    'To',
    'Cc',
    'Bcc',
    'Subject',
    'Tag',
    'HtmlBody',
    'TextBody',
    'ReplyTo',
    'Headers',
    'TrackOpens',
    'TrackLinks',
    'Attachments',
    'Metadata',
    'MessageStream',
  ]);
  if (unknown.length > 0) return error(422, 403, `Unknown field: ${unknown.join(', ')}`);
  const { From, To, Subject, TextBody, HtmlBody, Headers, MessageStream } = given as Record<
    string,
    string
  > & {
    Headers?: { Name: string; Value: string }[];
  };
  if (!From?.includes('@') || !To?.includes('@')) return error(422, 300, "Invalid 'From' or 'To' address.");
  if (!TextBody && !HtmlBody) return error(422, 300, 'Provide either email TextBody or HtmlBody or both.');
  if (MessageStream !== 'outbound')
    return error(422, 1235, 'The stream provided does not exist on this server.');
  if (To.startsWith('inactive@'))
    return error(
      422,
      406,
      `You tried to send to recipient(s) that have been marked as inactive. Found inactive addresses: ${To}.`,
    );
  const id = randomUUID();
  const headers = small((Headers ?? []).map(({ Name, Value }) => [Name, Value] as const));
  keep({
    service: 'postmark',
    to: To,
    from: From,
    subject: Subject ?? '',
    text: TextBody ?? '',
    headers,
    id,
  });
  return {
    status: 200,
    body: { To, SubmittedAt: new Date().toISOString(), MessageID: id, ErrorCode: 0, Message: 'OK' },
  };
}
