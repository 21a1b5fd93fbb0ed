-- Drafts that wait for the end of their hold; removed when they are published or taken back.
create table tell_draft (
  id text primary key,
  incident_id text not null,
  body jsonb not null,
  by text not null,
  created_at timestamptz not null,
  commits_at timestamptz not null
);
create index tell_draft_incident on tell_draft (incident_id);

-- How this installation speaks: one row.
create table tell_settings (
  only_one boolean primary key default true check (only_one),
  settings jsonb not null,
  updated_at timestamptz not null
);
