-- The service as its users see it: pages, groups and components.
create table catalog_page (
  id text primary key,
  slug text not null unique,
  name text not null,
  description text,
  host text unique,
  time_zone text not null default 'UTC',
  locales jsonb not null default '["en","de"]',
  support_url text,
  is_default boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table catalog_group (
  id text primary key,
  page_id text not null references catalog_page (id),
  name jsonb not null,
  position integer not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table catalog_component (
  id text primary key,
  page_id text not null references catalog_page (id),
  group_id text references catalog_group (id),
  -- The stable name that configuration files know it by.
  slug text not null,
  name jsonb not null,
  description jsonb,
  position integer not null default 0,
  -- How much of the service it is, for exposure and impact.
  weight double precision not null default 1,
  automatic_first_word boolean not null default true,
  safety_critical boolean not null default false,
  only_show_if_degraded boolean not null default false,
  showcase boolean not null default true,
  -- What a person set by hand; monitors and incidents are blended on top.
  manual_status text,
  start_date date,
  retired_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (page_id, slug)
);
