/** Everything that is known about one subscriber, in one document: for themselves, and for whoever has to answer for it. */
import type { ConsentEntry } from '@candor/protocol/audience.ts';
import type { Delivery } from '@candor/protocol/carriers.ts';
import type { SubscriberRow } from './reading.ts';

type Given = {
  subscribers: { consent(id: string): Promise<ConsentEntry[]> };
  ledger: {
    list(which: { recipientId: string; after?: string; limit: number }): Promise<{
      items: Delivery[];
      next: string | null;
    }>;
  };
};

const PAGE = 500;
/** Ten years of an outage a day. */
const MOST = 10_000;

export async function knownAbout(subscriber: SubscriberRow, { subscribers, ledger }: Given) {
  const { secret: _, ...known } = subscriber;
  const deliveries: object[] = [];
  for (let after: string | null = ''; after !== null && deliveries.length < MOST; ) {
    const { items, next }: Awaited<ReturnType<Given['ledger']['list']>> = await ledger.list({
      recipientId: subscriber.id,
      limit: PAGE,
      ...(after ? { after } : {}),
    });
    deliveries.push(...items.map(({ address: __, recipientId: ___, ...delivery }) => delivery));
    after = next;
  }
  return { subscription: known, consent: await subscribers.consent(subscriber.id), deliveries };
}
