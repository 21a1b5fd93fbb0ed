-- What an endpoint of a webhook gets: Candor's own events, or the payloads of Statuspage's webhooks. Few want the
-- second, and whether anybody does is asked in the transaction of every update.
alter table audience_subscriber
  add column format text not null default 'candor' check (format in ('candor', 'statuspage'));
create index audience_subscriber_format on audience_subscriber (format) where format <> 'candor';
