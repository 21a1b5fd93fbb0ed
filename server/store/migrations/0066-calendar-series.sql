-- Windows that recur: the rule on the wall of its zone, what is said of each, and up to which day they are planned.
create table calendar_series (
  id text primary key,
  rule text not null,
  starts_local text not null,
  duration_minutes integer not null,
  time_zone text not null,
  exceptions jsonb not null default '[]',
  plan jsonb not null,
  by text not null,
  planned_through text,
  ended_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
