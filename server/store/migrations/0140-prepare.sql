-- The outage policy with its versions, checklists and the progress of the customer's own users.
create table prepare_policy (
  version integer primary key,
  document jsonb not null,
  published_at timestamptz,
  updated_at timestamptz not null,
  updated_by text not null
);

create table prepare_checklist (
  id text primary key,
  slug text not null unique,
  title jsonb not null,
  items jsonb not null,
  updated_at timestamptz not null
);

-- Who did what: the reader is an end user's id from the host app, or an anonymous id of the browser.
create table prepare_progress (
  checklist_id text not null references prepare_checklist (id),
  reader text not null,
  item_id text not null,
  done_at timestamptz not null,
  primary key (checklist_id, reader, item_id)
);
