/**
 * Signed webhooks (Standard Webhooks 1.0) through the guarded connector. 2xx is acceptance; 410 means "never again";
 * a redirect is a failure, because following it would let a receiver point us anywhere. The id is the delivery's own
 * and stays the same through every retry.
 */
import type { Clock } from '#lib/clock.ts';
import type { Outbound } from '#lib/outbound/index.ts';
import { Problem } from '#lib/problem.ts';
import type { Carrier, MachineEvent, Outcome } from '../carrier.ts';
import { isOwnUrl } from '../chat/address.ts';
import { addressHash } from '../keys.ts';
import { signWebhook } from './signature.ts';

const TIMEOUT_MS = 15_000;
/** Two to one receiver, so that one slow answer does not hold up its next message, and a few hundred in all. */
const LIMITS = { inFlight: 256, perEndpoint: 2, timeoutMs: TIMEOUT_MS };
const ANSWER_BYTES = 4_096;
/** How much of an answer is kept as evidence. */
const KEPT = 300;

export const webhookIdOf = (delivery: { key: string }) => `msg_${delivery.key.slice(0, 40)}`;

export function createWebhookCarrier({ outbound, clock }: { outbound: Outbound; clock: Clock }): Carrier {
  return {
    name: 'webhook',
    title: 'Webhook',
    summary: 'Calls an address of your readers’ own programs, signed as Standard Webhooks 1.0.',
    receiptMeaning: 'The receiver answered 2xx.',
    audience: 'staff',
    address: {
      label: 'Address',
      help: 'Where to POST, with https. Answers of 2xx within 15 seconds count; redirects are not followed.',
      example: 'https://hooks.example.com/candor',
      secret: true,
      own: isOwnUrl,
      parse(text) {
        try {
          return { address: outbound.checkUrl(text.trim()).href };
        } catch (error) {
          return { fault: (error as Error).message };
        }
      },
    },
    forms: ['event'],
    limits: LIMITS,
    endpointOf: (address) => addressHash('webhook', address).slice(0, 16),
    endpoints: 'address',
    providers: [],
    show: ({ event }) => ({
      texts: [],
      payload: event.bare ? event.data : { type: event.type, data: event.data },
    }),
    async send(delivery, { event }, signal) {
      const id = webhookIdOf(delivery);
      // The payload is the same at every attempt; only the signature's time moves, so that a receiver can refuse old ones.
      const body = event.bare
        ? bareBody(event.data, delivery.unsubscribeUrl)
        : bodyOf(event, delivery.createdAt);
      const seconds = Math.floor(clock.nowMs() / 1_000);
      const signature = delivery.secret ? signWebhook(delivery.secret, id, seconds, body) : null;
      if (delivery.secret && !signature)
        return { outcome: 'never', error: 'The secret has to look like whsec_….' };
      try {
        const answer = await outbound.request(delivery.address, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'user-agent': 'Candor-Webhooks/1.0',
            'webhook-id': id,
            'webhook-timestamp': String(seconds),
            ...(signature ? { 'webhook-signature': signature } : {}),
            // As in letters (RFC 8058): whoever posts there has left.
            ...(delivery.unsubscribeUrl ? { 'list-unsubscribe': `<${delivery.unsubscribeUrl}>` } : {}),
          },
          body,
          timeoutMs: TIMEOUT_MS,
          maxBytes: ANSWER_BYTES,
          signal,
        });
        return verdictOf(answer, clock.now(), id);
      } catch (error) {
        // An address that policy refuses today is refused tomorrow; a name may resolve to something else by then.
        if (error instanceof Problem && isLiteral(delivery.address, outbound))
          return { outcome: 'never', error: error.message };
        return { outcome: 'later', error: (error as Error).message || 'The receiver cannot be reached.' };
      }
    },
  };
}

/** Made once for all endpoints of a message, whose event is the same object for all of them. */
const bodies = new WeakMap<MachineEvent, { at: string; body: string }>();
function bodyOf(event: MachineEvent, at: string): string {
  const known = bodies.get(event);
  if (known?.at === at) return known.body;
  const body = JSON.stringify({ type: event.type, timestamp: at, data: event.data });
  bodies.set(event, { at, body });
  return body;
}

/** Quotes within a text are escaped in JSON, so only a whole value can look like this. */
const bareBody = (data: Record<string, unknown>, unsubscribeUrl: string | null): string =>
  JSON.stringify(data).replaceAll('"{{unsubscribeUrl}}"', () => JSON.stringify(unsubscribeUrl));

function verdictOf(
  answer: { status: number; body: Buffer; retryAfterMs?: number },
  at: string,
  id: string,
): Outcome {
  const { status, retryAfterMs } = answer;
  if (status >= 200 && status < 300) {
    const body = answer.body.toString('utf8').slice(0, KEPT);
    return { outcome: 'accepted', receipt: { status, body, webhookId: id, at } };
  }
  if (status === 410)
    return { outcome: 'never', error: 'The receiver answered 410: it wants nothing more.', suppress: true };
  const error =
    status >= 300 && status < 400
      ? `The receiver answered ${status}; redirects are not followed.`
      : `The receiver answered ${status}.`;
  return { outcome: 'later', error, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

function isLiteral(address: string, outbound: Outbound): boolean {
  try {
    outbound.checkUrl(address);
    return false;
  } catch {
    return true;
  }
}
