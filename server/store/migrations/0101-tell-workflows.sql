-- Rules of workflows, and every version of each.
create table tell_workflow_rule (
  id text primary key,
  version integer not null,
  enabled boolean not null,
  body jsonb not null,
  -- It answers what happens from here on.
  since timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  removed_at timestamptz
);
create table tell_workflow_version (
  rule_id text not null references tell_workflow_rule (id),
  version integer not null,
  body jsonb not null,
  by text not null,
  at timestamptz not null,
  primary key (rule_id, version)
);

-- A rule that was set off; its key makes that happen once.
create table tell_workflow_run (
  id text primary key,
  rule_id text not null references tell_workflow_rule (id),
  version integer not null,
  incident_id text not null,
  key text not null unique,
  because text not null,
  at timestamptz not null,
  state text not null,
  detail text,
  -- The rules whose words set it off, one after the other.
  chain jsonb not null
);
create index tell_workflow_run_incident on tell_workflow_run (incident_id);
create index tell_workflow_run_rule on tell_workflow_run (rule_id, at);

create table tell_workflow_step (
  id text primary key,
  run_id text not null references tell_workflow_run (id),
  position integer not null,
  action jsonb not null,
  state text not null,
  attempts integer not null,
  next_at timestamptz,
  detail text,
  result jsonb,
  done_at timestamptz,
  undone_at timestamptz,
  unique (run_id, position)
);
create index tell_workflow_step_due on tell_workflow_step (next_at) where next_at is not null;
