-- Incidents that a page of chosen components has told its readers about. What it promised there goes on counting in its
-- record when the component leaves the selection.
create table tell_page_incident (
  page_id text not null,
  incident_id text not null,
  primary key (page_id, incident_id)
);
