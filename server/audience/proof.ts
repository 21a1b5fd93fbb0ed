/** Everything that is known about one subscriber, in one document: for themselves, and for whoever has to answer for it. */
import type { ConsentEntry } from '@candor/protocol/audience.ts';
import type { SubscriberRow } from './reading.ts';

type Given<Sent> = {
  subscribers: { consent(id: string): Promise<ConsentEntry[]> };
  ledger: { proof(recipientId: string, page: { after?: string; limit: number }): Promise<Sent[]> };
};

const PAGE = 500;
/** Ten years with an outage a day. */
const MOST = 10_000;

export async function knownAbout<Sent extends { id: string }>(
  subscriber: SubscriberRow,
  { subscribers, ledger }: Given<Sent>,
) {
  const { secret: _, ...known } = subscriber;
  const sent: Sent[] = [];
  for (let more = true; more && sent.length < MOST; ) {
    const after = sent.at(-1)?.id;
    const page = await ledger.proof(subscriber.id, { limit: PAGE, ...(after ? { after } : {}) });
    sent.push(...page);
    more = page.length === PAGE;
  }
  return { subscription: known, consent: await subscribers.consent(subscriber.id), sent };
}
