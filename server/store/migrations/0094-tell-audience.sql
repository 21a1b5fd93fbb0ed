-- Updates that were written to some only; whoever corrects one speaks to the same.
create table tell_update_audience (
  update_id text primary key,
  audience jsonb not null,
  created_at timestamptz not null
);
