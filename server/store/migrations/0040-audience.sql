-- The people outside: subscribers who asked to be told, and customers who have a contract. Personal data lives here
-- and in the delivery ledger, and nowhere else.
create table audience_subscriber (
  id text primary key,
  carrier text not null check (carrier in ('email', 'webhook')),
  address text not null,
  state text not null check (state in ('pending', 'active', 'unsubscribed', 'suppressed')),
  locale text not null,
  time_zone text not null,
  -- Null means every component.
  component_ids jsonb,
  -- Whether "no change" notes are sent too; the page and the feeds carry them always.
  every_note boolean not null default false,
  customer_id text,
  secret text,
  source text not null,
  created_at timestamptz not null,
  confirm_sent_at timestamptz,
  confirmed_at timestamptz,
  ended_at timestamptz,
  ended_why text
);
create unique index audience_subscriber_address on audience_subscriber (carrier, lower(address));
create index audience_subscriber_state on audience_subscriber (state, id);

create table audience_customer (
  id text primary key,
  external_id text not null unique,
  name text not null,
  email text,
  plan text,
  segment text,
  locale text not null default 'en',
  time_zone text not null default 'UTC',
  fee_minor bigint not null default 0 check (fee_minor >= 0),
  currency text not null default 'EUR',
  started_on date,
  ended_on date,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
