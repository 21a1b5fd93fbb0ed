-- The ledger plans by one statement and moves in batches. Indexes are few, because a row is written three times
-- (planned, leased, settled) and each index is written as often.

-- By id alone and by key alone; the shard stays in both, so that the table can still be split by it.
alter table carriers_delivery drop constraint carriers_delivery_pkey;
alter table carriers_delivery add primary key (id, shard);
alter table carriers_delivery drop constraint carriers_delivery_shard_idempotency_key_key;
-- Half of the key tells two apart as well, in a third of the pages: this is the one index that is written all over.
create unique index carriers_delivery_key on carriers_delivery ((left(idempotency_key, 32)::uuid), shard);
drop index carriers_delivery_id;
-- The planner writes both sides in one transaction; a check of each of a million rows finds nothing.
alter table carriers_delivery drop constraint carriers_delivery_message_id_fkey;

-- Order per reader follows from recipient, incident and carrier; a hash of the three is not needed beside them.
drop index carriers_delivery_chain;
alter table carriers_delivery drop column chain;
drop index carriers_delivery_recipient;
create index carriers_delivery_recipient on carriers_delivery (recipient_id, incident_id);
-- An incident's and an update's messages are few, and known.
drop index carriers_delivery_incident;
drop index carriers_delivery_update;
create index carriers_delivery_message on carriers_delivery (message_id, id);
create index carriers_message_update on carriers_message (update_id) where update_id is not null;

alter table carriers_delivery
  -- Why this recipient is told, as the audience selected: shown in the proof for one person.
  add column why jsonb,
  -- When it was planned, an earlier word of the incident was still on its way: only then order has to be looked at.
  add column follows boolean not null default false;
update carriers_delivery set follows = true
where phase_rank is not null and state in ('planned', 'leased', 'deferred');

-- What was never tried leaves by lane; what waits for a time leaves by time. Two indexes, so that neither has to be
-- searched through the other.
drop index carriers_delivery_due;
create index carriers_delivery_fresh on carriers_delivery (carrier, urgent desc, lane, id)
  where state = 'planned';
create index carriers_delivery_again on carriers_delivery (carrier, urgent desc, next_at, id)
  where state = 'deferred';
drop index carriers_delivery_leased;
create index carriers_delivery_leased on carriers_delivery (carrier, lease_owner, lease_until)
  where state = 'leased';
-- What went wrong, for the reasons, the replay of many, and the counts of what waits for another try.
create index carriers_delivery_trouble on carriers_delivery (message_id, carrier, id)
  where state in ('deferred', 'failed');
-- Reports of providers come with their own id of the message, or (not by mail, which has our key in it) with an address
-- alone. Eight digits of its hash find it.
create index carriers_delivery_receipt on carriers_delivery ((receipt ->> 'id')) where receipt ? 'id';
create index carriers_delivery_address on carriers_delivery (left(address_hash, 8)) where carrier <> 'email';

-- Dead versions of rows that have left would slow the claims behind them.
alter table carriers_delivery set (autovacuum_vacuum_scale_factor = 0.1, autovacuum_analyze_scale_factor = 0.2);

-- How many of a message were planned and how they ended, as sums of changes: each statement that moves rows adds one
-- line, and lines are folded now and then. So progress never counts a million rows, and nobody waits for a counter.
create table carriers_tally (
  message_id text not null,
  carrier text not null,
  planned integer not null default 0,
  accepted integer not null default 0,
  failed integer not null default 0,
  suppressed integer not null default 0,
  superseded integer not null default 0
);
create index carriers_tally_message on carriers_tally (message_id);
insert into carriers_tally (message_id, carrier, planned, accepted, failed, suppressed, superseded)
select message_id, carrier, count(*), count(*) filter (where state = 'accepted'), count(*) filter (where state = 'failed'),
  count(*) filter (where state = 'suppressed'), count(*) filter (where state = 'superseded')
from carriers_delivery group by message_id, carrier;

-- The newest ordered message of an incident. Its row is locked while one is planned, so that order of planning is order
-- of committing; and it answers at once whether anything newer was said.
create table carriers_newest (
  incident_id text primary key,
  seq bigint not null
);
insert into carriers_newest (incident_id, seq)
select incident_id, max(seq) from carriers_message where incident_id is not null and phase_rank is not null
group by incident_id;

-- Since when somebody is to be told nothing more, for whoever is just about to send: kept for some minutes.
create table carriers_stop (
  at timestamptz not null
);
create index carriers_stop_at on carriers_stop (at);
