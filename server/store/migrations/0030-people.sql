-- The staff: persons, their sessions, invitations and tokens, and what they changed. Secrets are kept only as
-- digests (SHA-256 of random tokens, scrypt of passwords).
create table people_person (
  id text primary key,
  -- Always lower case, so that one address is one person.
  email text not null unique check (email = lower(email)),
  name text not null,
  role text not null check (role in ('owner', 'admin', 'responder', 'communicator', 'viewer')),
  password_hash text not null,
  locale text not null default 'en',
  time_zone text not null default 'UTC',
  phone text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  disabled_at timestamptz
);

create table people_session (
  id text primary key,
  token_hash text not null unique,
  person_id text not null references people_person (id) on delete cascade,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  user_agent text
);
create index people_session_person on people_session (person_id);
create index people_session_expiry on people_session (expires_at);

create table people_token (
  id text primary key,
  name text not null,
  secret_hash text not null unique,
  scopes jsonb not null,
  created_at timestamptz not null,
  created_by text not null,
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz
);

-- One-time links: a first owner, an invitation, or (with person_id) a new password.
create table people_invite (
  id text primary key,
  token_hash text not null unique,
  role text not null,
  email text,
  person_id text references people_person (id) on delete cascade,
  created_at timestamptz not null,
  created_by text not null,
  -- The first owner's link stays valid until it is used or replaced.
  expires_at timestamptz
);

create table people_audit (
  id text primary key,
  at timestamptz not null,
  by text not null,
  what text not null,
  target text,
  detail jsonb not null
);
create index people_audit_target on people_audit (target, id);

-- Answers kept for repeated requests with the same Idempotency-Key. An answer is null while the first is at work.
create table web_idempotency (
  actor text not null,
  key text not null,
  route text not null,
  request_hash text not null,
  status integer,
  content_type text,
  body text,
  taken_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (actor, key)
);
create index web_idempotency_expiry on web_idempotency (expires_at);
