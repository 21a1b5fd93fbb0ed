/**
 * A draft on its way out: what was true when its author was answered may be contradicted when its hold ends, its time
 * comes or somebody approves it. Then it is not published, and its owner hears why.
 */
import type { Clock } from '#lib/clock.ts';
import { Problem } from '#lib/problem.ts';
import type { Respond } from '#respond';
import type { Tx } from '#store';
import type { Incident, Timeline } from '#timeline';
import { nextUpdateBy } from './cadence.ts';
import type { Complete } from './complete.ts';
import type { Corrections } from './correct.ts';
import type { Draft, Drafts } from './drafts.ts';
import type { Publication, Publisher } from './publish.ts';
import { overtakenBy } from './schedule.ts';
import { withNotes } from './segments.ts';
import type { SettingsShelf } from './settings.ts';

export const publicationOf = ({ id, incidentId, input, by, approval }: Draft): Publication => ({
  updateId: id,
  incidentId,
  by,
  phase: input.phase,
  text: input.text,
  pageTexts: input.pageTexts,
  segmentTexts: withNotes(input.text, input.segmentNotes),
  origin: 'person',
  nextUpdateBy: input.nextUpdateBy,
  components: input.components,
  // Whoever approved it answers for what it says about data or security.
  approvedBy: approval?.given?.by.replace(/^person:/, '') ?? input.approvedBy,
  override: input.override,
  notify: input.notify,
  audience: input.audience,
});

export function createGoingOut({
  timeline,
  respond,
  settings,
  clock,
  publisher,
  complete,
  corrections,
  drafts,
}: {
  timeline: Timeline;
  respond: Respond;
  settings: SettingsShelf;
  clock: Clock;
  publisher: Publisher;
  complete: Complete;
  corrections: () => Pick<Corrections, 'publish'>;
  drafts: () => Pick<Drafts, 'remove' | 'settle'>;
}) {
  /** As it would be published now: what waited gets its times only when it goes out. */
  async function upToDate(tx: Tx, incident: Incident, draft: Draft): Promise<Draft> {
    const { nextUpdateBy: promised } = draft.input;
    const stands = promised !== null && promised > clock.now();
    if (draft.publishAt === null && draft.approval === null) {
      if (promised === null || stands) return draft;
      const kept = nextUpdateBy(clock.nowMs(), incident.severity, await settings.get(tx));
      return { ...draft, input: { ...draft.input, nextUpdateBy: kept } };
    }
    const overtaken = overtakenBy(incident, draft);
    if (overtaken) throw new Problem('state.conflict', overtaken);
    const { nextUpdateBy: _, publishAt: __, ...input } = draft.input;
    const now = { ...input, holdSeconds: 0, ...(stands ? { nextUpdateBy: promised } : {}) };
    return { ...draft, input: (await complete(incident, now, tx)).input };
  }

  return {
    upToDate,

    /** False when it was refused. */
    async commit(tx: Tx, draft: Draft): Promise<boolean> {
      const incident = await respond.get(draft.incidentId, tx);
      try {
        if (draft.corrects) await corrections().publish(tx, draft);
        else await publisher.publish(tx, publicationOf(await upToDate(tx, incident, draft)));
        await drafts().remove(tx, draft.id);
        return true;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        const [fact] = await timeline.record(tx, [
          {
            subject: `incident:${draft.incidentId}`,
            by: 'system:truth-gate',
            key: `refused:${draft.id}:${draft.writtenAt}`,
            body: {
              kind: 'carrier.skipped',
              carrier: 'page',
              reason: `The update was refused at the end of its hold: ${error.message}`.slice(0, 2_000),
            },
          },
        ]);
        // What was written long before is not at hand any more where it was written.
        if (draft.publishAt === null && draft.approval === null) await drafts().remove(tx, draft.id);
        else await drafts().settle(tx, draft.id, { commitsAt: null, refused: error.message });
        const author = draft.by.startsWith('person:') ? [draft.by.slice('person:'.length)] : [];
        const personIds = incident.roles.owner
          ? [...new Set([incident.roles.owner, ...(draft.publishAt ? author : [])])]
          : author;
        if (personIds.length > 0)
          await respond.notice.send(tx, incident, {
            personIds,
            reason: 'refused',
            because: fact!.id,
            detail: error.message,
          });
        return false;
      }
    },
  };
}
