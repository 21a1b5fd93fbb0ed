/**
 * SendGrid: `POST /v3/mail/send` with the parts of our letter. What becomes of it comes back through the signed Event
 * Webhook; a `custom_args` entry carries the delivery's key there and back. It knows no idempotency key: a crash between
 * its answer and our note of it can send twice.
 *
 * Sources: Twilio SendGrid v3 reference (Mail Send, errors), Event Webhook reference and its security features.
 */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { z } from 'zod';
import { type Echo, type Finding, type Outcome, provider, type Way } from '../../carrier.ts';
import {
  baseUrlField,
  fromField,
  instantOf,
  isFresh,
  type MailGiven,
  secretField,
  senderOf,
} from './given.ts';
import {
  ask,
  byStatus,
  entry,
  field,
  isSaid,
  jsonOf,
  listField,
  type Meaning,
  outcomeOf,
  type Said,
  textField,
} from './http.ts';
import { partsOf } from './parts.ts';

const KEY = 'candor_key';
/** SendGrid repeats a webhook for a day; what is older is a replay. */
const OLDEST_SECONDS = 24 * 3_600;

const settings = z.strictObject({
  apiKey: secretField('API key', 'With “Mail Send” full access; “Scopes” are read to check it.'),
  verificationKey: z
    .string()
    .max(500)
    .refine((text) => publicKeyOf(text) !== null, 'is not the key that SendGrid shows')
    .optional()
    .meta({
      title: 'Verification key',
      description: 'Of the signed Event Webhook; nothing is taken back while it is empty.',
    }),
  from: fromField,
  baseUrl: baseUrlField('https://api.sendgrid.com', 'https://api.eu.sendgrid.com for accounts in the EU.'),
});

export const sendgridProvider = (given: MailGiven) =>
  provider({
    name: 'sendgrid',
    title: 'SendGrid',
    detail: 'Through its HTTP API; bounces and complaints come back by signed webhook.',
    setUp: [
      'Authenticate the sender’s domain under Sender Authentication.',
      'Make an API key with Mail Send, and enter it.',
      'Under Mail Settings, Event Webhook: enter the address that this account shows, choose Delivered, Deferred, Bounced, Dropped, Spam Reports and Unsubscribes, switch Signed Event Webhook on, and enter its verification key here.',
    ],
    settings,
    open(account, { outbound, clock }): Way {
      const { apiKey, verificationKey, baseUrl } = account;
      const sender = senderOf(account.from, given);
      const headers = { authorization: `Bearer ${apiKey}` };
      const publicKey = verificationKey === undefined ? null : publicKeyOf(verificationKey);
      return {
        async send(delivery, content, signal): Promise<Outcome> {
          const written = await given.letters.write(delivery, content, { sender, signed: false });
          if ('fault' in written) return { outcome: 'never', error: written.fault };
          const { mail } = written;
          const { from, subject, text, html, headers: own } = await partsOf(mail);
          const said = await ask(outbound, new URL('/v3/mail/send', baseUrl).href, {
            headers: { ...headers, 'content-type': 'application/json' },
            body: JSON.stringify({
              personalizations: [{ to: [{ email: mail.to }], custom_args: { [KEY]: delivery.key } }],
              from: { email: from.address, ...(from.name ? { name: from.name } : {}) },
              subject,
              content: [
                { type: 'text/plain', value: text },
                ...(html === null ? [] : [{ type: 'text/html', value: html }]),
              ],
              headers: Object.fromEntries(own),
              tracking_settings: {
                click_tracking: { enable: false, enable_text: false },
                open_tracking: { enable: false },
                subscription_tracking: { enable: false },
              },
            }),
            signal,
          });
          if (isSaid(said) && said.status === 202) {
            const { messageId } = mail;
            const id = said.headers['x-message-id'] ?? messageId;
            return {
              outcome: 'accepted',
              receipt: { id, messageId, response: '202 accepted by SendGrid', at: clock.now() },
            };
          }
          return outcomeOf(withReset(said, clock.nowMs()), meaningOf(said), messageOf(said), apiKey);
        },

        async check(signal): Promise<Finding[]> {
          const said = await ask(outbound, new URL('/v3/scopes', baseUrl).href, {
            method: 'GET',
            headers,
            signal,
          });
          const findings = [entry(said, messageOf(said), apiKey)];
          if (!isSaid(said) || said.status >= 300) return findings;
          const maySend = listField(said.json, 'scopes').includes('mail.send');
          const detail = maySend ? 'The key may send.' : 'The key lacks the scope mail.send.';
          return [...findings, { what: 'Scope', ok: maySend, detail }];
        },

        async receive({ headers: sent, body }) {
          const signature = sent['x-twilio-email-event-webhook-signature'];
          const timestamp = sent['x-twilio-email-event-webhook-timestamp'];
          if (!publicKey || !signature || !timestamp) return null;
          if (!isFresh(timestamp, clock.nowMs(), OLDEST_SECONDS)) return null;
          const signed = Buffer.concat([Buffer.from(timestamp), body]);
          if (!verify('sha256', signed, publicKey, Buffer.from(signature, 'base64'))) return null;
          const events = jsonOf(body.toString('utf8'));
          const heard = Array.isArray(events)
            ? events.flatMap((event) => sendgridEcho(event, clock.now()))
            : [];
          return { echoes: heard, answer: { status: 200 } };
        },
      };
    },
  });

