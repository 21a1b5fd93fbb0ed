/**
 * A pretend Twilio: messages and calls of the API of 2010-04-01 for one account, its error codes for numbers that are
 * wrong, dead or opted out, and reports signed as Twilio signs them.
 */
import { createHmac } from 'node:crypto';
import { type Asked, type Reply, type Service, startService } from './services.ts';

export const TWILIO_SID = `AC${'0123456789abcdef'.repeat(2)}`;
export const TWILIO_NUMBER = '+4930123456';
export const TWILIO_TOKEN = 'pretend-twilio-auth-token';

/** Numbers to which Twilio's own test account answers with an error. */
export const TWILIO_INVALID = '+15005550001';
export const TWILIO_NO_SMS = '+15005550009';

export type PretendTwilio = Service & {
  /** What was taken: messages and calls, with all that was asked for. */
  taken(): { sid: string; kind: 'message' | 'call'; fields: Record<string, string> }[];
  optOut(number: string): void;
  /** Where the account's one number sends what comes in. */
  setSmsUrl(url: string): void;
  /** A report as Twilio posts it. */
  signed(url: string, params: Record<string, string>): SignedCall;
};
export type SignedCall = { method: string; url: string; headers: Record<string, string>; body: Buffer };

const refuse = (status: number, code: number, message: string): Reply => ({
  status,
  body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
});

export async function startTwilio({ port = 0 } = {}): Promise<PretendTwilio> {
  const taken: { sid: string; kind: 'message' | 'call'; fields: Record<string, string> }[] = [];
  const optedOut = new Set<string>();
  let smsUrl = '';
  const authorization = `Basic ${Buffer.from(`${TWILIO_SID}:${TWILIO_TOKEN}`).toString('base64')}`;
  const root = `/2010-04-01/Accounts/${TWILIO_SID}`;

  function take(kind: 'message' | 'call', fields: Record<string, string>): Reply {
    const { To = '', From, MessagingServiceSid, Body, Twiml } = fields;
    const message = { to: To, text: Body ?? Twiml ?? '' };
    const refused = (reply: Reply): Reply => ({ ...reply, message });
    if (!/^\+[1-9]\d{6,14}$/.test(To) || To === TWILIO_INVALID)
      return refused(refuse(400, 21211, `Invalid 'To' Phone Number: ${To.slice(0, -4)}XXXX`));
    if (!From && !MessagingServiceSid)
      return refused(refuse(400, 21603, "A 'From' phone number is required."));
    if (kind === 'message' && To === TWILIO_NO_SMS)
      return refused(refuse(400, 21614, `'To' number is not a valid mobile number`));
    if (kind === 'message' && optedOut.has(To))
      return refused(refuse(400, 21610, 'Attempt to send to unsubscribed recipient'));
    if (kind === 'message' && (!Body || Body.length > 1_600))
      return refused(
        Body
          ? refuse(400, 21617, 'The concatenated message body exceeds the 1600 character limit.')
          : refuse(400, 21602, 'Message body is required.'),
      );
    if (kind === 'call' && !/^<\?xml[^>]*\?><Response>.*<\/Response>$/s.test(Twiml ?? ''))
      return refused(refuse(400, 21205, 'Url is not a valid URL'));
    const sid = `${kind === 'call' ? 'CA' : 'SM'}${String(taken.length + 1).padStart(32, '0')}`;
    taken.push({ sid, kind, fields });
    return {
      status: 201,
      body: { sid, status: 'queued', to: To, from: From ?? null, error_code: null },
      message: { ...message, id: sid },
    };
  }

  function answer({ method, path, headers, body, query }: Asked): Reply {
    if (headers['authorization'] !== authorization) return refuse(401, 20003, 'Authenticate');
    if (method === 'GET' && path === `${root}.json`)
      return { body: { sid: TWILIO_SID, friendly_name: 'Acme', status: 'active' } };
    if (method === 'GET' && path === `${root}/IncomingPhoneNumbers.json`) {
      const own = query.get('PhoneNumber') === TWILIO_NUMBER;
      const number = { phone_number: TWILIO_NUMBER, sms_url: smsUrl, sms_application_sid: '' };
      return { body: { incoming_phone_numbers: own ? [number] : [] } };
    }
    if (method === 'POST' && path === `${root}/Messages.json`)
      return take('message', body as Record<string, string>);
    if (method === 'POST' && path === `${root}/Calls.json`)
      return take('call', body as Record<string, string>);
    return refuse(404, 20404, `The requested resource ${path} was not found`);
  }

  const service = await startService({
    name: 'twilio',
    port,
    answer,
    failure: ({ status, body, headers, retryAfterSeconds }) => ({
      ...(body
        ? { status, body }
        : status === 429
          ? refuse(429, 20429, 'Too Many Requests')
          : refuse(status, 20500, 'An internal server error has occurred')),
      headers: {
        ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
        ...headers,
      },
    }),
  });
  return {
    ...service,
    taken: () => [...taken],
    setSmsUrl(url) {
      smsUrl = url;
    },
    optOut: (number) => void optedOut.add(number),
    signed(url, params) {
      const tail = Object.keys(params)
        .sort()
        .map((name) => name + params[name])
        .join('');
      const { pathname, search } = new URL(url);
      return {
        method: 'POST',
        url: `${pathname}${search}`,
        headers: {
          'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
          'x-twilio-signature': createHmac('sha1', TWILIO_TOKEN)
            .update(url + tail)
            .digest('base64'),
        },
        body: Buffer.from(new URLSearchParams(params).toString()),
      };
    },
  };
}
