-- How often each recipient was written to lately, so that the contact budget never reads every delivery of a day: the
-- accepted deliveries of messages that have ended are taken over here, many messages at once and in the background.
create table carriers_contact (
  recipient_id text primary key,
  -- When the messages were planned that reached them within a day, the newest first.
  times timestamptz[] not null
) with (fillfactor = 70);
alter table carriers_message
  -- Its deliveries are counted in carriers_contact and need not be read for that again.
  add column contacts_kept boolean not null default false;
create index carriers_message_created on carriers_message (created_at);
