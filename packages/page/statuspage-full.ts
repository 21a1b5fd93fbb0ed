/**
 * What Statuspage says of an incident where it says everything: in the REST API v1 and in webhooks. Pure; the same
 * facts as in the public documents, with the fields that only these two have. What Candor does not keep is null or
 * says what Candor does: planned work begins and ends by itself.
 */
import type { Snapshot, SnapshotIncident, SnapshotMaintenance } from '@candor/protocol/snapshot.ts';
import {
  type Json,
  statusBlend,
  statuspageComponent,
  statuspageIncident,
  statuspageMaintenance,
  statuspageStatus,
} from './statuspage.ts';

export function statuspageFullIncident(
  snapshot: Snapshot,
  incident: SnapshotIncident | SnapshotMaintenance,
): Json {
  const planned = 'scheduledFor' in incident;
  const told = planned ? statuspageMaintenance(snapshot, incident) : statuspageIncident(snapshot, incident);
  const postmortem = planned ? null : incident.postmortem;
  const { incident_updates: updates, ...rest } = told;
  return {
    ...rest,
    impact_override: null,
    backfilled: false,
    scheduled_for: planned ? incident.scheduledFor : null,
    scheduled_until: planned ? incident.scheduledUntil : null,
    scheduled_remind_prior: false,
    scheduled_reminded_at: null,
    scheduled_auto_in_progress: planned,
    scheduled_auto_completed: planned,
    auto_transition_to_maintenance_state: planned,
    auto_transition_to_operational_state: planned,
    auto_transition_deliver_notifications_at_start: planned,
    auto_transition_deliver_notifications_at_end: planned,
    metadata: {},
    postmortem_body: postmortem ? (updates as Json[])[0]!['body'] : null,
    postmortem_body_last_updated_at: postmortem?.publishedAt ?? null,
    postmortem_ignored: false,
    postmortem_published_at: postmortem?.publishedAt ?? null,
    postmortem_notified_subscribers: false,
    postmortem_notified_twitter: false,
    incident_updates: (updates as Json[]).map(({ tweet_id: _, ...update }) => ({
      ...update,
      wants_twitter_update: false,
      twitter_updated_at: null,
    })),
  };
}

const pageOf = (snapshot: Snapshot): Json => {
  const { indicator, description } = statusBlend(snapshot);
  return { id: snapshot.page.id, status_indicator: indicator, status_description: description };
};

/** Where the receiver of a webhook learns what it is, and its way out. */
const metaOf = (snapshot: Snapshot, unsubscribe: string): Json => ({
  unsubscribe,
  documentation: `${snapshot.page.url}/`,
  generated_at: snapshot.madeAt,
});

/** A webhook about an incident or planned work: there is no type in it, the key `incident` says what it is. */
export const statuspageIncidentEvent = (
  snapshot: Snapshot,
  incident: SnapshotIncident | SnapshotMaintenance,
  unsubscribe: string,
): Json => ({
  meta: metaOf(snapshot, unsubscribe),
  page: pageOf(snapshot),
  incident: statuspageFullIncident(snapshot, incident),
});

export type ComponentChange = {
  id: string;
  componentId: string;
  from: Snapshot['components'][number]['status'];
  at: string;
};

/** A webhook about a component whose status changed; null when the format cannot tell the two apart. */
export function statuspageComponentEvent(
  snapshot: Snapshot,
  change: ComponentChange,
  unsubscribe: string,
): Json | null {
  const component = snapshot.components.find(({ id }) => id === change.componentId);
  if (!component) return null;
  const [before, after] = [statuspageStatus(change.from), statuspageStatus(component.status)];
  if (before === after) return null;
  const { id, page_id, group_id, name, status, description, position, showcase, created_at } =
    statuspageComponent(snapshot, component);
  return {
    meta: metaOf(snapshot, unsubscribe),
    page: pageOf(snapshot),
    component_update: {
      id: change.id,
      component_id: component.id,
      old_status: before,
      new_status: after,
      created_at: change.at,
      component_type: 'Component',
    },
    component: {
      id,
      page_id,
      group_id,
      name,
      status,
      description,
      position,
      showcase,
      created_at,
      updated_at: change.at,
    },
  };
}
