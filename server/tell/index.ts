/**
 * TELL: the truth to everybody, on a kept cadence. Publishes updates through the truth gate and the linter, keeps
 * the promise of the next word, corrects in public, runs planned maintenance, and makes the public page. Writes
 * update.*, promise.*, gate.overridden, maintenance.*; answers incident.opened. It never sends anything itself: what
 * leaves the house are the ledger's rows and the page's bytes.
 */
import { type PromiseRecord, UpdateInput } from '@candor/protocol/tell.ts';
import type { Finding } from '@candor/protocol/words.ts';
import type { Audience } from '#audience';
import type { Calendar } from '#calendar';
import type { Catalog } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { People } from '#people';
import type { Respond } from '#respond';
import type { Store, Tx } from '#store';
import type { Incident, Timeline } from '#timeline';
import { createAudiencePreview, type ShowAudience } from './audience-preview.ts';
import { movedByHours, nextUpdateBy } from './cadence.ts';
import { type Correct, createCorrections } from './correct.ts';
import { createDrafts, type Draft, type Drafts } from './drafts.ts';
import { addFirstWord } from './firstword.ts';
import type { FailingMonitor } from './gate.ts';
import { createMaintenance, type Maintenance } from './maintenance.ts';
import type { Matters } from './matter.ts';
import { createNoteWriter } from './notewriter.ts';
import { createPromiseKeeper, type PromiseKeeper } from './promise.ts';
import { promiseRecord } from './promise-record.ts';
import { withHours } from './promise-words.ts';
import { createPublisher, type Publication } from './publish.ts';
import type { SettingsShelf } from './settings.ts';
import { createSnooze, refuseTooLate, type Snooze } from './snooze.ts';
import { addUnsaid } from './unsaid.ts';
import type { Voice } from './voice.ts';

export { PAGE_CSP } from './bytes.ts';
export { createNow } from './compat/now.ts';
export { createStatuspageWebhooks } from './compat/webhooks.ts';
export { addDigests } from './digests.ts';
export type { FailingMonitor } from './gate.ts';
export { createMatters } from './matter.ts';
export { createOutside } from './outside/index.ts';
export { createPages, type Pages } from './pages.ts';
export { createReach, type Reach } from './reach.ts';
export { createSettings } from './settings.ts';
export { createTransfer, type Transfer } from './transfer/index.ts';
export { createVoice, type Voice } from './voice.ts';

export type Tell = {
  settings: SettingsShelf;
  drafts: Pick<Drafts, 'list' | 'takeBack'>;
  maintenance: Maintenance;
  /** Checks, then holds, then publishes; answers the draft with the time of its commit. */
  update(incidentId: string, input: UpdateInput, by: string, tx?: Tx): Promise<Draft>;
  /** What the linter and the truth gate say of a text, without publishing it. */
  preview(
    incidentId: string,
    input: UpdateInput,
  ): Promise<{ findings: Finding[]; nextUpdateBy: string | null; blocked: string | null }>;
  /** Who would be told of a draft, and why; writes nothing. */
  showAudience: ShowAudience;
  correct: Correct;
  /** Puts the next word off, in public and with a reason. */
  snooze: Snooze;
  /** This person is writing the next word: nobody else is called for it. */
  acknowledgePromise(incidentId: string, by: string): Promise<Incident>;
  /** What was kept and missed, over everything. */
  promiseRecord(): Promise<PromiseRecord>;
  /** Open promises, the next due first. */
  promises(): Promise<{ incident: Incident; dueAt: string }[]>;
};

