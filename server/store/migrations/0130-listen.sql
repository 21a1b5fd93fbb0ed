-- What browsers report: one row per event, kept for a while; hourly figures are kept for ever.
create table listen_event (
  shard smallint not null,
  session text not null,
  at timestamptz not null,
  id text not null,
  kind text not null,
  path text,
  name text,
  value double precision,
  received_at timestamptz not null,
  primary key (shard, session, at, id)
);
create index listen_event_at on listen_event (at);

create table listen_hour (
  at timestamptz primary key,
  page_views integer not null,
  sessions integer not null,
  bounces integer not null,
  duration_seconds double precision not null,
  conversions integer not null,
  conversion_value double precision not null
);

create table listen_survey (
  id text primary key,
  incident_id text not null,
  questions jsonb not null,
  invited integer not null default 0,
  opened_at timestamptz not null,
  closes_at timestamptz not null
);
create index listen_survey_incident on listen_survey (incident_id);

create table listen_answer (
  survey_id text not null references listen_survey (id),
  respondent text not null,
  answers jsonb not null,
  at timestamptz not null,
  primary key (survey_id, respondent)
);

create table listen_report (
  incident_id text primary key,
  report jsonb not null,
  measured_at timestamptz not null
);
