/**
 * Web push: notifications in the reader's own browser, also while the page is closed. RFC 8030 (delivery), 8291 and
 * 8188 (encryption), 8292 (who sends). Spoken over the guarded connector, because a browser names where we call. Knows
 * nothing of the page: who subscribes there, and what shows the notification, are the audience's and the page's.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '#lib/clock.ts';
import { inBytes } from '#lib/measure/text.ts';
import type { Outbound } from '#lib/outbound/index.ts';
import type { Carrier, Content, Outcome, Outgoing } from '../carrier.ts';
import { readSender } from '../email/settings.ts';
import { encrypt, MOST_BYTES } from './encrypt.ts';
import { incidentOf, notificationOf } from './notification.ts';
import { readEndpoint, readKeys, readServices } from './subscription.ts';
import { createAuthorization, openVapidKey } from './vapid.ts';

export type WebPushConfig = { dataFolder: string; publicUrl: string; mailFrom: string; pushServices: string };

const TIMEOUT_MS = 15_000;
/** Most readers share a few services, which take many at once over one connection (HTTP/2); one that hangs holds a third. */
const LIMITS = { inFlight: 192, perEndpoint: 64, timeoutMs: TIMEOUT_MS };
/** What a browser did not fetch within a day is no news any more. */
const TTL_SECONDS = 86_400;
const ANSWER_BYTES = 1_024;
const KEPT = 300;
/** From this severity on a phone is woken; anything less waits until it is awake. */
const URGENT = 2;

export function createWebPushCarrier({
  config,
  clock,
  outbound,
}: {
  config: WebPushConfig;
  clock: Clock;
  outbound: Outbound;
}): Carrier {
  const services = readServices(config.pushServices);
  // Made when it is first asked for, so that to describe the carrier leaves nothing on the disk.
  const key = lazily(() => openVapidKey(config.dataFolder));
  const mailbox = readSender(config.mailFrom)?.address;
  const contact = mailbox ? `mailto:${mailbox}` : config.publicUrl;
  const authorization = lazily(() => createAuthorization(key(), contact));
  const notification = (content: Content, tag: string, at: string, ownUrl: string | null = null) =>
    notificationOf(content, { tag, at, home: `${config.publicUrl}/`, ownUrl });

  async function send(delivery: Outgoing, content: Content, signal: AbortSignal): Promise<Outcome> {
    const endpoint = readEndpoint(delivery.address, services, outbound);
    if ('fault' in endpoint) return { outcome: 'never', error: endpoint.fault };
    const keys = readKeys(delivery.secret);
    if (!keys) return { outcome: 'never', error: 'The keys of this browser cannot be used.', suppress: true };
    // What is for one reader alone is no newer word of the incident, and takes no other's place.
    const incidentId = delivery.ownUrl ? null : delivery.incidentId;
    const shown = notification(content, incidentId ?? delivery.id, delivery.createdAt, delivery.ownUrl);
    try {
      const answer = await outbound.request(endpoint.address, {
        method: 'POST',
        headers: {
          authorization: authorization()(endpoint.address, clock.nowMs()),
          'content-type': 'application/octet-stream',
          'content-encoding': 'aes128gcm',
          ttl: String(TTL_SECONDS),
          urgency: urgencyOf(content),
          ...(incidentId ? { topic: topicOf(incidentId) } : {}),
        },
        body: encrypt(Buffer.from(JSON.stringify(shown)), keys),
        timeoutMs: TIMEOUT_MS,
        maxBytes: ANSWER_BYTES,
        signal,
      });
      return verdictOf(answer, { service: new URL(endpoint.address).host, at: clock.now() });
    } catch (error) {
      return { outcome: 'later', error: (error as Error).message || 'The push service cannot be reached.' };
    }
  }

  return {
    name: 'webpush',
    title: 'Web push',
    summary: 'Notifications in a reader’s own browser, also while the page is closed; one for each incident.',
    receiptMeaning:
      'The push service of the browser’s maker took the message; whether the browser showed it, no service says. One that is handed over twice replaces itself.',
    audience: 'reader',
    address: {
      label: 'Push address',
      help: 'Made by the browser itself when its reader switches notifications on at the page.',
      example: 'https://updates.push.services.mozilla.com/wpush/v2/gAAAAA',
      secret: true,
      parse: (text) => readEndpoint(text, services, outbound),
    },
    forms: ['parts', 'short'],
    limits: LIMITS,
    endpointOf: (address) => (URL.canParse(address) ? new URL(address).host : 'unknown'),
    endpoints: 'host',
    providers: [],
    get settings() {
      return { publicKey: key().publicKey, contact, services };
    },
    send,
    show(content) {
      const shown = notification(content, incidentTag(content), content.form.parts?.at ?? clock.now());
      const measure = inBytes(JSON.stringify(shown), MOST_BYTES);
      return { subject: shown.title, texts: [{ text: shown.body, measure }], payload: shown };
    },
  };
}

function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

const incidentTag = ({ event }: Content) =>
  String((event.data['incident'] as { id?: unknown } | undefined)?.id ?? 'preview');

const urgencyOf = ({ form, event }: Content) =>
  (form.parts?.severity ?? incidentOf(event).severity ?? URGENT) <= URGENT ? 'high' : 'normal';

/** What a browser has not fetched yet of an incident is replaced by the newer word (RFC 8030 §5.4: 32 of base64url). */
const topicOf = (incidentId: string) =>
  createHash('sha256').update(incidentId).digest('base64url').slice(0, 32);

function verdictOf(
  { status, body, retryAfterMs }: { status: number; body: Buffer; retryAfterMs?: number },
  { service, at }: { service: string; at: string },
): Outcome {
  // The answer's Location is not kept: whoever knows it can withdraw the message.
  if (status >= 200 && status < 300) return { outcome: 'accepted', receipt: { status, service, at } };
  const detail = body.toString('utf8').slice(0, KEPT).trim();
  const error = `${service} answered ${status}${detail && `: ${detail}`}`;
  if (status === 404 || status === 410)
    return {
      outcome: 'never',
      error: `${service} answered ${status}: the browser wants nothing more.`,
      suppress: true,
    };
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (status === 429) return { outcome: 'later', error, throttled: true, ...wait };
  // Refused keys and clocks (401, 403) are ours to mend, and what waits goes out then.
  if (status >= 500 || status < 400 || [401, 403, 408].includes(status))
    return { outcome: 'later', error, ...wait };
  return { outcome: 'never', error };
}
