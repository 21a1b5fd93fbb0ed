/**
 * Who hears of an update, and in which words: one message in the languages, zones and segments of its readers, one
 * ledger row for each of them, in the transaction of the update itself.
 */
import type { UpdateAudience } from '@candor/protocol/told.ts';
import { sql } from 'kysely';
import type { Audience, Judged } from '#audience';
import {
  type Carriers,
  type Forms,
  type MachineEvent,
  type MessageDraft,
  overtakeSleepers,
  plannedFor,
  type Rendered,
  type SegmentContent,
} from '#carriers';
import type { Clock } from '#lib/clock.ts';
import { segmentKeySql } from '#lib/segment-key.ts';
import type { Tx } from '#store';
import type { Incident, Timeline, Update } from '#timeline';
import { wakeForDigests } from './digests.ts';
import type { Matters } from './matter.ts';
import type { SegmentVoice } from './segment-voice.ts';
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
/** One who reads: of a segment, perhaps, with words of its own. */
export type Reader = Dialect & { segment?: string | null };

/** Renders an update for readers of one language, zone and segment; of what is public, pictures may be shown. */
export type Render = (
  incident: Incident,
  update: Update,
  reader: Reader & { isPublic: boolean },
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
  segmentsWith,
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
  /** The segments whose readers may get another message than everybody. */
  segmentsWith: SegmentVoice['segmentsWith'];
  publicUrl: () => string;
  /** Those who want it in another vendor's shape. */
  beside?: (tx: Tx, told: { incident: Incident; update: Update }) => Promise<void>;
}): Reach {
  /** For machines: programs of a segment find the words of that segment in place of everybody's, and its name beside. */
  const eventOf = (incident: Incident, update: Update, segment: string | null): MachineEvent => {
    const correction = update.corrections.length > 0;
    return {
      type: correction ? 'incident.update.corrected' : 'incident.update.published',
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
          text: { ...update.text, ...(segment === null ? {} : update.segmentTexts?.[segment]) },
          ...(segment === null ? {} : { segment }),
          at: update.at,
          origin: update.origin,
          nextUpdateBy: update.nextUpdateBy,
          correction,
        },
      },
    };
  };

  return async (tx, incident, updateId, because, only) => {
    const update = incident.updates.find((candidate) => candidate.id === updateId);
    if (!update) return;
    const word = await matters.wordOf(tx, incident, update);
    const matter = await matters.of(tx, incident, only ? { ...word, only } : word);
    const selected = await audience.selection(tx, matter, await matters.rules(tx));
    const corrected = update.corrections.length;

    const forms: Forms = {};
    const segments: Record<string, SegmentContent> = {};
    for (const { segment, ...reader } of await readersOf(tx, selected, await segmentsWith(update))) {
      const dialect = `${reader.locale}@${reader.timeZone}`;
      const { isPublic } = matter;
      if (!forms[dialect]) {
        forms[dialect] = await render(incident, update, { ...reader, isPublic }, tx);
        if (reader.timeZone === 'UTC') forms[reader.locale] = forms[dialect];
      }
      if (segment === null) continue;
      segments[segment] ??= { forms: {}, event: eventOf(incident, update, segment) };
      segments[segment].forms[dialect] = await render(incident, update, { ...reader, segment, isPublic }, tx);
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
      event: eventOf(incident, update, null),
      segments,
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

/**
 * The languages and zones of those who are told, with the key of their segment where that has words of its own, and the
 * one that stands in for all others.
 */
async function readersOf(tx: Tx, selected: Judged, worded: ReadonlySet<string>) {
  const key = sql.raw(segmentKeySql('segment'));
  const segment =
    worded.size > 0 ? sql`case when ${key} = any(${[...worded]}::text[]) then ${key} end` : sql`null::text`;
  const { rows } = await sql<Dialect & { segment: string | null }>`
    select distinct locale, time_zone, ${segment} as segment from (${selected.rows}) told`.execute(tx);
  return [{ locale: 'en', timeZone: 'UTC', segment: null }, ...rows];
}
