/**
 * AUDIENCE: the people outside. Subscribers with their consent, customers with their contracts. Personal data stays
 * here and in the delivery ledger; facts hold ids only. It records no facts and decides nothing about incidents.
 */
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import type { Store } from '#store';
import { type Customers, createCustomers } from './customers.ts';
import { createMailDomains, type MailDomains } from './mail-domains.ts';
import { createOldLinks, type OldLinks } from './old-links/links.ts';
import { createSubscribers, type Subscribers } from './subscribers.ts';
import { createLinkTokens, type LinkTokens } from './tokens.ts';
import { createSubscriberTransfer, type SubscriberTransfer } from './transfer.ts';

export { confirmation } from './letters.ts';
export type { SubscriberRow } from './subscribers.ts';
export { openLinkKey } from './tokens.ts';
export { addressKey, type Coming, type SubscriberTransfer } from './transfer.ts';

export type Audience = {
  subscribers: Subscribers;
  customers: Customers;
  links: LinkTokens;
  oldLinks: OldLinks;
  transfer: SubscriberTransfer;
  mailDomains: MailDomains;
};

export function createAudience(deps: { store: Store; clock: Clock; ids: Ids; linkKey: Buffer }): Audience {
  const oldLinks = createOldLinks(deps);
  return {
    subscribers: createSubscribers(deps),
    customers: createCustomers(deps),
    links: createLinkTokens(deps.linkKey),
    oldLinks,
    transfer: createSubscriberTransfer({ ...deps, oldLinks }),
    mailDomains: createMailDomains(deps),
  };
}
