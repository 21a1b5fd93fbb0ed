-- A removed text takes its salt along: with it, whoever reads the database could check a guess against the commitment.
alter table timeline_text alter column salt drop not null;
update timeline_text set salt = null where content is null;
alter table timeline_text add constraint timeline_text_whole_or_gone check ((content is null) = (salt is null));
