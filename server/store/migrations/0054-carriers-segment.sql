-- The segment as which a reader was told: it says which of a message's texts they got.
alter table carriers_delivery add column segment text;
