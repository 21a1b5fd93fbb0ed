/**
 * Mailgun: our own message to `/messages.mime`. What becomes of it comes back as webhooks, whose signature covers a
 * timestamp and a token but not the rest, so a token is believed once; the same call again may be a retry. Mailgun keeps
 * our Message-ID but knows no idempotency key: a crash between its answer and our note of it can send twice.
 *
 * Sources: Mailgun API reference (messages.mime, domains), "Securing webhooks", event structure.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { type Echo, type Finding, provider, type Way } from '../../carrier.ts';
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
  type Meaning,
  outcomeOf,
  type Said,
  textField,
} from './http.ts';

/** Mailgun repeats a webhook for eight hours. */
const OLDEST_SECONDS = 9 * 3_600;
const TOKENS_KEPT = 10_000;

const settings = z.strictObject({
  apiKey: secretField('API key', 'A sending key of the domain, or the account’s.'),
  domain: z
    .string()
    .regex(/^[a-z0-9.-]{3,253}$/, 'is a domain in small letters')
    .meta({ title: 'Sending domain', example: 'mg.acme.example' }),
  signingKey: z.string().min(8).max(200).optional().meta({
    title: 'HTTP webhook signing key',
    description: 'Under API security; nothing is taken back while it is empty.',
    secret: true,
  }),
  from: fromField,
  baseUrl: baseUrlField('https://api.mailgun.net', 'https://api.eu.mailgun.net for domains in the EU.'),
});

