/**
 * Resend: `POST /emails` with the parts of our letter and the delivery's key as `Idempotency-Key`, so that a repeat within
 * a day is no second letter. What becomes of it comes back as webhooks, signed as Standard Webhooks (Svix).
 *
 * Sources: Resend API reference (send email, errors, domains), webhook event types, Svix "verifying payloads manually".
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { type Call, type Echo, type Finding, provider, type Way } from '../../carrier.ts';
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
import { named, partsOf } from './parts.ts';

const SKEW_SECONDS = 5 * 60;

const settings = z.strictObject({
  apiKey: secretField('API key', 'Begins with re_.'),
  webhookSecret: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]{16,}={0,2}$/, 'begins with whsec_')
    .optional()
    .meta({
      title: 'Signing secret of the webhook',
      description: 'Nothing is taken back while it is empty.',
      secret: true,
    }),
  from: fromField,
  baseUrl: baseUrlField('https://api.resend.com', 'Rarely another one.'),
});

export const resendProvider = (given: MailGiven) =>
  provider({
    name: 'resend',
    title: 'Resend',
    detail: 'Through its HTTP API, without duplicates; bounces and complaints come back by signed webhook.',
    setUp: [
      'Verify the sender’s domain under Domains.',
      'Make an API key, with sending access at least, and enter it.',
      'Add the address that this account shows as a webhook for email.delivered, email.delivery_delayed, email.bounced, email.complained, email.failed and email.suppressed, and enter its signing secret.',
    ],
    settings,
    open(account, { outbound, clock }): Way {
      const { apiKey, webhookSecret, baseUrl } = account;
      const sender = senderOf(account.from, given);
      const headers = { authorization: `Bearer ${apiKey}` };
      return {
        async send(delivery, content, signal) {
          const written = await given.letters.write(delivery, content, { sender, signed: false });
          if ('fault' in written) return { outcome: 'never', error: written.fault };
          const { mail } = written;
          const { from, subject, text, html, headers: own } = await partsOf(mail);
          const said = await ask(outbound, new URL('/emails', baseUrl).href, {
            headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': delivery.key },
            body: JSON.stringify({
              from: named(from),
              to: [mail.to],
              subject,
              text,
              ...(html === null ? {} : { html }),
              headers: Object.fromEntries(own),
            }),
            signal,
          });
          const id = isSaid(said) && said.status < 300 ? textField(said.json, 'id') : '';
          if (id !== '') {
            const { messageId } = mail;
            return {
              outcome: 'accepted',
              receipt: { id, messageId, response: 'accepted by Resend', at: clock.now() },
            };
          }
          return outcomeOf(said, meaningOf(said), messageOf(said), apiKey);
        },

        async check(signal): Promise<Finding[]> {
          const said = await ask(outbound, new URL('/domains', baseUrl).href, {
            method: 'GET',
            headers,
            signal,
          });
          if (isSaid(said) && textField(said.json, 'name') === 'restricted_api_key')
            return [
              { what: 'Sign-in', ok: true, detail: 'The key may send, and nothing else, as it should be.' },
            ];
          const findings = [entry(said, messageOf(said), apiKey)];
          if (!isSaid(said) || said.status >= 300) return findings;
          const ours = listField(said.json, 'data').find((one) => {
            const name = textField(one, 'name');
            return sender.domain === name || sender.domain.endsWith(`.${name}`);
          });
          const status = textField(ours, 'status');
          return [
            ...findings,
            {
              what: sender.domain,
              ok: status === 'verified',
              detail: ours ? `The domain is ${status}.` : 'This domain is not among those of the account.',
            },
          ];
        },

        async receive(call) {
          if (webhookSecret === undefined || !isSigned(call, webhookSecret, clock.nowMs())) return null;
          return {
            echoes: resendEchoes(jsonOf(call.body.toString('utf8')), clock.now()),
            answer: { status: 200 },
          };
        },
      };
    },
  });

/** Standard Webhooks 1.0, under Svix' older names too; several signatures may stand beside each other. */
function isSigned({ headers, body }: Call, secret: string, nowMs: number): boolean {
  const part = (name: string) => headers[`svix-${name}`] ?? headers[`webhook-${name}`] ?? '';
  const [id, timestamp] = [part('id'), part('timestamp')];
  if (id === '' || !isFresh(timestamp, nowMs, SKEW_SECONDS)) return false;
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const wanted = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
  return part('signature')
    .split(' ')
    .some((one) => {
      const given = Buffer.from(one.startsWith('v1,') ? one.slice(3) : '', 'base64');
      return given.length === wanted.length && timingSafeEqual(given, wanted);
    });
}

const messageOf = (said: Said | { failed: string }): string =>
  isSaid(said)
    ? [textField(said.json, 'name'), textField(said.json, 'message')].filter(Boolean).join(': ')
    : '';

function meaningOf(said: Said | { failed: string }): Meaning {
  if (!isSaid(said)) return 'down';
  switch (textField(said.json, 'name')) {
    case 'daily_quota_exceeded':
    case 'monthly_quota_exceeded':
    case 'missing_api_key':
    case 'invalid_api_key':
    case 'restricted_api_key':
    case 'invalid_access':
    case 'invalid_region':
    case 'invalid_from_address':
      return 'account';
    case 'concurrent_idempotent_requests':
      return 'again';
    case 'security_error':
      return 'refused';
    case 'validation_error':
      return /api key|`?from`? |domain is not verified/i.test(textField(said.json, 'message'))
        ? 'account'
        : byStatus(said.status);
    default:
      return said.status < 300 ? 'down' : byStatus(said.status);
  }
}

export function resendEchoes(heard: unknown, now: string): Echo[] {
  const id = textField(heard, 'data', 'email_id');
  if (id === '') return [];
  const echo = (event: Echo['event'], permanent: boolean, detail: string): Echo[] => [
    {
      ref: { id },
      event,
      permanent,
      detail: detail.slice(0, 500) || event,
      at: instantOf(field(heard, 'created_at'), now),
    },
  ];
  const bounce = (name: string) => textField(heard, 'data', 'bounce', name);
  switch (textField(heard, 'type')) {
    case 'email.delivered':
      return echo('delivered', false, '');
    case 'email.delivery_delayed':
      return echo('delayed', false, '');
    case 'email.complained':
      return echo('complained', true, 'complaint');
    case 'email.bounced': {
      const detail = [bounce('type'), bounce('subType'), bounce('message')].filter(Boolean).join(' ');
      return echo('bounced', bounce('type') === 'Permanent', detail);
    }
    case 'email.suppressed':
      return echo(
        'bounced',
        true,
        textField(heard, 'data', 'suppressed', 'message') || 'suppressed at Resend',
      );
    case 'email.failed':
      return echo('bounced', false, textField(heard, 'data', 'failed', 'reason'));
    default:
      return [];
  }
}
