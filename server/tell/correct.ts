/**
 * Corrections: what was wrong is mended in public. The original stays readable, the corrected text passes the same
 * gate and the same rules as any other word, and everybody who was told hears of it. Where the policy asks for a second
 * person it waits for one, like any other word. It never moves a promise or a phase.
 */
import { type Correction, CorrectionInput } from '@candor/protocol/tell.ts';
import { IncidentPhase } from '@candor/protocol/words-of-state.ts';
import type { Audience } from '#audience';
import type { Clock } from '#lib/clock.ts';
import { Problem } from '#lib/problem.ts';
import type { Respond } from '#respond';
import type { Store, Tx } from '#store';
import type { Incident, Timeline } from '#timeline';
import { type Approval, type Approvals, approvalNeeded } from './approvals.ts';
import { type Draft, type Drafts, stateOf } from './drafts.ts';
import { type FailingMonitor, type Gate, overriddenFact, sentenceOf } from './gate.ts';
import { blockNotes, createJudgeNotes, refuseNotes, withNotes } from './segments.ts';
import type { SettingsShelf } from './settings.ts';
import type { Voice } from './voice.ts';

/** `waiting`: it is not public; a second person reads it first. */
export type Corrected = { incident: Incident; waiting: Draft | null };

export type Corrections = {
  correct(incidentId: string, updateId: string, input: Correction, by: string): Promise<Corrected>;
  /** One that waited, as it would be published now: throws what would be refused. */
  check(tx: Tx, draft: Draft): Promise<void>;
  publish(tx: Tx, draft: Draft): Promise<Incident>;
};

type Asked = { updateId: string; by: string } & Pick<
  ReturnType<typeof CorrectionInput.parse>,
  'text' | 'segmentNotes' | 'reason' | 'approvedBy' | 'override'
>;

/** Whoever approved it answers for what it says about data or security. */
const askedBy = ({ input, corrects, approval, by }: Draft): Asked => ({
  updateId: corrects!.updateId,
  reason: corrects!.reason,
  by,
  text: input.text,
  segmentNotes: input.segmentNotes,
  approvedBy: approval?.given?.by.replace(/^person:/, '') ?? input.approvedBy,
  override: input.override,
});

