/**
 * Asking: whoever wants to be told is written to once, by the way that their kind of address can answer. The letter is
 * planned in the transaction of its code; that it was asked for is in the subscriber's row before.
 */
import type { Store, Tx } from '#store';
import { asIf } from './as-if.ts';
import type { Codes } from './codes.ts';
import type { Customers } from './customers.ts';
import { codeMessage, confirmation, confirmedBy, quarantineNotice } from './letters.ts';
import type { SubscriberRow } from './reading.ts';
import type { SignedUp, Subscribers } from './subscribers.ts';
import type { LinkTokens } from './tokens.ts';

type Draft = ReturnType<typeof confirmation>;

export type Ask = (
  subscriber: SubscriberRow & Partial<SignedUp>,
  how: {
    pageName: string;
    publicUrl: string;
    /** An incident that somebody who is subscribed already wants to follow. */
    follow?: string | null;
    plan: (tx: Tx, draft: Draft) => Promise<unknown>;
  },
) => Promise<void>;

export const createAsk =
  ({ store, codes, links }: { store: Store; codes: Codes; links: LinkTokens }): Ask =>
  async (subscriber, { pageName, publicUrl, follow, plan }) => {
    const { id, carrier, state, asks = true } = subscriber;
    const byCode = confirmedBy(carrier) === 'code';
    await store.transaction(async (tx) => {
      const draft = async () => {
        if (byCode) return codeMessage(subscriber, pageName, await codes.make(tx, id));
        const path =
          state === 'active'
            ? `${links.make('manage', id)}${follow ? `?follow=${follow}` : ''}`
            : `${links.make('confirm', id)}/confirm`;
        return confirmation(subscriber, pageName, `${publicUrl}/subscribers/${path}`);
      };
      const write = async () => plan(tx, await draft());
      // Who is told by phone already finds their wishes in every message; one more would only cost.
      if (asks && !(byCode && state === 'active')) await write();
      else await asIf(tx, write);
    });
  };

export type Quarantine = (
  tx: Tx,
  dead: { recipientId: string; rule: string },
  how: { pageName: string; publicUrl: string; plan: (tx: Tx, draft: Draft) => Promise<unknown> },
) => Promise<void>;

/** Stops what is sent to a dead endpoint, and tells the customer whose endpoint it is, where they have a mailbox. */
export const createQuarantine =
  ({
    subscribers,
    customers,
    links,
  }: {
    subscribers: Pick<Subscribers, 'quarantine'>;
    customers: Pick<Customers, 'list'>;
    links: LinkTokens;
  }): Quarantine =>
  async (tx, { recipientId, rule }, { pageName, publicUrl, plan }) => {
    const stopped = await subscribers.quarantine(recipientId, rule, tx);
    if (!stopped?.customerId) return;
    const owner = (await customers.list(tx)).find(({ id }) => id === stopped.customerId);
    if (!owner?.email || (stopped.carrier === 'email' && owner.email === stopped.address)) return;
    const link = `${publicUrl}/subscribers/${links.make('manage', stopped.id)}`;
    await plan(
      tx,
      quarantineNotice({ ...owner, email: owner.email }, stopped.id, { page: pageName, rule, link }),
    );
  };
