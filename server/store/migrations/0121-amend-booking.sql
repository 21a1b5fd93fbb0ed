-- When an approved credit is booked; null while nobody has said.
alter table amend_statement add column booked_on date;
