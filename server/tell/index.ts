/**
 * TELL: the truth to everybody, on a kept cadence. Publishes updates through the truth gate and the linter, keeps
 * the promise of the next word, corrects in public, runs planned maintenance, and makes the public page. Writes
 * update.*, promise.*, gate.overridden, challenge.*, maintenance.*; answers incident.opened and what comes to contradict
 * what was said. It never sends anything itself: what
 * leaves the house are the ledger's rows and the page's bytes.
 */
import type { Suggestion } from '@candor/protocol/composer.ts';
import {
  type PreviewFinding,
  type PromiseRecord,
  type TruthFinding,
  UpdateInput,
} from '@candor/protocol/tell.ts';
import type { Audience } from '#audience';
import type { Calendar } from '#calendar';
import type { Carriers } from '#carriers';
import type { Catalog } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { People } from '#people';
import type { Respond } from '#respond';
import type { Store, Tx } from '#store';
import { type Incident, isOpen, type Timeline } from '#timeline';
import type { Watch } from '#watch';
import { type Approvals, approvalNeeded, createApprovals } from './approvals.ts';
import { createAudiencePreview, type ShowAudience } from './audience-preview.ts';
import { type Challenges, createChallenges } from './challenge.ts';
import { createComplete } from './complete.ts';
import { type Corrections, createCorrections } from './correct.ts';
import { createDrafts, type Draft, type Drafts, digestOf, stateOf } from './drafts.ts';
import { addFirstWord } from './firstword.ts';
import { asFinding, createGate, type FailingMonitor, type Gate } from './gate.ts';
import { createGoingOut, publicationOf } from './going-out.ts';
import { createKnowing, type Measured, measuredByFailures } from './known.ts';
import { createMaintenance, type Maintenance } from './maintenance/index.ts';
import type { Matters } from './matter.ts';
import { createMessagePreview, type PreviewMessages } from './message-preview.ts';
import { createNoteWriter } from './notewriter.ts';
import { createPromiseKeeper, type PromiseKeeper } from './promise.ts';
import { promiseRecord } from './promise-record.ts';
import { createPublisher, type Publisher } from './publish.ts';
import { refuseTime } from './schedule.ts';
import { createJudgeNotes, type JudgedNote, refuseNotes } from './segments.ts';
import type { SettingsShelf } from './settings.ts';
import { createSnooze, type Snooze } from './snooze.ts';
import { createSuggestions } from './suggestion.ts';
import { addUnsaid } from './unsaid.ts';
import type { Voice } from './voice.ts';

export { PAGE_CSP } from './bytes.ts';
export { createNow } from './compat/now.ts';
export { createStatuspageWebhooks } from './compat/webhooks.ts';
export { addDigests, wakeForDigests } from './digests.ts';
export { frameIn } from './frame.ts';
export type { FailingMonitor } from './gate.ts';
export { createHolding } from './holding/index.ts';
export { nowDocument } from './holding/now-document.ts';
export { type Measured, measuredBy } from './known.ts';
export { createMatters, type Matters } from './matter.ts';
export { createOutward, type Outward } from './outward.ts';
export { createPages, type Pages } from './pages.ts';
export { createReach, type Reach } from './reach.ts';
export { createSettings, type SettingsShelf } from './settings.ts';
export { createToldHere } from './told-here.ts';
export { createTransfer, type Transfer } from './transfer/index.ts';
export { createVoice, type Voice } from './voice.ts';

