-- Contracts as documents, and what they owe each customer for a period.
create table amend_contract (
  id text primary key,
  contract jsonb not null,
  -- Customers on one of these plans; null means every customer.
  plans jsonb,
  updated_at timestamptz not null
);

create table amend_statement (
  id text primary key,
  contract_id text not null references amend_contract (id),
  period text not null,
  customer_id text not null,
  statement jsonb not null,
  digest text not null,
  credit_minor bigint not null check (credit_minor >= 0),
  currency text not null,
  computed_at timestamptz not null,
  approved_at timestamptz,
  approved_by text,
  unique (contract_id, period, customer_id)
);
