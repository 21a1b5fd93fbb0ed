-- What browsers report: one row per event, kept for a while; the buckets made of it are kept for ever.
create table listen_event (
  shard smallint not null,
  session text not null,
  id text not null,
  at timestamptz not null,
  kind text not null,
  path text,
  name text,
  value double precision,
  primary key (shard, session, id)
);
create index listen_event_at on listen_event (at);

-- What one visit amounts to so far, and the bucket in which it is counted.
create table listen_session (
  shard smallint not null,
  session text not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  views integer not null,
  conversions integer not null,
  -- Of the bucket that holds it: a later change of the settings must not move it.
  width_seconds integer not null,
  primary key (shard, session)
);
create index listen_session_last on listen_session (last_at);

-- Rows of several widths may lie beside each other: a finer one is added up into a coarser, never the other way round.
create table listen_bucket (
  source text not null check (source in ('beacon', 'import')),
  width_seconds integer not null,
  at timestamptz not null,
  sessions integer not null,
  page_views integer not null,
  bounces integer not null,
  duration_seconds double precision not null,
  conversions integer not null,
  conversion_value double precision not null,
  -- Events that browsers had to give up: known to be missing, not known what they were.
  dropped integer not null default 0,
  primary key (source, width_seconds, at)
);
create index listen_bucket_at on listen_bucket (at);

-- When the collector was there to be reached: without it, a bucket without visits would look like nobody came.
create table listen_alive (
  id text primary key,
  from_at timestamptz not null,
  until_at timestamptz not null
);
create index listen_alive_until on listen_alive (until_at);

create table listen_settings (
  only_one boolean primary key default true check (only_one),
  settings jsonb not null,
  updated_at timestamptz not null
);

create table listen_report (
  incident_id text primary key,
  report jsonb not null,
  measured_at timestamptz not null,
  published_at timestamptz,
  published_by text
);

-- Measuring that is due; a wake writes it, the room's own loop does it, so that no promise waits for arithmetic.
create table listen_measurement (
  incident_id text primary key,
  step integer not null,
  due_at timestamptz not null
);

create table listen_survey (
  id text primary key,
  incident_id text not null unique,
  questions jsonb not null,
  invited integer not null,
  skipped jsonb not null,
  opened_by text not null,
  opened_at timestamptz not null,
  closes_at timestamptz not null
);

-- Who was asked. The token itself is only in the letter; what was answered cannot be traced back to here.
create table listen_invitation (
  token_hash text primary key,
  survey_id text not null references listen_survey (id),
  channel text not null check (channel in ('mail', 'embed')),
  respondent text not null,
  locale text not null,
  answered boolean not null default false,
  -- Of the request that answered: the same one again is not a second answer.
  answer_key text,
  unique (survey_id, respondent)
);

create table listen_answer (
  id text primary key,
  survey_id text not null references listen_survey (id),
  channel text not null,
  locale text not null,
  answers jsonb not null,
  answered_on date not null
);
create index listen_answer_survey on listen_answer (survey_id);

-- One survey per person and thirty days.
create table listen_asked (
  respondent text primary key,
  asked_at timestamptz not null
);