export function createCorrections({
  store,
  timeline,
  clock,
  respond,
  audience,
  voice,
  gate,
  settings,
  failing,
  drafts,
  approvals,
  reach,
}: {
  store: Store;
  timeline: Timeline;
  clock: Clock;
  respond: Respond;
  audience: Pick<Audience, 'traits'>;
  voice: Voice;
  gate: Gate;
  settings: SettingsShelf;
  failing: () => FailingMonitor[];
  drafts: () => Pick<Drafts, 'add' | 'rewrite' | 'list'>;
  approvals: () => Pick<Approvals, 'ask'>;
  reach: (tx: Tx, incident: Incident, updateId: string, because: string) => Promise<void>;
}): Corrections {
  const judgeNotes = createJudgeNotes({ voice, gate, failing });
  /** Judged as what it was when it was said, but against what the monitors say now. */
  function situation(incident: Incident, { updateId, text: written, by }: Asked) {
    const at = incident.updates.findIndex((update) => update.id === updateId);
    const update = incident.updates[at];
    if (!update) throw new Problem('not-found', `The incident has no update ${updateId}.`);
    const before = { ...incident, updates: incident.updates.slice(0, at) };
    const { phase, nextUpdateBy } = update;
    const text = voice.compose(before, { phase, text: written, nextUpdateBy });
    return { update, before, said: { phase, text, origin: 'person' as const, nextUpdateBy, by } };
  }

  async function judged(tx: Tx, incident: Incident, asked: Asked) {
    const { before, said: draft } = situation(incident, asked);
    const { approvedBy, override, segmentNotes } = asked;
    await refuseNotes({ text: draft.text, segmentNotes }, audience, tx);
    const segmentTexts = withNotes(draft.text, segmentNotes);
    const said = { ...draft, override, approvedBy, segmentTexts, corrects: true };
    const claims = await gate.pass(said, before, tx);
    const findings = await voice.check({ ...draft, approvedBy, override }, before, failing(), tx);
    const errors = findings.filter(({ level, rule }) => level === 'error' && rule !== 'H06');
    if (errors.length > 0 && !override)
      throw new Problem('words.blocked', errors.map(({ message }) => message).join(' '), {
        extra: { findings },
      });
    blockNotes(await judgeNotes(said, before, tx));
    const overridden = [
      ...claims.map(sentenceOf),
      ...errors.map(({ rule, message }) => `${rule}: ${message}`),
    ];
    return { said, claims, overridden };
  }

  async function publish(tx: Tx, incident: Incident, asked: Asked): Promise<Incident> {
    const { said, claims, overridden } = await judged(tx, incident, asked);
    const { updateId, by, approvedBy, override, reason } = asked;
    const signature = overriddenFact(override, overridden, { findings: claims, said, updateId });
    const facts = await timeline.record(
      tx,
      [
        ...(signature ? [{ by, at: clock.now(), body: signature }] : []),
        ...(approvedBy
          ? [{ by, body: { kind: 'statement.approved', updateId, personId: approvedBy } } as const]
          : []),
        {
          by,
          body: {
            kind: 'update.corrected',
            updateId,
            text: said.text,
            ...(said.segmentTexts ? { segmentTexts: said.segmentTexts } : {}),
            reason,
          },
        } as const,
      ].map((fact) => ({ ...fact, subject: `incident:${incident.id}` })),
    );
    const after = await respond.get(incident.id, tx);
    await reach(tx, after, updateId, facts.at(-1)!.id);
    return after;
  }

  /** Announcements of planned work are approved by nobody, so neither is what corrects them. */
  async function secondPerson(tx: Tx, incident: Incident, asked: Asked): Promise<Approval['because'] | null> {
    if (incident.kind !== 'incident') return null;
    const { approvals: rules } = await settings.get(tx);
    const { before, said } = situation(incident, asked);
    const found = rules.statements ? await voice.check(said, before, failing(), tx) : [];
    return approvalNeeded(rules, {
      severity: incident.severity,
      hasStatement: found.some(({ rule }) => rule === 'H08'),
    });
  }

  /** A newer correction of the same update takes the place of one that waits. */
  async function wait(tx: Tx, incident: Incident, asked: Asked, because: Approval['because']) {
    // Whoever approves it will answer for it, so that nobody has to be named yet.
    const { claims } = await judged(tx, incident, { ...asked, approvedBy: asked.by });
    const { updateId, reason, by, text, segmentNotes, approvedBy, override } = asked;
    const { update } = situation(incident, asked);
    const written = {
      incidentId: incident.id,
      by,
      commitsAt: null,
      approval: { because, askedAt: clock.now() },
      corrects: { updateId, reason },
      input: {
        phase: IncidentPhase.parse(update.phase),
        text,
        ...(segmentNotes ? { segmentNotes } : {}),
        nextUpdateBy: update.nextUpdateBy,
        ...(approvedBy ? { approvedBy } : {}),
        ...(override ? { override: { ...override, findings: claims.map(({ id }) => id) } } : {}),
      },
    };
    const before = (await drafts().list(incident.id, tx)).find(
      (each) => each.corrects?.updateId === updateId && stateOf(each) !== 'held',
    );
    const draft = before ? await drafts().rewrite(tx, before.id, written) : await drafts().add(tx, written);
    await approvals().ask(tx, incident, draft);
    return draft;
  }

  return {
    correct: (incidentId, updateId, given, by) =>
      store.transaction(async (tx) => {
        const asked = { ...CorrectionInput.parse(given), updateId, by };
        const incident = await respond.get(incidentId, tx);
        const because = await secondPerson(tx, incident, asked);
        return because
          ? { incident, waiting: await wait(tx, incident, asked, because) }
          : { incident: await publish(tx, incident, asked), waiting: null };
      }),
    check: async (tx, draft) =>
      void (await judged(tx, await respond.get(draft.incidentId, tx), askedBy(draft))),
    publish: async (tx, draft) => publish(tx, await respond.get(draft.incidentId, tx), askedBy(draft)),
  };
}
