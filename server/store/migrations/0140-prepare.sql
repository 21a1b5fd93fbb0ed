-- The outage policy: one draft, and the versions that were published.
create table prepare_policy_draft (
  only_one boolean primary key default true check (only_one),
  document jsonb not null,
  updated_at timestamptz not null,
  updated_by text not null
);
create table prepare_policy_version (
  version integer primary key,
  document jsonb not null,
  note jsonb,
  significant boolean not null,
  published_at timestamptz not null,
  published_by text not null
);
-- A reader is 'user:' with the host app's own id, or 'anonymous:' with a random id of the browser.
create table prepare_acceptance (
  reader text not null,
  version integer not null references prepare_policy_version (version),
  accepted_at timestamptz not null,
  primary key (reader, version)
);
create index prepare_acceptance_version on prepare_acceptance (version, reader);

create table prepare_checklist (
  id text primary key,
  slug text not null unique,
  title jsonb not null,
  intro jsonb,
  state text not null,
  items jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by text not null
);
-- done_at is null while a question was only answered wrongly; wrong holds the options that were tried.
create table prepare_progress (
  checklist_id text not null references prepare_checklist (id),
  reader text not null,
  item_id text not null,
  done_at timestamptz,
  wrong jsonb not null default '[]',
  primary key (checklist_id, reader, item_id)
);
create index prepare_progress_reader on prepare_progress (reader);

-- The keys with which host apps sign who their end user is.
create table prepare_reader_key (
  id text primary key,
  secret text not null,
  created_at timestamptz not null,
  created_by text not null,
  last_used_at timestamptz
);
