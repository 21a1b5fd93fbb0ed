-- Where copies of the public page go. The secret is sealed with a key of the data folder.
create table tell_outside_target (
  id text primary key,
  name text not null,
  enabled boolean not null,
  place jsonb not null,
  secret text,
  calm_seconds integer not null,
  timeout_seconds integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- How copying to each of them stands.
create table tell_outside_outcome (
  target_id text primary key references tell_outside_target (id) on delete cascade,
  last_attempt_at timestamptz,
  last_success_at timestamptz,
  failing_since timestamptz,
  failures integer not null,
  last_error text,
  files integer,
  bytes bigint,
  duration_ms integer,
  version bigint,
  valid_until timestamptz
);

-- Kits with which an update is posted by hand, the drills of them, and what was posted.
create table tell_fallback_kit (
  id text primary key,
  made_at timestamptz not null,
  valid_until timestamptz not null,
  public_key text not null
);
create table tell_fallback_drill (
  id text primary key,
  at timestamptz not null,
  ok boolean not null,
  duration_ms integer not null,
  detail text not null
);
create table tell_fallback_post (
  id text primary key,
  at timestamptz not null,
  phase text not null,
  message text not null,
  next_update_by timestamptz,
  adopted_at timestamptz not null,
  entered_at timestamptz
);
