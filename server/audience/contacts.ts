/**
 * By which mailboxes, and by which other ways, a customer is reached in a matter of their own, such as a credit: confirmed subscribers who belong to
 * the customer or have the customer's own address, and that address itself where nobody subscribed it. Whoever ended a
 * subscription or asked to be forgotten is not written to. Reads only.
 */
import type { RecipientKind } from '@candor/protocol/carriers.ts';
import { sql } from 'kysely';
import type { Tx } from '#store';
import { type Night, quietUntilMs } from './quiet.ts';

export type Contact = {
  customerId: string;
  recipientId: string;
  recipientKind: Extract<RecipientKind, 'subscriber' | 'endpoint'>;
  address: string;
  locale: string;
  timeZone: string;
  /** They asked for a rest until then. */
  notBefore: string | null;
};

/** Each mailbox once per customer. A subscriber of another customer is not taken for one by an address alone. */
export async function contactsOf(tx: Tx, customerIds: readonly string[]): Promise<Contact[]> {
  if (customerIds.length === 0) return [];
  const { rows } = await sql<Contact>`
    with wanted as (
      select id, lower(email) as email, email as written, locale, time_zone from audience_customer
      where id = any(${[...customerIds]}::text[])
    ),
    people as (
      select w.id as customer_id, s.id as recipient_id, s.address, s.locale, s.time_zone, s.paused_until, s.state,
        s.quarantined_at, lower(s.address) = w.email as owns
      from wanted w
      join audience_subscriber s on s.carrier = 'email'
        and (s.customer_id = w.id or (s.customer_id is null and lower(s.address) = w.email))
    )
    select customer_id, recipient_id, 'subscriber' as recipient_kind, address, locale, time_zone,
      paused_until as not_before
    from people where state = 'active' and quarantined_at is null
    union all
    select w.id, w.id, 'endpoint', w.written, w.locale, w.time_zone, null
    from wanted w
    where w.email is not null
      and not exists (select 1 from people p where p.customer_id = w.id and p.owns and p.state <> 'pending')
      and not exists (
        select 1 from audience_subscriber s
        where s.carrier = 'email' and lower(s.address) = w.email and s.state in ('unsubscribed', 'suppressed'))
      and not exists (
        select 1 from audience_forgotten f
        where f.carrier = 'email' and f.address_hash = encode(sha256(convert_to(
          '["email",' || to_json(lower(trim(w.written)))::text || ']', 'UTF8')), 'hex'))
    order by 1, 2`.execute(tx);
  return rows;
}

/** One who belongs to a customer, and is reached by something else than mail. */
export type OtherContact = Omit<Contact, 'recipientKind'> & {
  recipientKind: 'subscriber';
  carrier: string;
  secret: string | null;
};

/** `notBefore` is the end of their rest, and of the night in which that ends. */
export async function otherContactsOf(
  tx: Tx,
  customerIds: readonly string[],
  { carriers, nowMs }: { carriers: readonly string[]; nowMs: number },
): Promise<OtherContact[]> {
  if (customerIds.length === 0 || carriers.length === 0) return [];
  const { rows } = await sql<OtherContact & Night>`
    select s.customer_id, s.id as recipient_id, 'subscriber' as recipient_kind, s.carrier, s.address, s.locale, s.time_zone,
      s.secret, s.paused_until as not_before, s.quiet_from, s.quiet_until
    from audience_subscriber s
    where s.customer_id = any(${[...customerIds]}::text[]) and s.carrier = any(${[...carriers]}::text[])
      and s.state = 'active' and s.quarantined_at is null
    order by 1, 2`.execute(tx);
  return rows.map(({ quietFrom, quietUntil, notBefore, ...to }) => {
    const fromMs = Math.max(nowMs, notBefore ? Date.parse(notBefore) : 0);
    const morning = quietUntilMs(fromMs, { timeZone: to.timeZone, quietFrom, quietUntil });
    return { ...to, notBefore: morning === null ? notBefore : new Date(morning).toISOString() };
  });
}
