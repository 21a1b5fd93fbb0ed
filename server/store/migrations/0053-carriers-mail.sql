-- What came back about mail, counted by the hour for each way out, so that rates are known without reading the ledger.
create table carriers_mail_report (
  -- Of an account, or `settings`.
  way text not null,
  -- As echoes name it; `dead` beside `bounced` for those after which the address gets nothing more.
  event text not null,
  hour timestamptz not null,
  count integer not null,
  primary key (way, event, hour)
);
-- Mail of the last days, for volumes and rates; small, because rows are written in the order of time.
create index carriers_delivery_created on carriers_delivery using brin (created_at);

-- Test letters to mailboxes of the operator's own, and where they landed.
create table carriers_seed (
  id text primary key,
  test_id text not null,
  address text not null,
  -- inbox, spam, elsewhere, missing; null while nobody said.
  landed text check (landed in ('inbox', 'spam', 'elsewhere', 'missing')),
  -- What the receiver found, out of the header that somebody pasted.
  seen jsonb,
  created_at timestamptz not null,
  reported_at timestamptz
);
create index carriers_seed_test on carriers_seed (test_id);
