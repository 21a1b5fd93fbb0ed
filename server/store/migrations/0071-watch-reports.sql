-- What readers reported: which part, when, and in their own words if they gave any. No name, no address.
create table watch_report (
  id text primary key,
  at timestamptz not null,
  component_id text,
  locale text not null,
  text text
);
create index watch_report_at on watch_report (at);
