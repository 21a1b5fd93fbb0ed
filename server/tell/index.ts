/**
 * TELL: the truth to everybody, on a kept cadence. Publishes updates through the truth gate and the linter, keeps
 * the promise of the next word, corrects in public, runs planned maintenance, and makes the public page. Writes
 * update.*, promise.*, gate.overridden, challenge.*, maintenance.*; answers incident.opened and what comes to contradict
 * what was said. It never sends anything itself: what
 * leaves the house are the ledger's rows and the page's bytes.
 */
import type { Suggestion } from '@candor/protocol/composer.ts';
import { type TruthFinding, UpdateInput } from '@candor/protocol/tell.ts';
import type { Finding } from '@candor/protocol/words.ts';
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
import { nextUpdateBy } from './cadence.ts';
import { type Challenges, createChallenges } from './challenge.ts';
import { type Correct, createCorrections } from './correct.ts';
import { createDrafts, type Draft, type Drafts, digestOf, stateOf } from './drafts.ts';
import { addFirstWord } from './firstword.ts';
import { asFinding, createGate, type FailingMonitor, type Gate } from './gate.ts';
import { createKnowing, type Measured, measuredByFailures } from './known.ts';
import { createMaintenance, type Maintenance } from './maintenance/index.ts';
import type { Matters } from './matter.ts';
import { createMessagePreview, type PreviewMessages } from './message-preview.ts';
import { createPromiseKeeper, type PromiseKeeper } from './promise.ts';
import { createPublisher, type Publication, type Publisher } from './publish.ts';
import { overtakenBy, refuseTime } from './schedule.ts';
import type { SettingsShelf } from './settings.ts';
import { createSuggestions } from './suggestion.ts';
import type { Voice } from './voice.ts';

