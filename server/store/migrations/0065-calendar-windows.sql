-- Maintenance windows: while one covers a component, failures of its monitors are silenced, not announced.
create table calendar_window (
  id text primary key,
  component_ids jsonb not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  updated_at timestamptz not null
);
create index calendar_window_end on calendar_window (ends_at);