/** SPKI in base64, as the settings page shows it. */
function publicKeyOf(text: string): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}

/** SendGrid says in a header of its own when the limit ends, in seconds since 1970. */
function withReset(said: Said | { failed: string }, nowMs: number): Said | { failed: string } {
  if (!isSaid(said) || said.retryAfterMs !== undefined) return said;
  const waitMs = Number(said.headers['x-ratelimit-reset'] ?? Number.NaN) * 1_000 - nowMs;
  return waitMs > 0 && waitMs < 3_600_000 ? { ...said, retryAfterMs: waitMs } : said;
}

const messageOf = (said: Said | { failed: string }): string =>
  isSaid(said)
    ? listField(said.json, 'errors')
        .map((error) => [textField(error, 'field'), textField(error, 'message')].filter(Boolean).join(': '))
        .join('; ')
    : '';

function meaningOf(said: Said | { failed: string }): Meaning {
  if (!isSaid(said)) return 'down';
  // About the sender, which is the account's, although the status is that of a bad request.
  if (
    said.status === 400 &&
    listField(said.json, 'errors').some((error) => /^from(\.|$)/.test(textField(error, 'field')))
  )
    return 'account';
  return said.status < 300 ? 'down' : byStatus(said.status);
}

/** What SendGrid did not even send, because of what it remembers of the address. */
const DROPPED: Record<string, [Echo['event'], boolean]> = {
  'Bounced Address': ['bounced', true],
  Invalid: ['bounced', true],
  'Invalid SMTPAPI header': ['bounced', false],
  'Spam Reporting Address': ['complained', true],
  'Unsubscribed Address': ['unsubscribed', true],
};

export function sendgridEcho(event: unknown, now: string): Echo[] {
  const key = textField(event, KEY);
  const messageId = textField(event, 'sg_message_id').split('.')[0] ?? '';
  if (key === '' && messageId === '') return [];
  const reason = textField(event, 'reason') || textField(event, 'response');
  const echo = (what: Echo['event'], permanent: boolean): Echo[] => [
    {
      ref: key === '' ? { id: messageId } : { key },
      event: what,
      permanent,
      detail: [textField(event, 'status'), reason].filter(Boolean).join(' ').slice(0, 500) || what,
      at: instantOf(field(event, 'timestamp'), now),
    },
  ];
  switch (textField(event, 'event')) {
    case 'delivered':
      return echo('delivered', false);
    case 'deferred':
      return echo('delayed', false);
    case 'bounce':
      // "blocked" is the receiver's word on this letter, not on the mailbox; nor is a code of policy, size or fullness.
      return echo(
        'bounced',
        textField(event, 'type') !== 'blocked' &&
          !/^4|^5\.(?!1\.|2\.1\b)[1-9]/.test(textField(event, 'status')),
      );
    case 'dropped': {
      const [what, permanent] = DROPPED[textField(event, 'reason')] ?? (['bounced', false] as const);
      return echo(what, permanent);
    }
    case 'spamreport':
      return echo('complained', true);
    case 'unsubscribe':
    case 'group_unsubscribe':
      return echo('unsubscribed', true);
    case 'group_resubscribe':
      return echo('resubscribed', false);
    default:
      return [];
  }
}
