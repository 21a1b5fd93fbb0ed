-- Which segments there are, by the keys of their names, is asked when words for segments may be needed: a few steps in an
-- index however many are subscribed, and none where nobody is of a segment.
create index audience_subscriber_segment on audience_subscriber (translate(lower(trim(segment)), ' -', '__'))
  where state = 'active' and segment is not null;
create index audience_customer_segment on audience_customer (translate(lower(trim(segment)), ' -', '__'))
  where segment is not null;
