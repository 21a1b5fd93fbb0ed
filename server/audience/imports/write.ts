/**
 * Writing a batch of a list: one statement looks who is here, who left and who asked to be forgotten, adds the rest,
 * and leaves the trail of their consent. Who is here already keeps their own wishes.
 */
import { sql } from 'kysely';
import type { Ids } from '#lib/id.ts';
import type { Tx } from '#store';
import type { Coming } from './rows.ts';

export type Written = { added: number; known: number; gone: number; repeated: number };

/** Remembers, within the transaction, which addresses of this list have been. */
export async function openList(tx: Tx): Promise<void> {
  await sql`create temporary table audience_coming (carrier text, address_hash text, primary key (carrier, address_hash)) on commit drop`.execute(
    tx,
  );
  // The statistics know nothing of what this transaction adds, so the planner is told: look up by index, join by hash.
  await sql`set local enable_seqscan = off`.execute(tx);
  await sql`set local enable_bitmapscan = off`.execute(tx);
  await sql`set local enable_nestloop = off`.execute(tx);
}

export async function writeBatch(
  tx: Tx,
  coming: readonly Coming[],
  { ids, now, source, plan }: { ids: Ids; now: string; source: string; plan: boolean },
): Promise<Written> {
  // Of rows with one address the first counts.
  const byAddress = new Map(coming.toReversed().map((one) => [`${one.carrier} ${one.address_hash}`, one]));
  const rows = [...byAddress.values()].map(({ wishes, oldLinks: _, ...row }) => ({
    ...row,
    ...wishes,
    id: plan ? '' : ids.next('sub'),
    trail: plan ? '' : ids.next('cns'),
  }));
  const { rows: counted } = await sql<{ fresh: string; added: string; known: string; gone: string }>`
    with r as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (
        id text, trail text, carrier text, address text, address_hash text, state text, created_at timestamptz,
        confirmed_at timestamptz, consent text, locale text, "timeZone" text, "componentIds" jsonb, "groupIds" jsonb,
        "leastSeverity" smallint, "wantsIncidents" boolean, "wantsMaintenance" boolean, "everyNote" boolean,
        "quietFrom" text, "quietUntil" text, "quietExceptCritical" boolean, digest text, plan text, segment text,
        region text, "customerId" text
      )
    ), fresh as (
      insert into audience_coming select carrier, address_hash from r on conflict do nothing
      returning carrier, address_hash
    ), looked as (
      select r.*, s.state as here, f.was is not null as forgotten
      from fresh join r using (carrier, address_hash)
      left join lateral (
        select state from audience_subscriber
        where address_hash = r.address_hash and carrier = r.carrier limit 1
      ) s on true
      left join lateral (
        select true as was from audience_forgotten
        where address_hash = r.address_hash and carrier = r.carrier limit 1
      ) f on true
    ), made as (
      insert into audience_subscriber (
        id, carrier, address, address_hash, state, locale, time_zone, component_ids, group_ids, least_severity,
        wants_incidents, wants_maintenance, every_note, quiet_from, quiet_until, quiet_except_critical, digest, plan,
        segment, region, customer_id, secret, source, created_at, confirmed_at, ended_at, ended_why
      )
      select id, carrier, address, address_hash, state, locale, "timeZone", nullif("componentIds", 'null'),
        nullif("groupIds", 'null'), "leastSeverity", "wantsIncidents", "wantsMaintenance",
        coalesce("everyNote", carrier = 'webhook'), "quietFrom", "quietUntil", "quietExceptCritical", digest, plan,
        segment, region, "customerId",
        case when carrier = 'webhook' then 'whsec_' || encode(sha256(gen_random_uuid()::text::bytea || gen_random_uuid()::text::bytea), 'base64') end,
        ${source}::text, created_at, coalesce(confirmed_at, ${now}::timestamptz),
        case when state <> 'active' then ${now}::timestamptz end,
        case when state <> 'active' then 'ended before the import' end
      from looked where here is null and not forgotten and not ${plan}::boolean
      on conflict do nothing
      returning id
    ), trail as (
      insert into audience_consent (id, subscriber_id, at, what, source, detail)
      select looked.trail, made.id, ${now}::timestamptz, 'imported', ${source}::text,
        jsonb_build_object('consentSource', looked.consent, 'consentAt', looked.confirmed_at)
      from made join looked using (id)
    )
    select (select count(*) from fresh) as fresh,
      count(*) filter (where here is null and not forgotten) as added,
      count(*) filter (where here in ('active', 'pending')) as known,
      count(*) filter (where forgotten or here in ('unsubscribed', 'suppressed')) as gone
    from looked`.execute(tx);
  const { fresh, added, known, gone } = counted[0]!;
  return {
    added: Number(added),
    known: Number(known),
    gone: Number(gone),
    repeated: coming.length - Number(fresh),
  };
}

/** Whose links these are that mails of the page before carry, also of those who were here already. */
export async function ownersOf(
  tx: Tx,
  coming: readonly Coming[],
): Promise<{ subscriberId: string; link: string }[]> {
  const linked = coming.filter(({ oldLinks }) => oldLinks.length > 0);
  if (linked.length === 0) return [];
  const hashes = sql.join(linked.map(({ address_hash }) => address_hash));
  const { rows } = await sql<{ id: string; carrier: string; hash: string }>`
    select id, carrier, address_hash as hash from audience_subscriber where address_hash in (${hashes})`.execute(
    tx,
  );
  const ids = new Map(rows.map(({ id, carrier, hash }) => [`${carrier} ${hash}`, id]));
  return linked.flatMap(({ carrier, address_hash, oldLinks }) => {
    const subscriberId = ids.get(`${carrier} ${address_hash}`);
    return subscriberId === undefined ? [] : oldLinks.map((link) => ({ subscriberId, link }));
  });
}
