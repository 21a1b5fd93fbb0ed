-- Imports: a plan first, carried out once, with its report. The document holds addresses of subscribers, so it stays
-- only until it was carried out, or a day.
create table tell_transfer (
  id text primary key,
  state text not null check (state in ('planned', 'applying', 'applied', 'failed')),
  source jsonb not null,
  options jsonb not null,
  document jsonb,
  items jsonb not null,
  warnings jsonb not null,
  left_out jsonb not null,
  counts jsonb not null,
  done jsonb,
  error text,
  created_at timestamptz not null,
  created_by text not null,
  applied_at timestamptz,
  leased_until timestamptz
);

-- What came from where: the same thing of the same source is never made twice.
create table tell_transfer_link (
  source text not null,
  kind text not null,
  external_id text not null,
  id text not null,
  -- Of what the source said when it was last carried over; equal means that there is nothing new.
  digest text not null,
  carried_at timestamptz not null,
  primary key (source, kind, external_id)
);
