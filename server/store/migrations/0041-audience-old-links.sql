-- Links in mails that another status page sent, for subscribers who came from there. Only digests: whoever reads this
-- table can use none of them.
create table audience_old_link (
  digest text primary key,
  subscriber_id text not null references audience_subscriber (id) on delete cascade,
  source text not null,
  created_at timestamptz not null
);
create index audience_old_link_subscriber on audience_old_link (subscriber_id);
