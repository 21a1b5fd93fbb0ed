-- Rounds of questions: one for each incident, open until somebody closes it.
create table listen_round (
  incident_id text primary key,
  -- When each question is to be answered.
  answer_by timestamptz not null,
  -- When and where somebody answers live.
  live_at timestamptz,
  live_url text,
  opened_by text not null,
  opened_at timestamptz not null,
  closed_at timestamptz
);

-- What readers asked. Who asked is not kept; the day is, so that old questions can be told from new ones.
create table listen_question (
  id text primary key,
  incident_id text not null references listen_round (incident_id),
  text text not null,
  locale text not null,
  asked_on date not null,
  -- waiting: nobody of the staff has looked. shown: it is on the page. hidden: it is not, and will not be.
  state text not null default 'waiting' check (state in ('waiting', 'shown', 'hidden')),
  -- The question that it is answered with, because it asks the same.
  same_as text references listen_question (id),
  answer jsonb,
  answered_by text,
  answered_at timestamptz,
  check (same_as is null or (answer is null and same_as <> id))
);
create index listen_question_incident on listen_question (incident_id, id);
