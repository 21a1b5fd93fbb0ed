/**
 * Everything public of this Candor as one document that another one, or a script, can read. Ids here become external
 * ids there. Subscribers only on request; those who never confirmed, the staff, promises, deliveries and what is
 * written inside the house stay: a backup carries those.
 */
import type { LeftOut, TransferDocument, TransferDraft } from '@candor/protocol/transfer.ts';
import type { MaintenancePhase } from '@candor/protocol/words-of-state.ts';
import type { Audience } from '#audience';
import type { Catalog } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import { currentSecret } from '#lib/webhook-secret.ts';
import type { Store } from '#store';
import type { Incident, Timeline, Update } from '#timeline';
import { parseDocument } from './document.ts';
import type { MonitorShelf } from './monitors.ts';
import { tellingOf } from './telling-export.ts';

export type Export = (what: {
  subscribers: boolean;
  /** Of webhooks. Only for a file on the operator's own machine. */
  secrets?: boolean;
}) => Promise<TransferDocument>;

type Deps = {
  store: Store;
  timeline: Timeline;
  catalog: Catalog;
  monitors: Pick<MonitorShelf, 'list'>;
  audience: Audience;
  clock: Clock;
};

export const createExport =
  ({ store, timeline, catalog, monitors, audience, clock }: Deps): Export =>
  async ({ subscribers, secrets = false }) => {
    const page = await catalog.pages.default();
    const [groups, components, watched, all] = await Promise.all([
      catalog.groups.list(),
      catalog.components.list(),
      monitors.list(),
      timeline.incidents({ limit: Number.MAX_SAFE_INTEGER }),
    ]);
    const told = all.filter(({ updates }) => updates.length > 0).reverse();
    const leftOut: LeftOut[] = [];
    const leave = (section: string, count: number, what: string, why: string) => {
      if (count > 0) leftOut.push({ section, what, why, count });
    };
    leave(
      'incidents',
      all.length - told.length,
      'incidents that the public never heard of',
      'nothing was said about them',
    );
    const hidden = watched.filter(
      ({ target }) => target.kind === 'http' && target.headers.some(({ secret }) => secret),
    ).length;
    leave('monitors', hidden, 'values of secret headers', 'a secret is written once and never given out');
    if (!subscribers) {
      const { active, unsubscribed, suppressed } = await audience.subscribers.counts();
      leave('subscribers', active + unsubscribed + suppressed, 'subscribers', 'they were not asked for');
    }
    const telling = await tellingOf(store);
    leave(
      'workflows',
      telling.secret,
      'rules that post to an address which is a secret',
      'a secret is given out to nobody',
    );
    leave(
      'workflows',
      telling.hidden,
      'secrets of webhooks that rules call',
      'a secret is written once and never given out',
    );
    const {
      id,
      slug: _,
      host: _host,
      isDefault: _default,
      createdAt: _created,
      updatedAt: _updated,
      ...words
    } = page;
    return parseDocument({
      schema: 'candor.export/1',
      source: { kind: 'candor', id, name: page.name, readAt: clock.now() },
      page: { externalId: id, ...only(words, PAGE) },
      groups: groups.map(({ id, name, position }) => ({ externalId: id, name, position })),
      components: components.map(({ id, groupId, ...component }) => ({
        externalId: id,
        groupId,
        ...only(component, COMPONENT),
      })),
      monitors: watched.map(({ id, ...monitor }) => ({ externalId: id, ...only(monitor, MONITOR) })),
      incidents: told.filter(({ kind }) => kind === 'incident').map(toIncident),
      maintenances: told.filter(({ kind }) => kind === 'maintenance').map(toMaintenance),
      subscribers: subscribers ? await leaving(audience, secrets) : [],
      holdingSets: telling.holdingSets,
      workflows: telling.workflows,
      leftOut,
    } as unknown as TransferDraft);
  };

/** Field by field, so that what a row learns later does not leave the house unasked. */
const PAGE = ['name', 'description', 'timeZone', 'locales', 'supportUrl'];
const COMPONENT = [
  'slug',
  'name',
  'description',
  'position',
  'weight',
  'automaticFirstWord',
  'safetyCritical',
  'onlyShowIfDegraded',
  'showcase',
  'manualStatus',
  'startDate',
];
const MONITOR = [
  'componentId',
  'name',
  'target',
  'statusWhenDown',
  'intervalSeconds',
  'timeoutMs',
  'confirmations',
  'recoverConfirmations',
  'recheckMs',
  'enabled',
  'opensIncident',
];
const only = (thing: object, names: readonly string[]) =>
  Object.fromEntries(Object.entries(thing).filter(([name]) => names.includes(name)));

const toUpdate = ({ id, at, phase, text, origin, components, corrections }: Update) => ({
  externalId: id,
  at,
  phase,
  text: corrections[0]?.was ?? text,
  origin,
  components,
  corrections: corrections.map((correction) => ({
    at: correction.at,
    text: correction.text,
    reason: correction.reason,
  })),
});

const toIncident = (incident: Incident) => ({
  externalId: incident.id,
  title: incident.title,
  severity: incident.severity,
  impact: incident.impact,
  startedAt: incident.startedAt,
  detectedAt: incident.detectedAt,
  openedAt: incident.openedAt,
  components: incident.openedComponents,
  updates: incident.updates.map(toUpdate),
  outages: incident.symptoms.flatMap(({ componentId, monitorName, status, failedAt, recoveredAt, detail }) =>
    recoveredAt
      ? [{ componentId, monitor: monitorName, status, from: failedAt, to: recoveredAt, detail }]
      : [],
  ),
});

function toMaintenance(work: Incident) {
  const began = work.updates.some(({ phase }) => phase === 'in_progress' || phase === 'verifying');
  const phase = work.phase as MaintenancePhase;
  return {
    externalId: work.id,
    title: work.title,
    announcedAt: work.openedAt,
    scheduledFor: work.scheduledFor ?? work.startedAt,
    scheduledUntil: work.scheduledUntil ?? work.startedAt,
    startedAt: began || phase === 'completed' ? work.startedAt : null,
    endedAt: work.resolvedAt,
    phase,
    componentIds: work.openedComponents.map(({ componentId }) => componentId),
    updates: work.updates.map(toUpdate),
  };
}

async function leaving({ transfer }: Audience, secrets: boolean) {
  const all = [];
  for await (const batch of transfer.leaving())
    all.push(
      ...batch.map(({ id, carrier, address, state, createdAt, confirmedAt, endedAt, ...wish }) => ({
        externalId: id,
        carrier,
        address,
        state,
        createdAt,
        confirmedAt,
        endedAt,
        locale: wish.locale,
        timeZone: wish.timeZone,
        componentIds: wish.componentIds,
        everyNote: wish.everyNote,
        secret: secrets && wish.secret ? currentSecret(wish.secret) : null,
        oldLinks: wish.oldLinks,
      })),
    );
  return all;
}