export { PAGE_CSP } from './bytes.ts';
export { createNow } from './compat/now.ts';
export { createStatuspageWebhooks } from './compat/webhooks.ts';
export { addDigests } from './digests.ts';
export type { FailingMonitor } from './gate.ts';
export { createHolding } from './holding/index.ts';
export { nowDocument } from './holding/now-document.ts';
export { type Measured, measuredBy } from './known.ts';
export { createMatters } from './matter.ts';
export { createOutward, type Outward } from './outward.ts';
export { createPages, type Pages } from './pages.ts';
export { createReach, type Reach } from './reach.ts';
export { createSettings } from './settings.ts';
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
    findings: Finding[];
    truth: TruthFinding[];
    nextUpdateBy: string | null;
    blocked: string | null;
  }>;
  /** Who would be told of a draft, and why; writes nothing. */
  showAudience: ShowAudience;
  correct: Correct;
  /** What the truth gate has to say of words that go out by other ways than an update. */
  gate: Pick<Gate, 'findings'>;
  challenges: Challenges;
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
  const publisher = createPublisher({ ...deps, gate, keeper: () => keeper });

  const publicationOf = ({ id, incidentId, input, by, approval }: Draft): Publication => ({
    updateId: id,
    incidentId,
    by,
    phase: input.phase,
    text: input.text,
    pageTexts: input.pageTexts,
    origin: 'person',
    nextUpdateBy: input.nextUpdateBy,
    components: input.components,
    // Whoever approved it answers for what it says about data or security.
    approvedBy: approval?.given?.by.replace(/^person:/, '') ?? input.approvedBy,
    override: input.override,
    notify: input.notify,
    audience: input.audience,
  });

  /** As it would be published now: what waited gets its times only when it goes out. */
  async function upToDate(tx: Tx, incident: Incident, draft: Draft): Promise<Draft> {
    const { nextUpdateBy: promised } = draft.input;
    const stands = promised !== null && promised > clock.now();
    if (draft.publishAt === null && draft.approval === null) {
      if (promised === null || stands) return draft;
      const { cadenceSeconds } = await settings.get(tx);
      const kept = nextUpdateBy(clock.nowMs(), incident.severity, { cadenceSeconds });
      return { ...draft, input: { ...draft.input, nextUpdateBy: kept } };
    }
    const overtaken = overtakenBy(incident, draft);
    if (overtaken) throw new Problem('state.conflict', overtaken);
    const { nextUpdateBy: _, publishAt: __, ...input } = draft.input;
    const now = { ...input, holdSeconds: 0, ...(stands ? { nextUpdateBy: promised } : {}) };
    return { ...draft, input: (await complete(incident, now, tx)).input };
  }

  /**
   * What was true when the author was answered may be contradicted when the hold ends: then it is not published, and
   * its owner hears why. False when it was refused.
   */
  async function commit(tx: Tx, draft: Draft): Promise<boolean> {
    const incident = await respond.get(draft.incidentId, tx);
    try {
      await publisher.publish(tx, publicationOf(await upToDate(tx, incident, draft)));
      await drafts.remove(tx, draft.id);
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
      if (draft.publishAt === null && draft.approval === null) await drafts.remove(tx, draft.id);
      else await drafts.settle(tx, draft.id, { commitsAt: null, refused: error.message });
      const author = draft.by.startsWith('person:') ? [draft.by.slice('person:'.length)] : [];
      const personIds = incident.roles.owner
        ? [...new Set([incident.roles.owner, ...(draft.publishAt ? author : [])])]
        : author;
      if (personIds.length > 0)
        await respond.notice.send(tx, incident, {
          personIds,
          webhooks: [],
          reason: 'refused',
          because: fact!.id,
          detail: error.message,
        });
      return false;
    }
  }

  const drafts = createDrafts({
    store,
    timeline,
    clock,
    ids,
    commit: async (tx, draft) => void (await commit(tx, draft)),
  });

  /** The house's own word: the first one, or that nothing has changed. */
  async function speak(tx: Tx, incident: Incident, because: string) {
    const told = nextUpdateBy(clock.nowMs(), incident.severity, await settings.get(tx));
    const first = incident.updates.length === 0;
    await publisher.publish(tx, {
      updateId: ids.next('upd'),
      incidentId: incident.id,
      phase: incident.phase as Publication['phase'],
      text: first ? await voice.firstWord(incident, told, tx) : await voice.note(incident, told, tx),
      origin: first ? 'automatic' : 'note',
      nextUpdateBy: told,
      by: 'system:promise',
      because,
    });
  }

  const approvals = createApprovals({
    ...deps,
    drafts: () => drafts,
    check: async (tx, incident, draft) =>
      void (await publisher.check(publicationOf(await upToDate(tx, incident, draft)), incident, tx)),
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
    /** A person's words go first, where they may go out; what is not published keeps no promise, so then the house speaks. */
    async writeNote(tx, incident, because) {
      for (const draft of await drafts.held(incident.id, tx)) if (await commit(tx, draft)) return;
      for (const draft of await drafts.list(incident.id, tx)) {
        if (stateOf(draft) !== 'waiting') continue;
        const then = await approvals.lapse(tx, incident, draft, because);
        if (then === 'published' && (await commit(tx, draft))) return;
      }
      await speak(tx, incident, because);
    },
  });
  addFirstWord({ ...deps, publisher, drafts });

  /** Fills in what the author left to the house: the cadence's due time. */
  async function complete(incident: Incident, given: UpdateInput, tx?: Tx) {
    const input = UpdateInput.parse(given);
    const { cadenceSeconds, undoHoldSeconds } = await settings.get(tx);
    const holdSeconds = input.holdSeconds ?? undoHoldSeconds;
    const commitsMs = input.publishAt ? Date.parse(input.publishAt) : clock.nowMs() + holdSeconds * 1_000;
    const promised =
      input.phase === 'resolved'
        ? (input.nextUpdateBy ?? null)
        : (input.nextUpdateBy ?? nextUpdateBy(commitsMs, incident.severity, { cadenceSeconds }));
    const composed = (text: UpdateInput['text']) =>
      voice.compose(incident, { phase: input.phase, text, nextUpdateBy: promised });
    const text = composed(input.text);
    const pageTexts =
      input.pageTexts &&
      Object.fromEntries(Object.entries(input.pageTexts).map(([id, words]) => [id, composed(words)]));
    return {
      input: { ...input, text, ...(pageTexts ? { pageTexts } : {}), nextUpdateBy: promised },
      commitsAt: new Date(commitsMs).toISOString(),
    };
  }

  /** Judges it, and says how it goes out: after the hold, at its time, or when somebody has approved it. */
  async function prepared(incident: Incident, given: UpdateInput, by: string, tx?: Tx) {
    const { input, commitsAt } = await complete(incident, given, tx);
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
      const publication = publicationOf({
        id: '',
        createdAt: '',
        writtenAt: '',
        commitsAt: '',
        publishAt: null,
        approval: null,
        refused: null,
        incidentId,
        input,
        by: 'system:preview',
      });
      // The linter knows names of monitors only; the gate says the same with all that is known.
      const linted = (await voice.check(publication, incident, deps.failing())).filter(
        ({ rule }) => rule !== 'H06',
      );
      const truth = await gate.findings(publication, incident);
      const shown = {
        findings: [...truth.map(asFinding), ...linted],
        truth,
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
    correct: createCorrections({ ...deps, gate }),
    gate,
    challenges: createChallenges({ ...deps, knowing }),

    async promises() {
      const open = await timeline.incidents({ open: true, kind: 'incident', limit: 1_000 });
      return open
        .flatMap((incident) => (incident.promise ? [{ incident, dueAt: incident.promise.dueAt }] : []))
        .sort((a, b) => a.dueAt.localeCompare(b.dueAt));
    },
  };
}
