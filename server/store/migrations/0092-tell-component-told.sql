-- What receivers of Statuspage's webhooks were last told of each component: they hear of a change once, also when a
-- process dies between the change and the word of it, and also when two processes see it.
create table tell_component_told (
  component_id text primary key,
  status text not null,
  at timestamptz not null
);
