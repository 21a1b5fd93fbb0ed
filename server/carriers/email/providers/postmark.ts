/**
 * Postmark: `POST /email` with the parts of our letter; our Message-ID is kept. What becomes of it comes back as webhooks,
 * which Postmark does not sign: the address is the secret, and a password can stand beside it. Postmark knows no
 * idempotency key: a crash between its answer and our note of it can send twice.
 *
 * Sources: Postmark developer documentation (Email API, error codes, Bounce, Delivery, Spam complaint and Subscription
 * change webhooks).
 */
import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { type Echo, type Finding, provider, type Way } from '../../carrier.ts';
import { baseUrlField, fromField, instantOf, type MailGiven, secretField, senderOf } from './given.ts';
import {
  ask,
  byStatus,
  entry,
  field,
  isSaid,
  jsonOf,
  type Meaning,
  outcomeOf,
  type Said,
  textField,
} from './http.ts';
import { named, partsOf } from './parts.ts';

const settings = z.strictObject({
  serverToken: secretField('Server API token', 'Under API Tokens of the Postmark server.'),
  messageStream: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,29}$/)
    .default('outbound')
    .meta({ title: 'Message stream', description: 'A transactional stream; incident mail is no marketing.' }),
  webhookPassword: z.string().min(8).max(200).optional().meta({
    title: 'Password of the webhook',
    description: 'The password under Basic auth credentials there; any user name.',
    secret: true,
  }),
  from: fromField,
  baseUrl: baseUrlField('https://api.postmarkapp.com', 'Rarely another one.'),
});

export const postmarkProvider = (given: MailGiven) =>
  provider({
    name: 'postmark',
    title: 'Postmark',
    detail: 'Through its HTTP API; bounces and complaints come back by webhook.',
    setUp: [
      'Verify the sender’s domain with DKIM and Return-Path under Sender Signatures.',
      'Enter the token of the server.',
      'Add the address that this account shows as a webhook of the stream: Delivery, Bounce, Spam complaint and Subscription change; set Basic auth there and enter the password here.',
    ],
    settings,
    open(account, { outbound, clock }): Way {
      const { serverToken, messageStream, webhookPassword, baseUrl } = account;
      const sender = senderOf(account.from, given);
      const headers = { 'x-postmark-server-token': serverToken };
      return {
        async send(delivery, content, signal) {
          const written = await given.letters.write(delivery, content, { sender, signed: false });
          if ('fault' in written) return { outcome: 'never', error: written.fault };
          const { mail } = written;
          const { from, subject, text, html, headers: own } = await partsOf(mail);
          const said = await ask(outbound, new URL('/email', baseUrl).href, {
            headers: { ...headers, 'content-type': 'application/json' },
            body: JSON.stringify({
              From: named(from),
              To: mail.to,
              Subject: subject,
              TextBody: text,
              ...(html === null ? {} : { HtmlBody: html }),
              Headers: [...own, ['X-PM-KeepID', 'true']].map(([Name, Value]) => ({ Name, Value })),
              MessageStream: messageStream,
              TrackOpens: false,
              TrackLinks: 'None',
            }),
            signal,
          });
          const id = isSaid(said) && said.status === 200 && field(said.json, 'ErrorCode') === 0;
          if (id)
            return {
              outcome: 'accepted',
              receipt: {
                id: textField(said.json, 'MessageID'),
                messageId: mail.messageId,
                response: textField(said.json, 'Message'),
                at: clock.now(),
              },
            };
          return outcomeOf(said, meaningOf(said), messageOf(said), serverToken);
        },

        async check(signal): Promise<Finding[]> {
          const said = await ask(outbound, new URL('/server', baseUrl).href, {
            method: 'GET',
            headers,
            signal,
          });
          const findings = [entry(said, messageOf(said), serverToken)];
          if (!isSaid(said) || said.status >= 300) return findings;
          const sandbox = textField(said.json, 'DeliveryType') === 'Sandbox';
          return [
            ...findings,
            {
              what: 'Server',
              ok: !sandbox,
              detail: sandbox
                ? 'This is a sandbox server; it delivers nothing. Use the token of a live one.'
                : `${textField(said.json, 'Name')}, live.`,
            },
          ];
        },

        async receive({ headers: given, body }) {
          if (webhookPassword !== undefined && !hasPassword(given['authorization'], webhookPassword))
            return null;
          const heard = jsonOf(body.toString('utf8'));
          if (textField(heard, 'RecordType') === '') return null;
          return { echoes: postmarkEchoes(heard, clock.now()), answer: { status: 200 } };
        },
      };
    },
  });

