-- The public log: the facts that were published, as the leaves of a Merkle tree whose tiles are served as they lie here.
create table timeline_public_log (
  only_one boolean primary key default true check (only_one),
  -- Chosen once, from the first signing key; it outlives every change of address.
  origin text not null,
  -- How far the log of facts was read, and what came of it.
  position bigint not null,
  size bigint not null,
  last_hash text not null,
  -- Which key signs; null: the first one.
  key_id text
);

create table timeline_public_entry (
  index bigint primary key,
  fact_id text not null unique references timeline_fact (id),
  subject text not null,
  -- The canonical JSON that is hashed and served, byte for byte.
  entry text not null
);
create index timeline_public_entry_subject on timeline_public_entry (subject);

create table timeline_public_tile (
  level integer not null,
  n bigint not null,
  hashes bytea not null,
  primary key (level, n)
);

-- Signed notes, numbered without a gap; one size is signed twice when the key changed there.
create table timeline_public_checkpoint (
  n bigint primary key,
  size bigint not null,
  key_id text not null,
  note text not null,
  unique (size, key_id)
);

-- From one signing key to the next, signed by both.
create table timeline_handover (
  n integer primary key,
  previous text not null,
  next text not null,
  at timestamptz not null,
  position bigint not null,
  hash text not null,
  size bigint not null,
  root text not null,
  signed_by_previous text not null,
  signed_by_next text not null
);

alter table timeline_head add column key_id text;

-- The signed head before this one, which its signature covers, so that none can be taken out; null: signed before.
alter table timeline_checkpoint add column previous bigint;
