-- Which window of a series became which maintenance: each of them once.
create table calendar_occurrence (
  series_id text not null,
  date text not null,
  maintenance_id text not null,
  primary key (series_id, date)
);
create index calendar_occurrence_maintenance on calendar_occurrence (maintenance_id);
