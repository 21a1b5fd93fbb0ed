/**
 * Every step of planned work is told as what it is, on the page and to whoever asked to be told: in the house's words,
 * or in a person's, which pass the rules first. What the rules refuse is written nowhere.
 */
import type { SegmentNotes, SegmentTexts } from '@candor/protocol/told.ts';
import type { LocalizedText, MaintenancePhase, MaintenanceStep } from '@candor/protocol/words-of-state.ts';
import type { Audience } from '#audience';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { Tx } from '#store';
import type { FactDraft, Incident, Timeline } from '#timeline';
import { NOBODY_WRITTEN_TO } from '../publish.ts';
import type { Reach } from '../reach.ts';
import { blockNotes, createJudgeNotes, refuseNotes, withNotes, withoutRefused } from '../segments.ts';
import type { Voice } from '../voice.ts';

/** A person's own words at a step, in place of the house's; they pass the same rules as the announcement. */
export type Said = {
  text?: LocalizedText | undefined;
  /** Beside it, for readers of segments. */
  segmentNotes?: SegmentNotes | undefined;
  override?: { reason: string } | undefined;
  notify?: boolean | undefined;
};

export type Word = {
  what: MaintenancePhase | MaintenanceStep | 'told';
  by: string;
  because: string | null;
  said?: Said | undefined;
  /** Why it is said only once; by its cause when left out. */
  key?: string;
  formerEndsAt?: string;
  /** What the moment adds to the house's words. */
  also?: (text: LocalizedText) => LocalizedText | Promise<LocalizedText>;
};

type Beside = {
  what: MaintenancePhase | MaintenanceStep;
  text: LocalizedText;
  formerEndsAt: string | null;
  by: string;
  /** What a person wrote for segments, in place of the templates'. */
  notes?: SegmentNotes | undefined;
};

export type Saying = ReturnType<typeof createSaying>;

const STEPS = new Set<string>(['reminded', 'moved', 'extended']);

/** What was said against the rules carries its reason. */
export const signed = (overridden: readonly string[], override: Said['override'], by: string) =>
  override && overridden.length > 0
    ? [
        {
          by,
          body: {
            kind: 'gate.overridden',
            rule: 'U10',
            reason: override.reason,
            claims: overridden.map((claim) => claim.slice(0, 500)),
          },
        } as const,
      ]
    : [];

