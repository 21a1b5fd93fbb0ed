-- A subscriber is whoever is told, by whatever carrier: a reader's mailbox, a room of a chat, the house's own account
-- at a network. What each of them wants to hear, and when.
alter table audience_subscriber drop constraint audience_subscriber_carrier_check;
alter table audience_subscriber
  -- As lib/address-hash.ts makes it, so that the ledger can plan by one statement.
  add column address_hash text,
  -- Whole groups, also for components that join them later. Null, with component_ids null: everything.
  add column group_ids jsonb,
  -- Only these incidents, for readers who followed one.
  add column incident_ids jsonb,
  -- The least severe that is told: 1 tells critical ones only, 4 tells all.
  add column least_severity smallint not null default 4 check (least_severity between 1 and 4),
  add column wants_incidents boolean not null default true,
  add column wants_maintenance boolean not null default true,
  -- Wall times in the subscriber's zone, HH:MM; both or none.
  add column quiet_from text,
  add column quiet_until text,
  -- Consent to be woken for severity 1.
  add column quiet_except_critical boolean not null default true,
  -- For the calm: what does not concern the reader's own components comes together.
  add column digest text not null default 'instant' check (digest in ('instant', 'hourly', 'daily')),
  add column plan text,
  add column segment text,
  add column region text,
  -- Since when nothing is sent because the endpoint fails, and by which rule.
  add column quarantined_at timestamptz,
  add column quarantined_why text;
update audience_subscriber set address_hash = encode(
  sha256(convert_to('["' || carrier || '",' || to_json(lower(trim(address)))::text || ']', 'UTF8')), 'hex');
