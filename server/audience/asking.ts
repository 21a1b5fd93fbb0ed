/**
 * Asking: whoever wants to be told is written to once, by the way that their kind of address can answer. The letter is
 * planned in the transaction of its code; that it was asked for is in the subscriber's row before.
 */
import type { Store, Tx } from '#store';
import type { Codes } from './codes.ts';
import { codeMessage, confirmation, confirmedBy } from './letters.ts';
import type { SubscriberRow } from './reading.ts';
import type { LinkTokens } from './tokens.ts';

type Draft = ReturnType<typeof confirmation>;

export type Ask = (
  subscriber: SubscriberRow,
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
    const { id, carrier, state } = subscriber;
    const way = confirmedBy(carrier);
    await store.transaction(async (tx) => {
      if (way === 'code') {
        // Who is told by phone already finds their wishes in every message; one more would only cost.
        if (state === 'pending') await plan(tx, codeMessage(subscriber, pageName, await codes.make(tx, id)));
      } else if (way === 'link') {
        const path =
          state === 'active'
            ? `${links.make('manage', id)}${follow ? `?follow=${follow}` : ''}`
            : `${links.make('confirm', id)}/confirm`;
        await plan(tx, confirmation(subscriber, pageName, `${publicUrl}/subscribers/${path}`));
      }
    });
  };