export const mailgunProvider = (given: MailGiven) =>
  provider({
    name: 'mailgun',
    title: 'Mailgun',
    detail: 'Through its HTTP API; bounces and complaints come back by signed webhook.',
    setUp: [
      'Verify the sending domain with the records that Mailgun shows.',
      'Enter an API key and the domain; choose the EU address where the domain lives there.',
      'Add the address that this account shows as a webhook for Delivered, Permanent failure, Temporary failure, Spam complaints and Unsubscribes, and enter the HTTP webhook signing key.',
    ],
    settings,
    open(account, { outbound, clock }): Way {
      const { apiKey, domain, signingKey, baseUrl } = account;
      const sender = senderOf(account.from, given);
      const authorization = `Basic ${Buffer.from(`api:${apiKey}`).toString('base64')}`;
      const isOurs = signingKey === undefined ? null : createMailgunProof(signingKey);
      return {
        async send(delivery, content, signal) {
          const written = await given.letters.write(delivery, content, { sender, signed: false });
          if ('fault' in written) return { outcome: 'never', error: written.fault };
          const { mail } = written;
          const boundary = `candor-${delivery.key.slice(0, 32)}`;
          const part = (name: string, value: string) =>
            `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
          const said = await ask(outbound, new URL(`/v3/${domain}/messages.mime`, baseUrl).href, {
            headers: { authorization, 'content-type': `multipart/form-data; boundary=${boundary}` },
            body: Buffer.concat([
              Buffer.from(
                `${part('to', mail.to)}${part('o:tracking', 'no')}--${boundary}\r\nContent-Disposition: form-data; name="message"; filename="message.eml"\r\nContent-Type: message/rfc822\r\n\r\n`,
              ),
              Buffer.from(mail.bytes, 'latin1'),
              Buffer.from(`\r\n--${boundary}--\r\n`),
            ]),
            signal,
          });
          const id = isSaid(said) && said.status === 200 ? textField(said.json, 'id') : '';
          if (id !== '')
            return {
              outcome: 'accepted',
              receipt: {
                id: bare(id),
                messageId: mail.messageId,
                response: textField(said, 'json', 'message'),
                at: clock.now(),
              },
            };
          return outcomeOf(said, meaningOf(said), messageOf(said), apiKey);
        },

        async check(signal): Promise<Finding[]> {
          const said = await ask(outbound, new URL(`/v4/domains/${domain}`, baseUrl).href, {
            method: 'GET',
            headers: { authorization },
            signal,
          });
          // A sending key may do nothing else, and says so with "forbidden".
          if (isSaid(said) && said.status === 403)
            return [
              {
                what: 'Sign-in',
                ok: null,
                detail: 'This key may only send; whether it works shows with the first letter.',
              },
            ];
          const findings = [entry(said, messageOf(said), apiKey)];
          if (!isSaid(said) || said.status >= 300) return findings;
          const state = textField(said.json, 'domain', 'state');
          return [
            ...findings,
            { what: domain, ok: state === 'active', detail: `The domain is ${state || 'unknown'}.` },
          ];
        },

        async receive({ body }) {
          const heard = jsonOf(body.toString('utf8'));
          if (!isOurs?.(heard, body, clock.nowMs())) return null;
          return { echoes: mailgunEchoes(field(heard, 'event-data'), clock.now()), answer: { status: 200 } };
        },
      };
    },
  });

export function createMailgunProof(signingKey: string) {
  const seen = new Map<string, string>();
  return (heard: unknown, body: Buffer, nowMs: number): boolean => {
    const timestamp = textField(heard, 'signature', 'timestamp');
    const token = textField(heard, 'signature', 'token');
    const given = Buffer.from(textField(heard, 'signature', 'signature'));
    const wanted = Buffer.from(
      createHmac('sha256', signingKey)
        .update(timestamp + token)
        .digest('hex'),
    );
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return false;
    if (!isFresh(timestamp, nowMs, OLDEST_SECONDS)) return false;
    const digest = createHash('sha256').update(body).digest('base64');
    const first = seen.get(token);
    if (first !== undefined) return first === digest;
    seen.set(token, digest);
    if (seen.size > TOKENS_KEPT) seen.delete(seen.keys().next().value!);
    return true;
  };
}

/** Mailgun names a message with brackets when it takes it and without them afterwards. */
const bare = (id: string) => id.replace(/^<|>$/g, '');

const messageOf = (said: Said | { failed: string }): string =>
  isSaid(said) ? textField(said.json, 'message') || textField(said.json, 'Error') : '';

function meaningOf(said: Said | { failed: string }): Meaning {
  if (!isSaid(said)) return 'down';
  if (
    said.status === 400 &&
    /not (allowed|authorized)|disabled|unverified|activate|sandbox/i.test(messageOf(said))
  )
    return 'account';
  return said.status < 300 ? 'down' : byStatus(said.status);
}

export function mailgunEchoes(data: unknown, now: string): Echo[] {
  const id = bare(textField(data, 'message', 'headers', 'message-id'));
  if (id === '') return [];
  const status = (name: string) => textField(data, 'delivery-status', name);
  const detail = [
    status('enhanced-code') || status('code'),
    status('message') || status('description') || textField(data, 'reason'),
  ]
    .filter(Boolean)
    .join(' ')
    .slice(0, 500);
  const echo = (event: Echo['event'], permanent: boolean): Echo[] => [
    { ref: { id }, event, permanent, detail: detail || event, at: instantOf(field(data, 'timestamp'), now) },
  ];
  switch (textField(data, 'event')) {
    case 'delivered':
      return echo('delivered', false);
    case 'complained':
      return echo('complained', true);
    case 'unsubscribed':
      return echo('unsubscribed', true);
    case 'failed':
    case 'rejected': {
      if (textField(data, 'severity') === 'temporary') return echo('delayed', false);
      const reason = textField(data, 'reason');
      if (reason === 'suppress-complaint') return echo('complained', true);
      if (reason === 'suppress-unsubscribe') return echo('unsubscribed', true);
      // "bounce" is any lasting refusal; a code that speaks of policy or size says nothing of the mailbox.
      const ofMailbox = !/^5\.(?!1\.|2\.1\b)\d/.test(detail);
      return echo('bounced', reason === 'suppress-bounce' || (reason === 'bounce' && ofMailbox));
    }
    default:
      return [];
  }
}
