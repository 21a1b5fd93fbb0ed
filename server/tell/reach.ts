/**
 * Who hears of an update, and in which words: one message in the languages and zones of its readers, one ledger row
 * for each of them, in the transaction of the update itself.
 */
import type { UpdateAudience } from '@candor/protocol/told.ts';
import { sql } from 'kysely';
import type { Audience, Judged } from '#audience';
import {
  type Carriers,
  type Forms,
  type MessageDraft,
  overtakeSleepers,
  plannedFor,
  type Rendered,
} from '#carriers';
import type { Clock } from '#lib/clock.ts';
import type { Tx } from '#store';
import type { Incident, Timeline, Update } from '#timeline';
import { wakeForDigests } from './digests.ts';
import type { Matters } from './matter.ts';
import type { SettingsShelf } from './settings.ts';

export type Reach = (
  tx: Tx,
  incident: Incident,
  updateId: string,
  because: string,
  /** Those alone, of whom nobody is written to twice; left out: those whom its author chose. */
  only?: UpdateAudience,
) => Promise<void>;

export type Dialect = { locale: string; timeZone: string };

/** Renders an update for readers of one language and zone; of what is public, pictures may be shown. */
export type Render = (
  incident: Incident,
  update: Update,
  reader: Dialect & { isPublic: boolean },
  tx: Tx,
) => Promise<Rendered>;

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

export function createReach({
  audience,
  carriers,
  timeline,
  matters,
  settings,
  clock,
  render,
  publicUrl,
  beside,
}: {
  audience: Audience;
  carriers: Carriers;
  timeline: Timeline;
  matters: Matters;
  settings: SettingsShelf;
  clock: Clock;
  render: Render;
  publicUrl: () => string;
  /** Those who want it in another vendor's shape. */
  beside?: (tx: Tx, told: { incident: Incident; update: Update }) => Promise<void>;
}): Reach {
  return async (tx, incident, updateId, because, only) => {
    const update = incident.updates.find((candidate) => candidate.id === updateId);
    if (!update) return;
    const word = await matters.wordOf(tx, incident, update);
    const matter = await matters.of(tx, incident, only ? { ...word, only } : word);
    const selected = await audience.selection(tx, matter, await matters.rules(tx));
    const corrected = update.corrections.length;

    const forms: Forms = {};
    for (const reader of await dialects(tx, selected)) {
      const rendered = await render(incident, update, { ...reader, isPublic: matter.isPublic }, tx);
      forms[`${reader.locale}@${reader.timeZone}`] = rendered;
      if (reader.timeZone === 'UTC') forms[reader.locale] = rendered;
    }

    const message: MessageDraft = {
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
    };
    const { messageId } = await carriers.ledger.planFrom(tx, { message, select: selected.rows });
    await overtakeSleepers(tx, { messageId, at: clock.now() });
    const planned = plannedFor(messageId);
    await audience.digests.overtake(tx, planned, incident.id);
    const { dailyDigestAt: dailyAt } = await settings.get(tx);
    const held = await audience.digests.hold(tx, {
      judged: selected,
      planned,
      incidentId: incident.id,
      updateId,
      dailyAt,
    });
    await wakeForDigests(timeline, tx, held.dueAt, because);
    // Their own wish is no news; that the house holds something back is on record.
    if (held.budget > 0)
      await timeline.record(tx, [
        {
          subject: `incident:${incident.id}`,
          by: 'system:contact-budget',
          because,
          key: `budget:${updateId}:${corrected}`,
          body: {
            kind: 'carrier.skipped',
            carrier: 'subscribers',
            reason: `${held.budget} of those who hear of this were told enough today; they get it in a digest.`,
          },
        },
      ]);
    await beside?.(tx, { incident, update });
  };
}

/** The languages and zones of those who are told, and the one that stands in for all others. */
async function dialects(tx: Tx, selected: Judged) {
  const { rows } = await sql<{ locale: string; timeZone: string }>`
    select distinct locale, time_zone from (${selected.rows}) told`.execute(tx);
  return [{ locale: 'en', timeZone: 'UTC' }, ...rows];
}
