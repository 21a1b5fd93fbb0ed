/**
 * Who hears of an update, and in which words: one message in the languages and zones of its readers, one ledger row
 * for each of them, in the transaction of the update itself.
 */
import type { Audience, SubscriberRow } from '#audience';
import type { Carriers, Forms, Recipient } from '#carriers';
import { type Catalog, chosenComponents } from '#catalog';
import type { Tx } from '#store';
import type { Incident, Update } from '#timeline';

export type Reach = (tx: Tx, incident: Incident, updateId: string, because: string) => Promise<void>;

/** Renders an update for readers of one language and zone. */
export type Render = (
  incident: Incident,
  update: Update,
  reader: { locale: string; timeZone: string },
  tx: Tx,
) => Promise<{ subject: string; text: string; html: string; short: string }>;

export const RANK: Record<Update['phase'], number> = {
  investigating: 1,
  identified: 2,
  monitoring: 3,
  resolved: 4,
  scheduled: 1,
  in_progress: 2,
  verifying: 3,
  completed: 4,
  cancelled: 5,
};

/** The most exposed leave first: whoever chose these components before whoever takes everything. */
const LANE_CHOSEN = 10;
const LANE_EVERYTHING = 100;

export function createReach({
  audience,
  carriers,
  catalog,
  render,
  publicUrl,
  beside,
}: {
  audience: Audience;
  carriers: Carriers;
  catalog: Catalog;
  render: Render;
  publicUrl: () => string;
  /** Those who want it in another vendor's shape. */
  beside?: (tx: Tx, told: { incident: Incident; update: Update; componentIds: string[] }) => Promise<void>;
}): Reach {
  const toRecipient = recipientOf({ audience, publicUrl });

  return async (tx, incident, updateId, because) => {
    const update = incident.updates.find((candidate) => candidate.id === updateId);
    if (!update) return;
    const forms: Forms = {};
    const readers = [{ locale: 'en', timeZone: 'UTC' }, ...(await audience.subscribers.dialects(tx))];
    for (const reader of readers) {
      const rendered = await render(incident, update, reader, tx);
      forms[`${reader.locale}@${reader.timeZone}`] = rendered;
      if (reader.timeZone === 'UTC') forms[reader.locale] = rendered;
    }
    const corrected = update.corrections.length;
    const componentIds = [
      ...new Set(
        [...incident.openedComponents, ...incident.components, ...update.components].map(
          (c) => c.componentId,
        ),
      ),
    ];

    // A reader who asked for everything asked for what the public page shows, not for what other pages show.
    const shown = chosenComponents(await catalog.pages.default(tx), await catalog.components.list(tx));
    const isPublic = shown === null || componentIds.some((id) => shown.has(id));

    async function* recipients() {
      const who = audience.subscribers.who(tx, {
        componentIds,
        note: update?.origin === 'note',
        format: 'candor',
      });
      for await (const batch of who)
        for (const subscriber of batch)
          if (
            isPublic ||
            subscriber.componentIds !== null ||
            carriers.all.get(subscriber.carrier)?.audience !== 'reader'
          )
            yield toRecipient(subscriber);
    }

    await carriers.ledger.plan(tx, {
      message: {
        kind: corrected > 0 ? 'correction' : 'update',
        key: `update:${incident.id}:${updateId}${corrected > 0 ? `:correction-${corrected}` : ''}`,
        incidentId: incident.id,
        // A correction is another message about the same update; its own key keeps it apart.
        updateId: corrected > 0 ? null : updateId,
        phaseRank: RANK[update.phase],
        because,
        forms,
        event: {
          type: corrected > 0 ? 'incident.update.corrected' : 'incident.update.published',
          data: {
            incident: {
              id: incident.id,
              title: incident.title,
              phase: incident.phase,
              severity: incident.severity,
              startedAt: incident.startedAt,
              resolvedAt: incident.resolvedAt,
              components: incident.components,
              url: `${publicUrl()}/incidents/${incident.id}`,
            },
            update: {
              id: update.id,
              phase: update.phase,
              text: update.text,
              at: update.at,
              origin: update.origin,
              nextUpdateBy: update.nextUpdateBy,
              correction: corrected > 0,
            },
          },
        },
      },
      recipients: recipients(),
    });
    await beside?.(tx, { incident, update, componentIds });
  };
}

export const recipientOf =
  ({ audience, publicUrl }: { audience: Audience; publicUrl: () => string }) =>
  (subscriber: SubscriberRow): Recipient => ({
    id: subscriber.id,
    kind: 'subscriber',
    carrier: subscriber.carrier,
    address: subscriber.address,
    locale: subscriber.locale,
    timeZone: subscriber.timeZone,
    lane: subscriber.componentIds ? LANE_CHOSEN : LANE_EVERYTHING,
    secret: subscriber.secret,
    unsubscribeUrl: `${publicUrl()}/subscribers/${audience.links.make('manage', subscriber.id)}/unsubscribe`,
  });
