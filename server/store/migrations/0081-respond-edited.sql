-- Whether a person ever said who is called. Until then the first owner of this Candor is.
alter table respond_policy add column edited_at timestamptz;
update respond_policy set edited_at = updated_at
where owner_id is not null or deputy_id is not null or steps <> '[]'::jsonb;
