/** What the carriers of the networks of posts have in common: the house's own account, one thread for each incident. */

import { measureBy, type Rule } from '#lib/measure/posts.ts';
import type { AddressRule, Carrier, Content, Outgoing, Provider } from '../carrier.ts';
import { blocksOf } from './blocks.ts';
import { fit } from './fit.ts';

/** One post at a time and account, so that a thread has its order; several accounts beside each other. */
const LIMITS = { inFlight: 4, perEndpoint: 1, timeoutMs: 60_000 };

export const postOf = ({ form }: Content, rule: Rule): string => fit(blocksOf(form), rule.fits);

/** The post that the next one of this incident answers, by the id that its receipt kept. */
export const answered = ({ thread }: Outgoing): { first: string; last: string } | null =>
  thread?.first.id && thread.last.id ? { first: thread.first.id, last: thread.last.id } : null;

/** The language of a text, as BCP 47 without more than networks take. */
export const languageOf = ({ locale }: Outgoing): string => locale.split('-')[0]!.toLowerCase() || 'en';

export const postCarrier = ({
  rule,
  ...own
}: {
  name: string;
  title: string;
  summary: string;
  receiptMeaning: string;
  address: AddressRule;
  rule: Rule;
  providers: readonly Provider[];
}): Carrier => ({
  ...own,
  audience: 'house',
  forms: ['parts', 'short', 'text'],
  limits: LIMITS,
  threads: true,
  endpointOf: (address) => address.toLowerCase(),
  show(content) {
    const text = postOf(content, rule);
    return { texts: [{ text, measure: measureBy(rule, text) }] };
  },
});
