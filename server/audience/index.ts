/**
 * AUDIENCE: the people outside. Subscribers with their consent, customers with their contracts. Personal data stays
 * here and in the delivery ledger; facts hold ids only. It records no facts and decides nothing about incidents.
 */
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import type { Store } from '#store';
import { type Ask, createAsk } from './asking.ts';
import { type Codes, createCodes } from './codes.ts';
import { createConsents } from './consent.ts';
import { type Customers, createCustomers } from './customers.ts';
import { createOldLinks, type OldLinks } from './old-links/links.ts';
import { createSubscribers, type Subscribers } from './subscribers.ts';
import { createLinkTokens, type LinkTokens } from './tokens.ts';
import { createSubscriberTransfer, type SubscriberTransfer } from './transfer.ts';

export type { SubscriberRow } from './reading.ts';
export { openLinkKey } from './tokens.ts';
export { addressKey, type Coming, type SubscriberTransfer } from './transfer.ts';

export type Audience = {
  subscribers: Subscribers;
  customers: Customers;
  links: LinkTokens;
  codes: Codes;
  /** Writes the question whether somebody wants to be told. */
  ask: Ask;
  oldLinks: OldLinks;
  transfer: SubscriberTransfer;
};

export function createAudience(deps: { store: Store; clock: Clock; ids: Ids; linkKey: Buffer }): Audience {
  const oldLinks = createOldLinks(deps);
  const consents = createConsents(deps);
  const links = createLinkTokens(deps.linkKey);
  const codes = createCodes({ ...deps, key: deps.linkKey });
  return {
    subscribers: createSubscribers({ ...deps, consents }),
    customers: createCustomers(deps),
    links,
    codes,
    ask: createAsk({ ...deps, codes, links }),
    oldLinks,
    transfer: createSubscriberTransfer({ ...deps, oldLinks, consents }),
  };
}
