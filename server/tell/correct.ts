/**
 * Corrections: what was wrong is mended in public. The original stays readable, the corrected text passes the same
 * gate and the same rules as any other word, and everybody who was told hears of it. It never moves a promise or a phase.
 */
import { type Correction, CorrectionInput } from '@candor/protocol/tell.ts';
import type { Audience } from '#audience';
import type { Clock } from '#lib/clock.ts';
import { Problem } from '#lib/problem.ts';
import type { Respond } from '#respond';
import type { Store, Tx } from '#store';
import type { FactDraft, Incident, Timeline } from '#timeline';
import { type FailingMonitor, type Gate, overrideOf, sentenceOf } from './gate.ts';
import { blockNotes, createJudgeNotes, refuseNotes, withNotes } from './segments.ts';
import type { Voice } from './voice.ts';

export type Correct = (
  incidentId: string,
  updateId: string,
  input: Correction,
  by: string,
) => Promise<Incident>;

export function createCorrections({
  store,
  timeline,
  clock,
  respond,
  audience,
  voice,
  gate,
  failing,
  reach,
}: {
  store: Store;
  timeline: Timeline;
  clock: Clock;
  respond: Respond;
  audience: Pick<Audience, 'traits'>;
  voice: Voice;
  gate: Gate;
  failing: () => FailingMonitor[];
  reach: (tx: Tx, incident: Incident, updateId: string, because: string) => Promise<void>;
}): Correct {
  const judgeNotes = createJudgeNotes({ voice, gate, failing });
  return (incidentId, updateId, given, by) =>
    store.transaction(async (tx) => {
      const input = CorrectionInput.parse(given);
      const incident = await respond.get(incidentId, tx);
      const at = incident.updates.findIndex((update) => update.id === updateId);
      const update = incident.updates[at];
      if (!update) throw new Problem('not-found', `The incident has no update ${updateId}.`);
      // Judged as what it was when it was said, but against what the monitors say now.
      const before = { ...incident, updates: incident.updates.slice(0, at) };
      const { phase, nextUpdateBy } = update;
      const text = voice.compose(before, { phase, text: input.text, nextUpdateBy });
      const failingNow = failing();
      const draft = { phase, text, origin: 'person' as const, nextUpdateBy, by };
      const { approvedBy, override } = input;
      await refuseNotes({ text, segmentNotes: input.segmentNotes }, audience, tx);
      const segmentTexts = withNotes(text, input.segmentNotes);
      const said = { ...draft, override, approvedBy, segmentTexts, corrects: true };
      const claims = await gate.pass(said, before, tx);
      const findings = await voice.check({ ...draft, approvedBy, override }, before, failingNow, tx);
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
      const signed: Omit<FactDraft, 'subject'>[] =
        override && overridden.length > 0
          ? [
              {
                by,
                at: clock.now(),
                body: {
                  kind: 'gate.overridden',
                  rule: 'H06',
                  reason: override.reason,
                  claims: overridden.slice(0, 50).map((claim) => claim.slice(0, 500)),
                  updateId,
                  ...overrideOf(claims, said),
                },
              },
            ]
          : [];
      const facts = await timeline.record(
        tx,
        [
          ...signed,
          {
            by,
            body: {
              kind: 'update.corrected',
              updateId,
              text,
              ...(segmentTexts ? { segmentTexts } : {}),
              reason: input.reason,
            },
          } as const,
        ].map((fact) => ({ ...fact, subject: `incident:${incidentId}` })),
      );
      const after = await respond.get(incidentId, tx);
      await reach(tx, after, updateId, facts.at(-1)!.id);
      return after;
    });
}
