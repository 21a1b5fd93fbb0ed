/**
 * Calls of Amazon SNS, believed only when their signature holds under a certificate that Amazon serves itself, and only
 * from the one topic that the account names: anybody can have a topic of his own. Subscriptions to that topic are
 * confirmed at an address of SNS and nowhere else.
 *
 * Source: SNS developer guide, "Verifying the signatures of Amazon SNS messages".
 */
import { createVerify, X509Certificate } from 'node:crypto';
import type { Clock } from '#lib/clock.ts';
import type { Outbound } from '#lib/outbound/index.ts';
import type { Call } from '../../carrier.ts';
import { jsonOf, textField } from './http.ts';

export type SnsHeard = { confirmed: true } | { confirmed: false; message: unknown };

const HOST = /^sns\.[a-z0-9-]{3,32}\.amazonaws\.com(\.cn)?$/;
/** SNS tries for hours to hand a notification over; what is older is a replay. */
const OLDEST_MS = 24 * 3_600_000;
const SIGNED = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: [
    'Message',
    'MessageId',
    'SubscribeURL',
    'Timestamp',
    'Token',
    'TopicArn',
    'Type',
  ],
  UnsubscribeConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
} as const;

export function createSnsReader({
  topicArn,
  outbound,
  clock,
}: {
  topicArn: string;
  outbound: Pick<Outbound, 'request'>;
  clock: Clock;
}) {
  const certificates = new Map<string, X509Certificate>();

  async function certificateAt(url: string): Promise<X509Certificate | null> {
    const known = certificates.get(url);
    if (known) return known;
    const answer = await outbound.request(url, { timeoutMs: 10_000, maxBytes: 32 * 1024 }).catch(() => null);
    if (answer?.status !== 200) return null;
    try {
      const certificate = new X509Certificate(answer.body);
      certificates.clear();
      certificates.set(url, certificate);
      return certificate;
    } catch {
      return null;
    }
  }

  return {
    /** Null: this call is not from the topic. */
    async read({ body }: Call): Promise<SnsHeard | null> {
      const call = jsonOf(body.toString('utf8'));
      const type = textField(call, 'Type') as keyof typeof SIGNED;
      const names = Object.hasOwn(SIGNED, type) ? SIGNED[type] : null;
      if (!names || textField(call, 'TopicArn') !== topicArn) return null;
      if (Math.abs(clock.nowMs() - Date.parse(textField(call, 'Timestamp'))) <= OLDEST_MS === false)
        return null;

      const certUrl = amazonUrl(textField(call, 'SigningCertURL'));
      if (!certUrl?.pathname.endsWith('.pem')) return null;
      const certificate = await certificateAt(certUrl.href);
      if (!certificate || clock.nowMs() > Date.parse(certificate.validTo)) return null;
      const text = names
        .map((name) => [name, textField(call, name)] as const)
        .filter(([name, value]) => name !== 'Subject' || value !== '')
        .map(([name, value]) => `${name}\n${value}\n`)
        .join('');
      const algorithm = { '1': 'RSA-SHA1', '2': 'RSA-SHA256' }[textField(call, 'SignatureVersion')];
      if (!algorithm) return null;
      const signature = Buffer.from(textField(call, 'Signature'), 'base64');
      if (!createVerify(algorithm).update(text).verify(certificate.publicKey, signature)) return null;

      if (type === 'Notification') return { confirmed: false, message: jsonOf(textField(call, 'Message')) };
      if (type === 'UnsubscribeConfirmation') return { confirmed: true };
      const subscribe = amazonUrl(textField(call, 'SubscribeURL'));
      if (!subscribe) return null;
      const answer = await outbound.request(subscribe.href, { timeoutMs: 10_000 });
      return answer.status === 200 ? { confirmed: true } : null;
    },
  };
}

/** https at a host of SNS, on its ordinary port; else null. */
function amazonUrl(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const plain = url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === '';
  return plain && HOST.test(url.hostname) ? url : null;
}
