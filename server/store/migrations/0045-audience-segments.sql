-- Which segments there are is asked with every word that the house says by itself: a few steps in an index, and none where
-- nobody is of a segment.
create index audience_subscriber_segment on audience_subscriber (segment) where state = 'active' and segment is not null;
create index audience_customer_segment on audience_customer (segment) where segment is not null;
