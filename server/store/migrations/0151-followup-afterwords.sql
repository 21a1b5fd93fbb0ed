-- What the house told readers of what came after an incident, once for each kind.
create table followup_afterword (
  incident_id text not null,
  about text not null check (about in ('postmortem_ready', 'questions')),
  planned integer not null,
  waiting integer not null,
  told_at timestamptz not null,
  primary key (incident_id, about)
);

-- Of which credit its customer was told: so many mailboxes, none where no address is known.
create table followup_credit (
  statement_id text primary key,
  contract_id text not null,
  period text not null,
  mailboxes integer not null,
  told_at timestamptz not null
);
create index followup_credit_period on followup_credit (contract_id, period);
