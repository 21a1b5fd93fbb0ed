-- Drafts that wait for a second person, or for the time that their author chose. Without a time they do not go public;
-- one that was refused at its moment keeps its words until somebody mends it or lets it go.
alter table tell_draft alter column commits_at drop not null;
alter table tell_draft add column publish_at timestamptz;
alter table tell_draft add column approval jsonb;
alter table tell_draft add column refused text;
-- When it was last written: what the public was told after that may have overtaken it.
alter table tell_draft add column written_at timestamptz;
create index tell_draft_waiting on tell_draft (created_at) where approval is not null;