function hasPassword(authorization: string | undefined, password: string): boolean {
  const [, coded = ''] = /^Basic\s+(\S+)$/i.exec(authorization ?? '') ?? [];
  const text = Buffer.from(coded, 'base64').toString('utf8');
  const given = Buffer.from(text.slice(text.indexOf(':') + 1));
  const wanted = Buffer.from(password);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

const messageOf = (said: Said | { failed: string }): string =>
  isSaid(said)
    ? [textField(said.json, 'ErrorCode'), textField(said.json, 'Message')].filter(Boolean).join(': ')
    : '';

function meaningOf(said: Said | { failed: string }): Meaning {
  if (!isSaid(said)) return 'down';
  switch (Number(textField(said.json, 'ErrorCode') || Number.NaN)) {
    case 406:
      return 'dead';
    case 300:
      return 'refused';
    case 429:
      return 'busy';
    case 100:
      return 'down';
    // Token, sender signature, credits, approval, stream: all of them the account's.
    case 10:
    case 400:
    case 401:
    case 405:
    case 412:
    case 413:
    case 1235:
      return 'account';
    default:
      return said.status < 300 ? 'down' : byStatus(said.status);
  }
}

/** Bounces after which nothing will ever arrive. */
const DEAD = new Set(['HardBounce', 'BadEmailAddress', 'ManuallyDeactivated']);
const DELAYED = new Set(['Transient', 'DnsError']);
/** No bounces, although they come as such. */
const NOISE = new Set([
  'AutoResponder',
  'ChallengeVerification',
  'AddressChange',
  'OpenRelayTest',
  'Subscribe',
]);

export function postmarkEchoes(heard: unknown, now: string): Echo[] {
  const id = textField(heard, 'MessageID');
  if (id === '') return [];
  const echo = (event: Echo['event'], permanent: boolean, detail: string, at: unknown): Echo[] => [
    { ref: { id }, event, permanent, detail: detail.slice(0, 500), at: instantOf(at, now) },
  ];
  switch (textField(heard, 'RecordType')) {
    case 'Delivery':
      return echo('delivered', false, textField(heard, 'Details'), field(heard, 'DeliveredAt'));
    case 'SpamComplaint':
      return echo('complained', true, 'spam complaint', field(heard, 'BouncedAt'));
    case 'Bounce': {
      const type = textField(heard, 'Type');
      const detail = `${type}: ${textField(heard, 'Details') || textField(heard, 'Description')}`;
      const at = field(heard, 'BouncedAt');
      if (NOISE.has(type)) return [];
      if (type === 'SpamComplaint' || type === 'SpamNotification' || type === 'Unsubscribe')
        return echo(type === 'Unsubscribe' ? 'unsubscribed' : 'complained', true, detail, at);
      if (DELAYED.has(type)) return echo('delayed', false, detail, at);
      return echo('bounced', DEAD.has(type), detail, at);
    }
    case 'SubscriptionChange': {
      const at = field(heard, 'ChangedAt');
      const reason = textField(heard, 'SuppressionReason');
      if (field(heard, 'SuppressSending') === false)
        return echo('resubscribed', false, 'reactivated at Postmark', at);
      if (reason === 'ManualSuppression') return echo('unsubscribed', true, 'suppressed at Postmark', at);
      return [];
    }
    default:
      return [];
  }
}
