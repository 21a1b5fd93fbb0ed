-- The site's own templates, one per kind, phase, tone, locale and segment, and every version there ever was.
create table words_template (
  id text primary key,
  kind text not null,
  phase text,
  tone text not null,
  locale text not null,
  segment text,
  subject text not null,
  body text not null,
  short text not null,
  banner text not null,
  version integer not null,
  updated_at timestamptz not null,
  updated_by text not null
);
create unique index words_template_key on words_template (kind, coalesce(phase, ''), tone, locale, coalesce(segment, ''));

create table words_template_version (
  template_id text not null,
  version integer not null,
  kind text not null,
  phase text,
  tone text not null,
  locale text not null,
  segment text,
  subject text not null,
  body text not null,
  short text not null,
  banner text not null,
  removed boolean not null default false,
  updated_at timestamptz not null,
  updated_by text not null,
  primary key (template_id, version)
);
