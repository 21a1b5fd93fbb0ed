/** One attempt at one delivery: its words, its thread, its time limit, and whatever the carrier answers. Writes nothing. */
import type { Clock } from '#lib/clock.ts';
import type { Log } from '#lib/log.ts';
import { type Carrier, type Content, contentFor, type Outcome, type Send } from './carrier.ts';
import { readable } from './json.ts';
import type { Leased } from './leased.ts';
import type { Leases } from './leases.ts';

/** A carrier with its ways out. */
export type Sender = Pick<Carrier, 'name' | 'limits' | 'threads'> & { send: Send };

export type Attempt = Outcome;

const CACHED_MESSAGES = 64;

export function createAttempts({
  carrier,
  clock,
  log,
  leases,
  persist,
}: {
  carrier: Sender;
  clock: Clock;
  log: Log;
  leases: Leases;
  persist: <T>(ask: () => Promise<T>) => Promise<T>;
}) {
  const { timeoutMs } = carrier.limits;
  const messages = new Map<string, ReturnType<Leases['content']>>();

  function messageOf({ messageId }: Leased) {
    const known = messages.get(messageId);
    if (known) return known;
    const asked = leases.content(messageId);
    messages.set(messageId, asked);
    asked.catch(() => messages.delete(messageId));
    if (messages.size > CACHED_MESSAGES) messages.delete(messages.keys().next().value!);
    return asked;
  }

  async function contentOf(delivery: Leased): Promise<Content | null> {
    const content = await messageOf(delivery);
    const { locale, timeZone } = delivery.outgoing;
    return content && contentFor(content, { locale, timeZone, segment: delivery.segment });
  }

  /** `cut`: the house closed before there was an answer. */
  async function attempt(delivery: Leased, abort: AbortController): Promise<Attempt | 'cut'> {
    const content = await persist(() => contentOf(delivery));
    if (!content) return { outcome: 'never', error: 'The message has no text.' };
    let isLate = false;
    const cancel = clock.at(clock.nowMs() + timeoutMs, () => {
      isLate = true;
      abort.abort(new Error(`There was no complete answer within ${timeoutMs / 1_000} s.`));
    });
    let outcome: Outcome;
    try {
      const { recipientId, incidentId } = delivery.outgoing;
      const outgoing =
        carrier.threads && incidentId
          ? { ...delivery.outgoing, thread: await leases.thread(carrier.name, recipientId, incidentId) }
          : delivery.outgoing;
      outcome = await carrier.send(outgoing, content, abort.signal);
    } catch (error) {
      // A carrier that throws has a mistake in it; the message is not lost for that.
      log.error(
        { err: error, carrier: carrier.name, delivery: delivery.id },
        'a carrier failed unexpectedly',
      );
      outcome = { outcome: 'later', error: (error as Error).message };
    } finally {
      cancel();
    }
    if (outcome.outcome === 'accepted') return outcome;
    if (outcome.outcome === 'later' && abort.signal.aborted && !isLate) return 'cut';
    return { ...outcome, error: oneLine(outcome.error) };
  }

  return {
    attempt,
    /** Has their words at hand, so that they leave in their turn and not in the order in which words are found. */
    async ready(deliveries: readonly Leased[]): Promise<void> {
      const first = new Map(deliveries.map((delivery) => [delivery.messageId, delivery]));
      await Promise.allSettled([...first.values()].map(messageOf));
    },
  };
}

const oneLine = (text: string) =>
  readable(text)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 500);
