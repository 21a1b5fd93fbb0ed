-- A place outside is for copies of the status page or for holding pages.
alter table tell_outside_target add column purpose text not null default 'copy';

-- Sets of holding pages: how they look and what they say.
create table tell_holding_set (
  id text primary key,
  body jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- What lies at a place of holding pages. No kind: nothing is published, and the pages lie ready by their names.
create table tell_holding_placement (
  target_id text primary key references tell_outside_target (id) on delete cascade,
  set_id text not null references tell_holding_set (id),
  kind text,
  incident_id text,
  by text not null,
  since timestamptz not null
);
