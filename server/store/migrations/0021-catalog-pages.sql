-- Several pages over one catalogue: what each shows, who may read it, how it looks.
alter table catalog_page
  add column intro jsonb,
  add column footer jsonb,
  add column selection jsonb not null default '{"kind":"all"}',
  add column aliases jsonb not null default '{}',
  add column noindex boolean not null default false,
  add column hsts boolean not null default false,
  add column brand jsonb not null default '{}',
  -- With a password's digest, an issuer's secret and digests of feed tokens; never given out.
  add column access jsonb not null default '{"kind":"public"}';

create table catalog_page_asset (
  page_id text not null references catalog_page (id) on delete cascade,
  kind text not null,
  content_type text not null,
  digest text not null,
  bytes bytea not null,
  created_at timestamptz not null,
  primary key (page_id, kind)
);

-- Links that readers of private pages asked for by mail: used once, and only for a few minutes.
create table web_page_link (
  token_digest text primary key,
  page_id text not null references catalog_page (id) on delete cascade,
  address_digest text not null,
  generation integer not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index web_page_link_expires on web_page_link (expires_at);
