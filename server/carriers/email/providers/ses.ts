/**
 * Amazon SES, API v2: `SendEmail` with our own message, signed with Signature Version 4; what becomes of it comes back
 * through SNS. SES writes a Message-ID and a date of its own into the message, so our DKIM signature would not hold and
 * is left to SES. It knows no idempotency key: a crash between its answer and our note of it can send twice.
 *
 * Sources: Amazon SES API v2 reference (SendEmail, GetAccount), SES developer guide (SNS notification contents).
 */
import { AwsV4Signer } from 'aws4fetch';
import { z } from 'zod';
import { type Finding, provider, type Way } from '../../carrier.ts';
import { fromField, type MailGiven, secretField, senderOf } from './given.ts';
import {
  ask,
  byStatus,
  entry,
  field,
  isSaid,
  type Meaning,
  outcomeOf,
  type Said,
  textField,
} from './http.ts';
import { sesEchoes } from './ses-events.ts';
import { createSnsReader } from './sns.ts';

const settings = z.strictObject({
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'looks like eu-central-1')
    .meta({ title: 'Region', example: 'eu-central-1' }),
  accessKeyId: z.string().min(16).max(128).meta({ title: 'Access key id', example: 'AKIAIOSFODNN7EXAMPLE' }),
  secretAccessKey: secretField(
    'Secret access key',
    'Of a user who may call ses:SendEmail and ses:GetAccount.',
  ),
  configurationSet: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .optional()
    .meta({ title: 'Configuration set', description: 'The one whose events go to the topic below.' }),
  topicArn: z
    .string()
    .regex(/^arn:aws[\w-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}(\.fifo)?$/, 'looks like arn:aws:sns:…')
    .optional()
    .meta({
      title: 'SNS topic',
      description: 'What comes back is taken from this topic alone; nothing is taken while it is empty.',
      example: 'arn:aws:sns:eu-central-1:123456789012:mail',
    }),
  from: fromField,
  endpoint: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({ title: 'Address of the API', description: 'Left out: email.REGION.amazonaws.com.' }),
});

export const sesProvider = (given: MailGiven) =>
  provider({
    name: 'ses',
    title: 'Amazon SES',
    detail: 'Through the HTTP API, version 2; bounces and complaints come back through SNS.',
    setUp: [
      'Verify the sender’s domain in SES with Easy DKIM, and ask for production access.',
      'Make a user with the policy actions `ses:SendEmail` and `ses:GetAccount`, and enter its access key.',
      'Make an SNS topic, and a configuration set that publishes bounces, complaints, deliveries and delays to it.',
      'Subscribe the address that this account shows to the topic by HTTPS; Candor confirms it by itself.',
    ],
    settings,
    open(account, tools): Way {
      const { region, accessKeyId, secretAccessKey, configurationSet, topicArn } = account;
      const { outbound, clock } = tools;
      const sender = senderOf(account.from, given);
      const base = account.endpoint ?? `https://email.${region}.amazonaws.com`;
      const sns = topicArn ? createSnsReader({ topicArn, outbound, clock }) : null;

      async function call(method: 'GET' | 'POST', path: string, signal: AbortSignal, body?: string) {
        const signed = await new AwsV4Signer({
          method,
          url: `${base}${path}`,
          ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }),
          accessKeyId,
          secretAccessKey,
          service: 'ses',
          region,
          datetime: clock.now().replace(/[:-]|\.\d{3}/g, ''),
        }).sign();
        return ask(outbound, signed.url.href, {
          method,
          headers: Object.fromEntries(signed.headers.entries()),
          ...(body === undefined ? {} : { body }),
          signal,
        });
      }

      return {
        async send(delivery, content, signal) {
          const written = await given.letters.write(delivery, content, { sender, signed: false });
          if ('fault' in written) return { outcome: 'never', error: written.fault };
          const { mail } = written;
          const said = await call(
            'POST',
            '/v2/email/outbound-emails',
            signal,
            JSON.stringify({
              FromEmailAddress: sender.address,
              Destination: { ToAddresses: [mail.to] },
              Content: { Raw: { Data: Buffer.from(mail.bytes, 'latin1').toString('base64') } },
              ...(configurationSet ? { ConfigurationSetName: configurationSet } : {}),
            }),
          );
          const id = isSaid(said) && said.status < 300 ? textField(said.json, 'MessageId') : '';
          if (id !== '')
            return {
              outcome: 'accepted',
              receipt: { id, messageId: mail.messageId, response: 'accepted by Amazon SES', at: clock.now() },
            };
          return outcomeOf(said, meaningOf(said), messageOf(said), secretAccessKey);
        },

        async check(signal): Promise<Finding[]> {
          const said = await call('GET', '/v2/email/account', signal);
          const findings = [entry(said, messageOf(said), secretAccessKey)];
          if (!isSaid(said) || said.status >= 300) return findings;
          const { json } = said;
          const sending = field(json, 'SendingEnabled') === true;
          const production = field(json, 'ProductionAccessEnabled') === true;
          const quota = Number(textField(json, 'SendQuota', 'Max24HourSend'));
          const used = Number(textField(json, 'SendQuota', 'SentLast24Hours'));
          const rate = textField(json, 'SendQuota', 'MaxSendRate');
          return [
            ...findings,
            {
              what: 'Sending',
              ok: sending,
              detail: sending ? 'Enabled.' : 'Amazon has paused sending for this account.',
            },
            {
              what: 'Sandbox',
              ok: production,
              detail: production
                ? 'Left: it may write to anybody.'
                : 'The account is in the sandbox and reaches verified addresses only; ask for production access.',
            },
            {
              what: 'Quota',
              ok: quota < 0 || used < quota,
              detail: `${used} of ${quota < 0 ? 'any number of' : quota} letters in the last 24 hours, ${rate} a second.`,
            },
          ];
        },

        async receive(request) {
          const heard = await sns?.read(request);
          if (!heard) return null;
          if (heard.confirmed) return { echoes: [], answer: { status: 200 } };
          return { echoes: sesEchoes(heard.message, clock.now()), answer: { status: 200 } };
        },
      };
    },
  });

/** AWS names the kind of error in a header, sometimes with a namespace around it. */
const kindOf = (said: Said): string =>
  (said.headers['x-amzn-errortype'] ?? textField(said.json, '__type'))
    .replace(/^.*#/, '')
    .replace(/:.*$/, '');

const messageOf = (said: Said | { failed: string }): string =>
  isSaid(said)
    ? [kindOf(said), textField(said.json, 'message') || textField(said.json, 'Message')]
        .filter(Boolean)
        .join(': ')
    : '';

function meaningOf(said: Said | { failed: string }): Meaning {
  if (!isSaid(said)) return 'down';
  switch (kindOf(said)) {
    case 'TooManyRequestsException':
    case 'ThrottlingException':
      return 'busy';
    // About our own identity, our quota or our standing, although the status is 400.
    case 'AccountSuspendedException':
    case 'SendingPausedException':
    case 'MailFromDomainNotVerifiedException':
    case 'LimitExceededException':
    case 'NotFoundException':
      return 'account';
    case 'MessageRejected':
      return /not verified/i.test(textField(said.json, 'message')) ? 'account' : 'refused';
    default:
      return said.status < 300 ? 'down' : byStatus(said.status);
  }
}
