-- How much of a component's trouble falls on whom, as far as it was measured: a share of their use, from 0 to 1. A
-- population (everybody on a plan, of a segment, in a region) may stand for its members.
create table audience_exposure (
  component_id text not null,
  kind text not null check (kind in ('subscriber', 'customer', 'plan', 'segment', 'region')),
  value text not null,
  weight double precision not null check (weight > 0 and weight <= 1),
  at timestamptz not null,
  -- Forgotten with whom it is about.
  subscriber_id text generated always as (case when kind = 'subscriber' then value end) stored
    references audience_subscriber (id) on delete cascade,
  customer_id text generated always as (case when kind = 'customer' then value end) stored
    references audience_customer (id) on delete cascade,
  primary key (component_id, kind, value)
);
create index audience_exposure_subscriber on audience_exposure (subscriber_id) where subscriber_id is not null;
create index audience_exposure_customer on audience_exposure (customer_id) where customer_id is not null;

-- What is told later, together: of each incident the newest word that this subscriber was to hear.
create table audience_digest (
  subscriber_id text not null references audience_subscriber (id) on delete cascade,
  incident_id text not null,
  update_id text not null,
  -- How many words it stands for.
  updates integer not null default 1,
  -- digest: their own wish. budget: they had been told enough that day.
  reason text not null check (reason in ('digest', 'budget')),
  why jsonb not null,
  held_at timestamptz not null,
  due_at timestamptz not null,
  settled_at timestamptz,
  -- told: in a digest. overtaken: a newer word reached them at once. left: they wanted nothing more by then.
  outcome text check (outcome in ('told', 'overtaken', 'left'))
);
create unique index audience_digest_waiting on audience_digest (subscriber_id, incident_id) where settled_at is null;
create index audience_digest_due on audience_digest (due_at) where settled_at is null;
create index audience_digest_subscriber on audience_digest (subscriber_id);
create index audience_digest_incident on audience_digest (incident_id);

-- The few different nights that there are.
create index audience_subscriber_quiet on audience_subscriber (time_zone, quiet_from, quiet_until)
  where quiet_from is not null and quiet_until is not null;
-- Whether anybody waits for a digest is asked with every update.
create index audience_subscriber_digest on audience_subscriber (id) where digest <> 'instant' and state = 'active';
