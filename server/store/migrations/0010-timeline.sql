-- The append-only log of facts. Bodies hold salted commitments in place of free text; the text itself lies
-- beside, so that it can be redacted while the hash chain stays whole.
create table timeline_head (
  only_one boolean primary key default true check (only_one),
  position bigint not null,
  hash text not null
);
insert into timeline_head (position, hash) values (0, repeat('0', 64));

create table timeline_fact (
  position bigint primary key,
  id text not null unique,
  subject text not null,
  seq integer not null,
  at timestamptz not null,
  recorded_at timestamptz not null,
  by text not null,
  because text,
  key text,
  kind text not null,
  body jsonb not null,
  hash text not null,
  unique (subject, seq),
  unique (subject, key)
);
create index timeline_fact_kind on timeline_fact (kind, position);

create table timeline_text (
  fact_id text not null references timeline_fact (id),
  path text not null,
  salt text not null,
  content text,
  redacted_at timestamptz,
  redacted_by text,
  primary key (fact_id, path)
);

-- A signed head after each recording transaction.
create table timeline_checkpoint (
  position bigint primary key,
  hash text not null,
  signed_at timestamptz not null,
  key_id text not null,
  signature text not null
);

-- How far each reaction has come in the log.
create table timeline_cursor (
  name text primary key,
  position bigint not null
);

-- Due times as rows: what has to happen when, whatever happens to this process.
create table timeline_wake (
  key text primary key,
  kind text not null,
  subject text not null,
  due_at timestamptz not null,
  payload jsonb not null,
  because text,
  attempts integer not null default 0
);
create index timeline_wake_due on timeline_wake (due_at);
create index timeline_wake_subject on timeline_wake (subject);
