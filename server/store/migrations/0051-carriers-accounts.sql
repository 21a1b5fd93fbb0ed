-- Accounts: with which settings a carrier's messages leave. Several of one carrier are tried in their order.
create table carriers_account (
  id text primary key,
  carrier text not null,
  provider text not null,
  name text not null,
  enabled boolean not null default true,
  position integer not null,
  settings jsonb not null,
  -- Sealed with a key in the data folder: { field: secret }.
  secrets text,
  -- In the address to which the provider reports what became of a message.
  callback_token text not null unique,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index carriers_account_carrier on carriers_account (carrier, position);
