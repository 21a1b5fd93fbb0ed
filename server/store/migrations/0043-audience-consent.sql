-- How each subscription came about and what became of it: a row per change, never an address of a machine.
create table audience_consent (
  id text primary key,
  subscriber_id text not null references audience_subscriber (id) on delete cascade,
  at timestamptz not null,
  what text not null,
  -- Where it was said: the page's form and its version, an import, who of the staff.
  source text not null,
  detail jsonb not null default '{}'
);
create index audience_consent_subscriber on audience_consent (subscriber_id, id);

-- Codes that were sent to phones: a keyed hash, how often it was tried, and until when it holds.
create table audience_code (
  subscriber_id text primary key references audience_subscriber (id) on delete cascade,
  code_hash text not null,
  tries integer not null default 0,
  expires_at timestamptz not null
);

-- Whoever asked to be forgotten: a hash alone, so that no import and no member of the staff brings them back.
create table audience_forgotten (
  carrier text not null,
  address_hash text not null,
  at timestamptz not null,
  primary key (carrier, address_hash)
);

create table audience_import (
  id text primary key,
  state text not null check (state in ('reading', 'writing', 'planned', 'done', 'failed')),
  -- Which process carries it out, so that what another process left behind is known.
  owner text not null,
  by text not null,
  options jsonb not null,
  counts jsonb not null,
  -- The first broken rows: [{ line, column, why }].
  faults jsonb not null default '[]',
  error text,
  created_at timestamptz not null,
  ended_at timestamptz
);

alter table audience_subscriber
  -- Nothing is sent before this instant: the subscriber asked for a rest.
  add column paused_until timestamptz;
-- Letters that asked somebody lately, for the limits that keep the form from being used against mailboxes.
create index audience_subscriber_asked on audience_subscriber (confirm_sent_at) where confirm_sent_at is not null;
create index audience_subscriber_hash on audience_subscriber (address_hash, carrier);
create index audience_subscriber_quarantined on audience_subscriber (id) where quarantined_at is not null;
