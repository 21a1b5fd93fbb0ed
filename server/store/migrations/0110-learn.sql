-- Postmortems as documents with versions; actions as rows, because they are followed up long after.
create table learn_postmortem (
  id text primary key,
  incident_id text not null unique,
  document jsonb not null,
  -- The version that the public reads; null until published.
  published jsonb,
  version integer not null default 0,
  revision integer not null default 1,
  published_at timestamptz,
  updated_at timestamptz not null,
  updated_by text not null
);

create table learn_action (
  id text primary key,
  postmortem_id text not null references learn_postmortem (id),
  incident_id text not null,
  title text not null,
  type text not null,
  owner_id text,
  due_on date,
  completion_test text,
  done_at timestamptz,
  done_by text,
  proof text,
  reminded_at timestamptz
);
create index learn_action_open on learn_action (due_on) where done_at is null;
