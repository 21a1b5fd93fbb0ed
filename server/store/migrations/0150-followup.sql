-- What was said after recovery: once for each incident.
create table followup_sent (
  incident_id text primary key,
  to_whom text not null check (to_whom in ('affected', 'told')),
  text jsonb not null,
  -- The input as it was, for those who were told enough that day and get it on one of the next.
  input jsonb not null,
  planned integer not null,
  survey_at timestamptz,
  sent_by text not null,
  sent_at timestamptz not null
);
