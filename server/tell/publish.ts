/**
 * Publishing: the one way by which a word reaches the public. In one transaction: the truth gate, the linter, the
 * settling of the promise that stood, the fact itself, the watching of the new promise, and one ledger row per
 * recipient. What cannot be written whole is not written at all.
 */
import type { TruthFinding } from '@candor/protocol/tell.ts';
import type { SegmentTexts, UpdateAudience } from '@candor/protocol/told.ts';
import type { Finding } from '@candor/protocol/words.ts';
import type {
  ComponentState,
  IncidentPhase,
  LocalizedText,
  UpdateOrigin,
} from '@candor/protocol/words-of-state.ts';
import type { Audience } from '#audience';
import type { Catalog } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import { refuseUnknown } from '#lib/known.ts';
import { Problem } from '#lib/problem.ts';
import type { Tx } from '#store';
import { type FactDraft, type Incident, isOpen, type Timeline } from '#timeline';
import { type FailingMonitor, type Gate, overriddenFact, sentenceOf } from './gate.ts';
import type { Matters } from './matter.ts';
import { withSentence } from './override-words.ts';
import type { PromiseKeeper } from './promise.ts';
import { blockNotes, createJudgeNotes, withoutRefused } from './segments.ts';
import type { SettingsShelf } from './settings.ts';
import type { Voice } from './voice.ts';

export type Publication = {
  updateId: string;
  incidentId: string;
  phase: IncidentPhase;
  text: LocalizedText;
  /** Other words for the readers of these pages. */
  pageTexts?: Record<string, LocalizedText> | undefined;
  /** The whole text for subscribers of these segments; of what the house says by itself, made from its templates. */
  segmentTexts?: SegmentTexts | undefined;
  origin: UpdateOrigin;
  /** Nothing else would be said in its place, so the linter alone does not keep it back. */
  lastResort?: boolean;
  nextUpdateBy: string | null;
  components?: ComponentState[] | undefined;
  by: string;
  because?: string | null;
  /** Who answers for what it says about data or security. */
  approvedBy?: string | undefined;
  override?: { reason: string; findings?: string[] | undefined } | undefined;
  /** False: on the page only. */
  notify?: boolean | undefined;
  /** Only these are written to. */
  audience?: UpdateAudience | null | undefined;
};

/** The linter's own; what contradicts the monitors is the gate's. */
const isRefusal = ({ level, rule }: Finding) => level === 'error' && rule !== 'H06';

/** What did not happen is on record too. */
export const NOBODY_WRITTEN_TO = {
  kind: 'carrier.skipped',
  carrier: 'subscribers',
  reason: 'Its author chose to publish it on the page only; nobody was written to.',
} as const;

export const othersNotWrittenTo = ({ plans, segments, regions, affectedOnly }: UpdateAudience) => {
  const chosen = [
    ...(plans ? [`on the plans ${plans.join(', ')}`] : []),
    ...(segments ? [`of the segments ${segments.join(', ')}`] : []),
    ...(regions ? [`in the regions ${regions.join(', ')}`] : []),
    ...(affectedOnly ? ['who are affected'] : []),
  ];
  const reason = `Its author chose to write to those ${chosen.join(' and ')} only.`;
  return { kind: 'carrier.skipped', carrier: 'subscribers', reason: reason.slice(0, 2_000) } as const;
};

const onEach = (
  texts: Record<string, LocalizedText> | undefined,
  change: (text: LocalizedText) => LocalizedText,
) => texts && Object.fromEntries(Object.entries(texts).map(([of, text]) => [of, change(text)]));

export type Publisher = {
  /** Throws `truth.contradiction` or `words.blocked`, with what to mend, before anything is written. */
  check(
    publication: Publication,
    incident: Incident,
    tx?: Tx,
  ): Promise<{ overridden: string[]; signed: TruthFinding[] }>;
  publish(tx: Tx, publication: Publication): Promise<Incident>;
};