export function createTell(deps: {
  store: Store;
  timeline: Timeline;
  catalog: Catalog;
  calendar: Calendar;
  audience: Audience;
  matters: Matters;
  respond: Respond;
  people: People;
  clock: Clock;
  ids: Ids;
  voice: Voice;
  settings: SettingsShelf;
  failing: () => FailingMonitor[];
  reach: (tx: Tx, incident: Incident, updateId: string, because: string) => Promise<void>;
}): Tell {
  const { store, timeline, clock, ids, voice, respond, settings } = deps;
  let keeper: PromiseKeeper;
  const publisher = createPublisher({ ...deps, keeper: () => keeper });

  const publicationOf = ({ id, incidentId, input, by }: Draft): Publication => ({
    updateId: id,
    incidentId,
    by,
    phase: input.phase,
    text: input.text,
    pageTexts: input.pageTexts,
    origin: 'person',
    nextUpdateBy: input.nextUpdateBy,
    components: input.components,
    approvedBy: input.approvedBy,
    override: input.override,
    notify: input.notify,
    audience: input.audience,
  });

  /** What was true when the author was answered may be contradicted when the hold ends: then it is not published, and its owner hears why. */
  async function commit(tx: Tx, draft: Draft): Promise<boolean> {
    const publication = publicationOf(draft);
    const late = publication.nextUpdateBy !== null && publication.nextUpdateBy <= clock.now();
    const incident = await respond.get(draft.incidentId, tx);
    const kept = late
      ? nextUpdateBy(clock.nowMs(), incident.severity, await settings.get(tx))
      : publication.nextUpdateBy;
    try {
      await publisher.publish(tx, { ...publication, nextUpdateBy: kept });
      return true;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      await timeline.record(tx, [
        {
          subject: `incident:${draft.incidentId}`,
          by: 'system:truth-gate',
          key: `refused:${draft.id}`,
          body: {
            kind: 'carrier.skipped',
            carrier: 'page',
            reason: `The update was refused at the end of its hold: ${error.message}`.slice(0, 2_000),
          },
        },
      ]);
      const owner =
        incident.roles.owner ?? (draft.by.startsWith('person:') ? draft.by.slice('person:'.length) : null);
      if (owner)
        await respond.notice.send(tx, incident, {
          personIds: [owner],
          reason: 'refused',
          because: incident.lastFactAt,
        });
      return false;
    }
  }

  const drafts = createDrafts({ store, timeline, clock, ids, commit });

  keeper = createPromiseKeeper({
    timeline,
    respond,
    settings,
    clock,
    isWriting: async (incidentId, tx) => (await drafts.list(incidentId, tx)).length > 0,
    writeNote: createNoteWriter({ ...deps, publisher, drafts, commit }),
  });
  addFirstWord({ ...deps, publisher, drafts });
  addUnsaid(deps);

  /** Fills in what the author left to the house: the cadence's due time. */
  async function complete(incident: Incident, given: UpdateInput, tx?: Tx) {
    const input = UpdateInput.parse(given);
    const known = await settings.get(tx);
    const holdSeconds = input.holdSeconds ?? known.undoHoldSeconds;
    const commitsMs = clock.nowMs() + holdSeconds * 1_000;
    const { severity } = incident;
    const asked = input.nextUpdateBy ?? null;
    const byCadence = input.phase !== 'resolved' && !asked;
    const promised = byCadence ? nextUpdateBy(commitsMs, severity, known) : asked;
    refuseTooLate(promised, commitsMs, incident, known);
    const moved = byCadence && movedByHours(commitsMs, promised!, severity, known);
    const composed = (text: UpdateInput['text']) =>
      withHours(voice.compose(incident, { phase: input.phase, text, nextUpdateBy: promised }), moved);
    const text = composed(input.text);
    const pageTexts =
      input.pageTexts &&
      Object.fromEntries(Object.entries(input.pageTexts).map(([id, words]) => [id, composed(words)]));
    return {
      input: { ...input, text, ...(pageTexts ? { pageTexts } : {}), nextUpdateBy: promised },
      commitsAt: new Date(commitsMs).toISOString(),
    };
  }

  return {
    settings,
    drafts,
    maintenance: createMaintenance(deps),

    async update(incidentId, given, by, within) {
      const incident = await respond.get(incidentId, within);
      const { input, commitsAt } = await complete(incident, given, within);
      if (input.approvedBy && !(await deps.people.persons.get(input.approvedBy)))
        throw new Problem('request.invalid', `There is no person ${input.approvedBy}.`, {
          errors: [{ path: 'approvedBy', message: 'has to be a person of the staff' }],
        });
      const draft = { incidentId, input, by, commitsAt };
      await publisher.check(publicationOf({ ...draft, id: '', createdAt: '' }), incident, within);
      const write = async (tx: Tx) => {
        if (commitsAt > clock.now()) return drafts.add(tx, draft);
        const now: Draft = { ...draft, id: ids.next('upd'), createdAt: clock.now() };
        await publisher.publish(tx, publicationOf(now));
        return now;
      };
      return within ? write(within) : store.transaction(write);
    },

    async preview(incidentId, given) {
      const incident = await respond.get(incidentId);
      const { input } = await complete(incident, given);
      const publication = publicationOf({
        id: '',
        createdAt: '',
        commitsAt: '',
        incidentId,
        input,
        by: 'system:preview',
      });
      const findings = await voice.check(publication, incident, deps.failing());
      try {
        await publisher.check(publication, incident);
        return { findings, nextUpdateBy: input.nextUpdateBy, blocked: null };
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        return { findings, nextUpdateBy: input.nextUpdateBy, blocked: error.message };
      }
    },

    showAudience: createAudiencePreview(deps),
    correct: createCorrections(deps),
    snooze: createSnooze({ ...deps, publisher }),

    acknowledgePromise: (incidentId, by) =>
      store.transaction(async (tx) => {
        const incident = await respond.get(incidentId, tx);
        if (!incident.promise) throw new Problem('state.conflict', 'No word is promised for this incident.');
        await keeper.acknowledge(tx, incident, by);
        return respond.get(incidentId, tx);
      }),

    promiseRecord: async () =>
      promiseRecord(await timeline.incidents({ kind: 'incident', limit: Number.MAX_SAFE_INTEGER })),

    async promises() {
      const open = await timeline.incidents({ open: true, kind: 'incident', limit: 1_000 });
      return open
        .flatMap((incident) => (incident.promise ? [{ incident, dueAt: incident.promise.dueAt }] : []))
        .sort((a, b) => a.dueAt.localeCompare(b.dueAt));
    },
  };
}
