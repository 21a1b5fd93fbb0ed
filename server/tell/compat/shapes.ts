/** What goes out at Statuspage's REST API v1, pure: pages, components, groups, incidents, subscribers as it shows them. */
import { statuspageComponent, statuspageFullIncident, statuspageGroup } from '@candor/page';
import type { Subscriber } from '@candor/protocol/audience.ts';
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import type { Page } from '#catalog';

type Json = Record<string, unknown>;

export const pageShape = (page: Page, url: string): Json => ({
  id: page.id,
  name: page.name,
  page_description: page.description,
  headline: null,
  branding: null,
  subdomain: page.slug,
  domain: page.host,
  url,
  support_url: page.supportUrl,
  hidden_from_search: false,
  allow_page_subscribers: true,
  allow_incident_subscribers: false,
  allow_email_subscribers: true,
  allow_sms_subscribers: false,
  allow_rss_atom_feeds: true,
  allow_webhook_subscribers: true,
  time_zone: page.timeZone,
  created_at: page.createdAt,
  updated_at: page.updatedAt,
});

export const componentShape = (snapshot: Snapshot, component: Snapshot['components'][number]): Json => ({
  ...statuspageComponent(snapshot, component),
  automation_email: null,
});

export function groupShape(snapshot: Snapshot, group: Snapshot['groups'][number]): Json {
  const { id, page_id, name, description, components, position, created_at, updated_at } = statuspageGroup(
    snapshot,
    group,
  );
  return { id, page_id, name, description, components, position, created_at, updated_at };
}

type Told = Snapshot['incidents'][number] | Snapshot['maintenances'][number];

export const incidentShape = (snapshot: Snapshot, incident: Told): Json =>
  statuspageFullIncident(snapshot, incident);

const UNRESOLVED = new Set(['investigating', 'identified', 'monitoring']);
const RUNNING = new Set(['in_progress', 'verifying']);

/** The lists that the original has addresses for; `all` has both kinds, the newest first. */
export const LISTS = {
  all: () => true,
  unresolved: ({ phase }: Told) => UNRESOLVED.has(phase),
  scheduled: ({ phase }: Told) => phase === 'scheduled' || RUNNING.has(phase),
  upcoming: ({ phase }: Told) => phase === 'scheduled',
  active_maintenance: ({ phase }: Told) => RUNNING.has(phase),
} as const;

export const incidentsOf = (snapshot: Snapshot, list: keyof typeof LISTS): Told[] =>
  [...snapshot.incidents, ...snapshot.maintenances]
    .filter(LISTS[list])
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id));

export const subscriberShape = (subscriber: Subscriber, pageId: string): Json => ({
  id: subscriber.id,
  page_id: pageId,
  page_access_user_id: null,
  skip_confirmation_notification: false,
  mode: subscriber.carrier,
  email: subscriber.carrier === 'email' ? subscriber.address : null,
  endpoint: subscriber.carrier === 'webhook' ? subscriber.address : null,
  phone_number: null,
  phone_country: null,
  display_phone_number: null,
  obfuscated_channel_name: null,
  workspace_name: null,
  components: subscriber.componentIds,
  /** Addresses that do not exist, or wanted nothing more, are written to no longer. */
  quarantined_at: subscriber.state === 'suppressed' ? subscriber.endedAt : null,
  purge_at: null,
  created_at: subscriber.createdAt,
});
