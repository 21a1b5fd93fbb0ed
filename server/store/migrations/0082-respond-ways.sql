-- How each person of the staff is called besides by mail, and from which severity on (1 is the worst).
create table respond_way (
  person_id text not null,
  carrier text not null,
  address text not null,
  from_severity integer not null,
  primary key (person_id, carrier)
);