export type Tell = {
  settings: SettingsShelf;
  /** For rules of the house; a person's word goes through `update`. */
  publisher: Publisher;
  drafts: Pick<Drafts, 'list' | 'takeBack'>;
  approvals: Pick<Approvals, 'approve' | 'refuse'>;
  maintenance: Maintenance;
  /** What a composer opens with. */
  suggest(incidentId: string): Promise<Suggestion>;
  /** Each channel's form of a text, before it is sent. */
  previewMessages: PreviewMessages;
  /** Checks, then holds, then publishes; answers the draft with the time of its commit. */
  update(incidentId: string, input: UpdateInput, by: string, tx?: Tx): Promise<Draft>;
  /** Other words for an update that waits or is scheduled, judged as anew. */
  rewrite(draftId: string, input: UpdateInput, by: string, digest?: string): Promise<Draft>;
  /** What the linter and the truth gate say of a text, without publishing it. */
  preview(
    incidentId: string,
    input: UpdateInput,
  ): Promise<{
    findings: PreviewFinding[];
    truth: TruthFinding[];
    /** What is found in the words for each segment beside it. */
    notes: JudgedNote[];
    nextUpdateBy: string | null;
    blocked: string | null;
  }>;
  /** Who would be told of a draft, and why; writes nothing. */
  showAudience: ShowAudience;
  /** Mends a public word, or has it wait for a second person. */
  correct: Corrections['correct'];
  /** What the truth gate has to say of words that go out by other ways than an update. */
  gate: Pick<Gate, 'findings'>;
  challenges: Challenges;
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
  carriers: Pick<Carriers, 'all' | 'describe'>;
  matters: Matters;
  respond: Respond;
  people: People;
  clock: Clock;
  ids: Ids;
  voice: Voice;
  settings: SettingsShelf;
  failing: () => FailingMonitor[];
  publicUrl: () => string;
  /** What every monitor says, also what maintenance hides. */
  states: Watch['states'];
  /** What else monitors and readers say; without it, failures are all that is known. */
  measured?: Measured;
  reach: (tx: Tx, incident: Incident, updateId: string, because: string) => Promise<void>;
}): Tell {
  const { store, timeline, clock, ids, voice, respond, settings } = deps;
  let keeper: PromiseKeeper;
  const knowing = createKnowing({ ...deps, measured: deps.measured ?? measuredByFailures(deps.failing) });
  const gate = createGate({ ...deps, knowing });
  const judgeNotes = createJudgeNotes({ voice, gate, failing: deps.failing });
  const publisher = createPublisher({ ...deps, gate, keeper: () => keeper });

  const complete = createComplete(deps);
  const goingOut = createGoingOut({
    ...deps,
    publisher,
    complete,
    corrections: () => corrections,
    drafts: () => drafts,
  });
  const { upToDate, commit } = goingOut;
  const drafts = createDrafts({
    store,
    timeline,
    clock,
    ids,
    commit: async (tx, draft) => void (await commit(tx, draft)),
  });
  const corrections: Corrections = createCorrections({
    ...deps,
    gate,
    drafts: () => drafts,
    approvals: () => approvals,
  });
  const speak = createNoteWriter({ ...deps, publisher });

  const approvals: Approvals = createApprovals({
    ...deps,
    drafts: () => drafts,
    check: async (tx, incident, draft) => {
      if (draft.corrects) return corrections.check(tx, draft);
      await publisher.check(publicationOf(await upToDate(tx, incident, draft)), incident, tx);
    },
    async overdue(tx, incident, draft, because) {
      const then = await approvals.lapse(tx, incident, draft, because);
      if (then === 'published' && (await commit(tx, draft))) return;
      if (then !== 'reminded' && isOpen(incident)) await speak(tx, incident, because);
    },
  });

  keeper = createPromiseKeeper({
    timeline,
    respond,
    settings,
    clock,
    isWriting: async (incidentId, tx) => (await drafts.held(incidentId, tx)).length > 0,
    /** A person's words go first, where they may go out; what is not published keeps no promise, so then the house speaks. */
    async writeNote(tx, incident, because) {
      for (const draft of await drafts.held(incident.id, tx)) if (await commit(tx, draft)) return;
      for (const draft of await drafts.list(incident.id, tx)) {
        if (stateOf(draft) !== 'waiting') continue;
        const then = await approvals.lapse(tx, incident, draft, because);
        // A correction is public then as well, and no next word.
        if (then === 'published' && (await commit(tx, draft)) && !draft.corrects) return;
      }
      await speak(tx, await respond.get(incident.id, tx), because);
    },
  });
  addFirstWord({ ...deps, publisher, drafts });
  addUnsaid(deps);

  /** Judges it, and says how it goes out: after the hold, at its time, or when somebody has approved it. */
  async function prepared(incident: Incident, given: UpdateInput, by: string, tx?: Tx) {
    const { input, commitsAt } = await complete(incident, given, tx);
    await refuseNotes(input, deps.audience, tx);
    const { publishAt = null, approvedBy } = input;
    if (publishAt) refuseTime(publishAt, given.nextUpdateBy, clock.now());
    if (approvedBy && !(await deps.people.persons.get(approvedBy)))
      throw new Problem('request.invalid', `There is no person ${approvedBy}.`, {
        errors: [{ path: 'approvedBy', message: 'has to be a person of the staff' }],
      });
    const { approvals: rules } = await settings.get(tx);
    const draft: Draft = {
      id: '',
      incidentId: incident.id,
      input,
      by,
      createdAt: clock.now(),
      writtenAt: clock.now(),
      commitsAt,
      publishAt,
      approval: null,
      refused: null,
      corrects: null,
    };
    const publication = publicationOf(draft);
    const unsigned = { ...publication, approvedBy: undefined, override: undefined };
    const found = rules.statements ? await voice.check(unsigned, incident, deps.failing(), tx) : [];
    const because = approvalNeeded(rules, {
      severity: incident.severity,
      hasStatement: found.some(({ rule }) => rule === 'H08'),
    });
    // Who will approve it will answer for it, so that nobody has to be named yet.
    const { signed } = await publisher.check(
      { ...publication, approvedBy: because ? by : approvedBy },
      incident,
      tx,
    );
    // What comes up until it is published was signed by nobody.
    const override = input.override && { ...input.override, findings: signed.map(({ id }) => id) };
    if (because === null && publishAt === null) return { ...draft, input: { ...input, override } };
    const { nextUpdateBy: asked = null, ...given_ } = UpdateInput.parse(given);
    const written = { ...given_, override };
    return {
      ...draft,
      input: { ...written, nextUpdateBy: asked },
      commitsAt: because ? null : publishAt,
      approval: because ? { because, askedAt: clock.now() } : null,
    };
  }

  return {
    settings,
    publisher,
    drafts,
    approvals,
    maintenance: createMaintenance({ ...deps, publisher }),
    suggest: createSuggestions(deps),
    previewMessages: createMessagePreview({
      ...deps,
      async complete(incidentId, given) {
        const { input, commitsAt } = await complete(await respond.get(incidentId), given);
        return { text: input.text, nextUpdateBy: input.nextUpdateBy, commitsAt };
      },
    }),

    async update(incidentId, given, by, within) {
      const incident = await respond.get(incidentId, within);
      const draft = await prepared(incident, given, by, within);
      const write = async (tx: Tx) => {
        if (draft.commitsAt !== null && draft.commitsAt <= clock.now()) {
          const now: Draft = { ...draft, id: ids.next('upd') };
          await publisher.publish(tx, publicationOf(now));
          return now;
        }
        const added = await drafts.add(tx, draft);
        if (added.approval) await approvals.ask(tx, incident, added);
        return added;
      };
      return within ? write(within) : store.transaction(write);
    },

    rewrite: (draftId, given, by, digest) =>
      store.transaction(async (tx) => {
        const before = await drafts.get(draftId, tx);
        if (stateOf(before) === 'held')
          throw new Problem(
            'state.conflict',
            'It goes public within seconds; take it back and write it anew.',
          );
        if (before.corrects)
          throw new Problem(
            'state.conflict',
            'This corrects an update that is public; send the correction anew, and it takes its place.',
          );
        if (digest && digest !== digestOf(before))
          throw new Problem('edit.conflict', 'The text was changed since you read it; read it again.');
        const incident = await respond.get(before.incidentId, tx);
        const written = await drafts.rewrite(tx, draftId, await prepared(incident, given, by, tx));
        if (written.approval) await approvals.ask(tx, incident, written);
        return written;
      }),

    async preview(incidentId, given) {
      const incident = await respond.get(incidentId);
      const { input } = await complete(incident, given);
      await refuseNotes(input, deps.audience);
      const publication = publicationOf({
        id: '',
        createdAt: '',
        writtenAt: '',
        commitsAt: '',
        publishAt: null,
        approval: null,
        refused: null,
        corrects: null,
        incidentId,
        input,
        by: 'system:preview',
      });
      // The linter knows names of monitors only; the gate says the same with all that is known.
      const linted = (await voice.check(publication, incident, deps.failing())).filter(
        ({ rule }) => rule !== 'H06',
      );
      const truth = await gate.findings(publication, incident);
      const notes = await judgeNotes(publication, incident);
      const shown = {
        findings: [...truth.map(asFinding), ...linted],
        truth,
        notes,
        nextUpdateBy: input.nextUpdateBy,
      };
      try {
        await publisher.check(publication, incident);
        return { ...shown, blocked: null };
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        return { ...shown, blocked: error.message };
      }
    },

    showAudience: createAudiencePreview(deps),
    correct: corrections.correct,
    gate,
    challenges: createChallenges({ ...deps, knowing }),
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
