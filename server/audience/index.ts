/**
 * AUDIENCE: the people outside. Subscribers with their consent, customers with their contracts. Personal data stays
 * here and in the delivery ledger; facts hold ids only. It records no facts and decides nothing about incidents.
 */
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import type { Store } from '#store';
import { type Ask, createAsk, createQuarantine, type Quarantine } from './asking.ts';
import { type Codes, createCodes } from './codes.ts';
import { createConsents } from './consent.ts';
import { type Customers, createCustomers } from './customers.ts';
import { createDigests, type Digests } from './digest.ts';
import { createExposures, type Exposures } from './exposure/exposure.ts';
import { createSignUpLimits, type SignUpLimits } from './limits.ts';
import { createMailDomains, type MailDomains } from './mail-domains.ts';
import { createOldLinks, type OldLinks } from './old-links/links.ts';
import { type Browsers, createBrowsers } from './push/browsers.ts';
import { createSelection, type Selection } from './selection.ts';
import { createSubscribers, type Subscribers } from './subscribers.ts';
import { createLinkTokens, type LinkTokens } from './tokens.ts';
import { createTraits, type TraitShelf } from './traits.ts';
import { createSubscriberTransfer, type SubscriberTransfer } from './transfer.ts';

export type { Contact, OtherContact } from './contacts.ts';
export type { DueDigest, Held } from './digest.ts';
export { formWords } from './form-words.ts';
export type { SubscriberRow } from './reading.ts';
export { type Judged, LANES, type Matter, type Selected, type TellingRules } from './selection.ts';
export { openLinkKey } from './tokens.ts';
export { addressKey, type Coming, type SubscriberTransfer } from './transfer.ts';

export type Audience = {
  subscribers: Subscribers;
  customers: Customers;
  /** Who is told of a matter, why, when and in which lane. */
  selection: Selection;
  exposure: Exposures;
  /** What is told later, together. */
  digests: Digests;
  /** What an audience may name. */
  traits: TraitShelf;
  links: LinkTokens;
  codes: Codes;
  /** Of signing up, so that nobody's mailbox is filled through us. */
  limits: SignUpLimits;
  /** Writes the question whether somebody wants to be told. */
  ask: Ask;
  /** What becomes of an endpoint that the ledger calls dead. */
  quarantine: Quarantine;
  oldLinks: OldLinks;
  browsers: Browsers;
  transfer: SubscriberTransfer;
  mailDomains: MailDomains;
};

export function createAudience(deps: { store: Store; clock: Clock; ids: Ids; linkKey: Buffer }): Audience {
  const oldLinks = createOldLinks(deps);
  const consents = createConsents(deps);
  const links = createLinkTokens(deps.linkKey);
  const codes = createCodes({ ...deps, key: deps.linkKey });
  const exposure = createExposures(deps);
  const subscribers = createSubscribers({ ...deps, consents });
  const customers = createCustomers(deps);
  return {
    subscribers,
    customers,
    selection: createSelection({ ...deps, exposures: exposure }),
    exposure,
    digests: createDigests(deps),
    traits: createTraits(deps),
    links,
    codes,
    limits: createSignUpLimits(deps),
    ask: createAsk({ ...deps, codes, links }),
    quarantine: createQuarantine({ subscribers, customers, links }),
    oldLinks,
    browsers: createBrowsers({ ...deps, consents }),
    transfer: createSubscriberTransfer({ ...deps, oldLinks, consents }),
    mailDomains: createMailDomains(deps),
  };
}
