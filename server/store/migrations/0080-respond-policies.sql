-- Who is called when, if nobody acknowledges.
create table respond_policy (
  id text primary key,
  name text not null,
  is_default boolean not null default false,
  owner_id text,
  deputy_id text,
  -- Seconds to acknowledge, by severity: {"1": 300, …}
  acknowledge_seconds jsonb not null,
  -- [{ "afterSeconds": 300, "personIds": […], "webhooks": [{ "url": …, "secret": … }] }]
  steps jsonb not null,
  updated_at timestamptz not null
);
create unique index respond_policy_one_default on respond_policy (is_default) where is_default;