export function createSaying({
  timeline,
  ids,
  voice,
  audience,
  reach,
}: {
  timeline: Timeline;
  ids: Ids;
  voice: Voice;
  audience: Pick<Audience, 'traits'>;
  reach: Reach;
}) {
  const judgeNotes = createJudgeNotes({ voice, failing: () => [] });

  async function get(id: string, tx: Tx): Promise<Incident> {
    const maintenance = await timeline.incident(id, tx);
    if (maintenance?.kind !== 'maintenance')
      throw new Problem('not-found', `There is no maintenance ${id.slice(0, 64)}.`);
    return maintenance;
  }

  const record = (tx: Tx, id: string, drafts: Omit<FactDraft, 'subject'>[]) =>
    timeline.record(
      tx,
      drafts.map((draft) => ({ ...draft, subject: `incident:${id}` })),
    );

  /** A person's words as readers will get them, and what the rules say of them. */
  async function judge(
    maintenance: Incident,
    input: { text: LocalizedText; phase: MaintenancePhase; override?: Said['override'] },
    by: string,
    tx: Tx,
  ) {
    const draft = { phase: input.phase, text: input.text, nextUpdateBy: null };
    const text = voice.compose(maintenance, draft);
    const findings = await voice.check(
      { ...draft, text, origin: 'person', by, override: input.override },
      maintenance,
      [],
      tx,
    );
    return { text, findings };
  }

  async function accept(
    maintenance: Incident,
    input: Parameters<typeof judge>[1],
    by: string,
    tx: Tx,
  ): Promise<{ text: LocalizedText; overridden: string[] }> {
    const { text, findings } = await judge(maintenance, input, by, tx);
    const errors = findings.filter(({ level }) => level === 'error');
    if (errors.length > 0 && !input.override)
      throw new Problem('words.blocked', errors.map(({ message }) => message).join(' '), {
        extra: { findings },
      });
    return { text, overridden: errors.map(({ rule, message }) => `${rule}: ${message}`) };
  }

  const phaseOf = (maintenance: Incident, what: Beside['what']) =>
    STEPS.has(what) ? maintenance.phase : (what as MaintenancePhase);

  /** A person's notes as readers will get them, and what the rules say of them. */
  async function noted(maintenance: Incident, { what, text, by, notes }: Beside, tx: Tx) {
    await refuseNotes({ text, segmentNotes: notes }, audience, tx);
    const segmentTexts = withNotes(text, notes);
    const phase = phaseOf(maintenance, what);
    const said = { phase, text, segmentTexts, origin: 'person', nextUpdateBy: null, by } as const;
    return { segmentTexts, judged: await judgeNotes(said, maintenance, tx) };
  }

  /** Whoever wrote them is there to mend them. */
  async function written(maintenance: Incident, word: Beside, tx: Tx) {
    const { segmentTexts, judged } = await noted(maintenance, word, tx);
    blockNotes(judged);
    return segmentTexts;
  }

  /** What readers of a segment are told beside the house's words, as far as it passes the same rules. */
  async function beside(
    maintenance: Incident,
    { what, text, formerEndsAt, by, notes }: Beside,
    tx: Tx,
  ): Promise<{ segmentTexts: SegmentTexts | undefined; skipped: Omit<FactDraft, 'subject'>[] }> {
    const own = notes && (await written(maintenance, { what, text, formerEndsAt, by, notes }, tx));
    if (what === 'moved') return { segmentTexts: own, skipped: [] };
    const about = { kind: 'maintenance', phase: what, text, nextUpdateBy: null, formerEndsAt } as const;
    const among = (keys: readonly string[]) => audience.traits.segmentsAmong(keys, tx);
    const segmentTexts = await voice.segmentTexts(maintenance, about, among, tx);
    const phase = phaseOf(maintenance, what);
    const said = { phase, text, segmentTexts, origin: 'automatic', nextUpdateBy: null, by } as const;
    const { texts, skipped } = withoutRefused(segmentTexts, await judgeNotes(said, maintenance, tx));
    return {
      segmentTexts: own ? { ...texts, ...own } : texts,
      skipped: skipped.map((body) => ({ by: 'system:truth-gate', body })),
    };
  }

  async function say(tx: Tx, maintenance: Incident, word: Word): Promise<Incident> {
    const { what, by, because, said = {}, formerEndsAt = null, also = (text) => text } = word;
    const updateId = ids.next('upd');
    const stays = what === 'told' || STEPS.has(what);
    const phase = (stays ? maintenance.phase : what) as MaintenancePhase;
    const own = said.text ? await accept(maintenance, { ...said, text: said.text, phase }, by, tx) : null;
    const text =
      own?.text ??
      (await also(
        await voice.maintenance(maintenance, { what: what === 'told' ? phase : what, formerEndsAt }, tx),
      ));
    const step = { what: what === 'told' ? phase : what, text, formerEndsAt, by, notes: said.segmentNotes };
    const { segmentTexts, skipped } = own
      ? { segmentTexts: said.segmentNotes && (await written(maintenance, step, tx)), skipped: [] }
      : await beside(maintenance, step, tx);
    const facts = await record(tx, maintenance.id, [
      ...skipped,
      ...signed(own?.overridden ?? [], said.override, by),
      ...(said.notify === false ? [{ by, key: `quiet:${updateId}`, body: NOBODY_WRITTEN_TO }] : []),
      {
        by,
        because,
        key: word.key ?? `said:${because ?? updateId}`,
        body: {
          kind: 'update.published',
          updateId,
          phase,
          text,
          ...(segmentTexts ? { segmentTexts } : {}),
          origin: own ? 'person' : 'automatic',
          nextUpdateBy: null,
          components: [],
          ...(STEPS.has(what) ? { step: what as MaintenanceStep } : {}),
        },
      },
    ]);
    const after = await get(maintenance.id, tx);
    if (said.notify !== false) await reach(tx, after, updateId, facts.at(-1)!.id);
    return after;
  }

  /** Whether anybody was ever written to about it: who was told nothing needs not hear that it changed. */
  async function wasTold(tx: Tx, { id, updates }: Incident): Promise<boolean> {
    const quiet = await timeline.read({ subject: `incident:${id}`, kinds: ['carrier.skipped'] }, tx);
    const keys = new Set(quiet.map(({ key }) => key));
    return updates.some((update) => !keys.has(`quiet:${update.id}`));
  }

  return { get, record, judge, noted, accept, beside, say, wasTold };
}
