-- A row of the ledger is wide and has many indexes, so it is written twice and no more: when it is planned, and when it
-- ends. Who waits for a turn, and who is under way, is kept beside it in narrow rows that come and go. A delivery is open
-- exactly as long as it has one of the two; both are locked before the wide row is, and in this order.
create table carriers_turn (
  -- Of the delivery, like all but the last two columns.
  id text primary key,
  shard smallint not null,
  carrier text not null,
  urgent boolean not null,
  lane smallint not null,
  endpoint text not null,
  follows boolean not null,
  -- It waits for a time: for another try, or for the end of a reader's night.
  again boolean not null,
  next_at timestamptz not null
) with (autovacuum_vacuum_scale_factor = 0.1, autovacuum_analyze_scale_factor = 0.2);

create sequence carriers_fence as integer cycle;
create table carriers_lease (
  id text primary key,
  shard smallint not null,
  carrier text not null,
  owner text not null,
  until timestamptz not null,
  -- No two leases have the same: whoever holds an older one can no longer settle the delivery as failed.
  fence integer not null default nextval('carriers_fence'),
  again boolean not null,
  next_at timestamptz not null
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.1, autovacuum_analyze_scale_factor = 0.2);

drop index carriers_delivery_fresh;
drop index carriers_delivery_again;
drop index carriers_delivery_leased;
drop index carriers_delivery_trouble;
drop index carriers_delivery_receipt;

-- Whoever held it has ended, or this schema would not be changed.
update carriers_delivery
set state = 'deferred', next_at = now(),
  last_error = 'The process that was sending this ended; it is sent again under the same id.'
where state = 'leased';
insert into carriers_turn (id, shard, carrier, urgent, lane, endpoint, follows, again, next_at)
select id, shard, carrier, urgent, lane, endpoint, follows, state = 'deferred', next_at
from carriers_delivery where state in ('planned', 'deferred');

-- What was never tried leaves by lane; what waits for a time leaves by time.
create index carriers_turn_fresh on carriers_turn (carrier, urgent desc, lane, id) where not again;
create index carriers_turn_again on carriers_turn (carrier, urgent desc, next_at, id) where again;

-- An end changes nothing that is indexed, so that it is written in place, where the page has room for it.
alter table carriers_delivery
  drop column next_at,
  drop column lease_owner,
  drop column lease_until,
  drop column fence,
  drop constraint carriers_delivery_state_check,
  add constraint carriers_delivery_state_check
    check (state in ('planned', 'deferred', 'accepted', 'failed', 'suppressed', 'superseded')),
  add column trouble boolean not null generated always as (state in ('deferred', 'failed')) stored,
  -- The receiver's own name for the message, where it gave one.
  add column receipt_id text generated always as (receipt ->> 'id') stored;
alter table carriers_delivery set (fillfactor = 70);
create index carriers_delivery_trouble on carriers_delivery (message_id, carrier, id) where trouble;
create index carriers_delivery_receipt on carriers_delivery (receipt_id) where receipt_id is not null;