export function createPublisher({
  timeline,
  catalog,
  clock,
  voice,
  gate,
  settings,
  failing,
  keeper,
  audience,
  matters,
  reach,
}: {
  timeline: Timeline;
  catalog: Catalog;
  audience: Audience;
  matters: Matters;
  clock: Clock;
  voice: Voice;
  gate: Gate;
  settings: SettingsShelf;
  failing: () => FailingMonitor[];
  keeper: () => PromiseKeeper;
  /** Plans the deliveries of an update, in its transaction. */
  reach: (tx: Tx, incident: Incident, updateId: string, because: string) => Promise<void>;
}): Publisher {
  /** The default page is what everybody reads and what the public log holds: its words are the update's own. */
  async function refusePages({ pageTexts = {} }: Publication) {
    const asked = Object.keys(pageTexts);
    if (asked.length === 0) return;
    const others = (await catalog.pages.list()).filter(({ isDefault }) => !isDefault);
    refuseUnknown(
      'further page',
      asked.map((id) => ({ path: `pageTexts.${id}`, id })),
      new Set(others.map(({ id }) => id)),
    );
  }

  /**
   * The house's own words in the languages in which they pass: one oddly named component must not silence it in all.
   * Where English does not pass they stay whole, for whoever publishes them to decide.
   */
  async function sayable(publication: Publication, incident: Incident, tx: Tx): Promise<Publication> {
    const text: LocalizedText = {};
    for (const [locale, words] of Object.entries(publication.text)) {
      const found = await voice.check({ ...publication, text: { [locale]: words } }, incident, failing(), tx);
      if (!found.some(isRefusal)) text[locale] = words;
    }
    // English stands in for every language that is not there, so it is not left out.
    const stands = 'en' in publication.text ? 'en' in text : Object.keys(text).length > 0;
    return stands ? { ...publication, text } : publication;
  }

  const judgeNotes = createJudgeNotes({ voice, gate, failing });

  /** With what readers of a segment are told beside it, as far as that passes. */
  async function withSegments(publication: Publication, incident: Incident, tx: Tx) {
    const { origin, phase, text, nextUpdateBy } = publication;
    const segmentTexts =
      origin === 'automatic'
        ? await voice.segmentTexts(
            incident,
            { kind: 'update', phase, text, nextUpdateBy },
            (keys) => audience.traits.segmentsAmong(keys, tx),
            tx,
          )
        : publication.segmentTexts;
    const said = { ...publication, segmentTexts };
    const { texts, skipped } = withoutRefused(segmentTexts, await judgeNotes(said, incident, tx));
    return { publication: { ...publication, segmentTexts: texts }, skipped };
  }

  const publisher: Publisher = {
    async check(publication, incident, tx) {
      if (!isOpen(incident) && publication.phase === 'resolved')
        throw new Problem(
          'state.conflict',
          'The incident is resolved already; publish a correction, or an earlier phase if it is back.',
        );
      if (publication.phase !== 'resolved' && !publication.nextUpdateBy)
        throw new Problem(
          'request.invalid',
          'An update of an open incident says when the next word comes: nextUpdateBy is missing.',
          {
            errors: [{ path: 'nextUpdateBy', message: 'required until the incident is resolved' }],
          },
        );
      if (publication.nextUpdateBy && publication.nextUpdateBy <= clock.now())
        throw new Problem(
          'request.invalid',
          'nextUpdateBy lies in the past; a promise is about the future.',
          {
            errors: [{ path: 'nextUpdateBy', message: 'has to lie in the future' }],
          },
        );
      for (const { componentId } of publication.components ?? [])
        await catalog.components.get(componentId, tx);
      await refusePages(publication);
      if (publication.audience) await audience.traits.refuseUnknown(publication.audience, tx);
      const failingNow = failing();
      const texts = [publication.text, ...Object.values(publication.pageTexts ?? {})];
      const signed = await gate.pass(publication, incident, tx);
      // The notes and first words of the house are written by rules that pass; a person's text is always checked.
      const findings = [];
      for (const text of texts)
        findings.push(...(await voice.check({ ...publication, text }, incident, failingNow, tx)));
      const errors = findings.filter(isRefusal);
      if (errors.length > 0 && !publication.override && !publication.lastResort)
        throw new Problem('words.blocked', errors.map((finding) => finding.message).join(' '), {
          extra: { findings },
        });
      blockNotes(await judgeNotes(publication, incident, tx));
      return {
        signed,
        overridden: [
          ...signed.map(sentenceOf),
          ...errors.map((finding) => `${finding.rule}: ${finding.message}`),
        ],
      };
    },

    async publish(tx, given) {
      const { incidentId, updateId, phase, origin, nextUpdateBy, by, because = null, override } = given;
      const before = await timeline.incident(incidentId, tx);
      if (!before) throw new Problem('not-found', `There is no incident ${incidentId}.`);
      const spoken = origin === 'person' ? given : await sayable(given, before, tx);
      const { publication, skipped } = await withSegments(spoken, before, tx);
      const { overridden, signed } = await publisher.check(
        // What is left of these has passed.
        { ...publication, segmentTexts: undefined },
        before,
        tx,
      );
      const isShown = signed.length > 0 && (await settings.get(tx)).overridesShown === 'sentence';
      const shown = (words: LocalizedText) => (isShown ? withSentence(words) : words);
      const text = shown(publication.text);
      const pageTexts = onEach(publication.pageTexts, shown);
      const segmentTexts = onEach(publication.segmentTexts, shown);
      const at = clock.now();
      const drafts: Omit<FactDraft, 'subject'>[] = skipped.map((body, i) => ({
        by: 'system:truth-gate',
        at,
        key: `note:${updateId}:${i}`,
        body,
      }));
      const signature = overriddenFact(override, overridden, {
        findings: signed,
        said: publication,
        updateId,
      });
      if (signature) drafts.push({ by, at, key: `override:${updateId}`, body: signature });
      if (publication.approvedBy)
        drafts.push({
          by,
          at,
          key: `approved:${updateId}`,
          body: { kind: 'statement.approved', updateId, personId: publication.approvedBy },
        });
      const components =
        publication.components ??
        (phase === 'resolved'
          ? before.components.map((c) => ({ ...c, status: 'operational' as const }))
          : []);
      if (publication.notify === false)
        drafts.push({ by, at, key: `quiet:${updateId}`, body: NOBODY_WRITTEN_TO });
      else if (publication.audience)
        drafts.push({ by, at, key: `audience:${updateId}`, body: othersNotWrittenTo(publication.audience) });
      drafts.push(...keeper().settle(before, { id: updateId, at, origin, by }), {
        by,
        at,
        because,
        key: `update:${updateId}`,
        body: {
          kind: 'update.published',
          updateId,
          phase,
          text,
          ...(pageTexts ? { pageTexts } : {}),
          ...(segmentTexts ? { segmentTexts } : {}),
          origin,
          nextUpdateBy,
          components,
        },
      });
      const facts = await timeline.record(
        tx,
        drafts.map((draft) => ({ ...draft, subject: `incident:${incidentId}` })),
      );
      const published = facts.at(-1)!;
      const after = (await timeline.incident(incidentId, tx))!;
      await timeline.wakes.cancel(tx, { subject: `incident:${incidentId}`, kind: 'tell.first-word' });
      await keeper().watch(tx, after, published.id);
      if (publication.audience) await matters.keepAudience(tx, updateId, publication.audience);
      if (publication.notify !== false) await reach(tx, after, updateId, published.id);
      return after;
    },
  };
  return publisher;
}
