/**
 * What the house's templates have for readers of a segment: other words for its own texts, notes to offer to whoever
 * writes, and which segments have any. Renders only; it judges and sends nothing.
 */
import type { SegmentNotes, SegmentTexts } from '@candor/protocol/told.ts';
import type { MessageFacts, MessageKind, MessagePhase, Tone } from '@candor/protocol/words.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import { segmentKey } from '#lib/segment-key.ts';
import type { Tx } from '#store';
import type { Incident, Update } from '#timeline';
import { isInHouse, SEGMENT_NAMES, type Words } from '#words';

type Kind = { kind: MessageKind; phase: MessagePhase };

export type SegmentVoice = {
  /**
   * The house's own words as readers of a segment get them, where a template has others for them: the same facts, and
   * whatever was added behind.
   */
  segmentTexts(
    incident: Incident,
    said: Kind & { text: LocalizedText; nextUpdateBy: string | null; formerEndsAt?: string | null },
    /** Of these keys those of which somebody is. */
    among: (keys: readonly string[]) => Promise<readonly string[]>,
    tx?: Tx,
  ): Promise<SegmentTexts | undefined>;
  /** What the shipped words tell these segments beside a text, in each of these languages. */
  segmentNotes(
    incident: Incident,
    about: Kind & { locales: readonly string[] },
    segments: readonly string[],
    tx?: Tx,
  ): Promise<SegmentNotes>;
  /** The segments whose readers may get another message than everybody, by the keys of their names. */
  segmentsWith(update: Update): Promise<ReadonlySet<string>>;
};

export function createSegmentVoice({
  words,
  factsOf,
  tone,
}: {
  words: Words;
  factsOf: (
    incident: Incident,
    locale: string,
    nextUpdateBy: string | null,
    tx?: Tx,
  ) => Promise<MessageFacts>;
  tone: (tx?: Tx) => Promise<Tone>;
}): SegmentVoice {
  /** Those for which the site has templates. */
  const ownSegments = async () =>
    (await words.templates.known()).flatMap(({ segment }) =>
      segment && !isInHouse(segment) ? [segmentKey(segment)] : [],
    );

  return {
    async segmentTexts(incident, { text, nextUpdateBy, formerEndsAt = null, ...of }, among, tx) {
      const keys = await among([...new Set([...SEGMENT_NAMES, ...(await ownSegments())])]);
      const texts: SegmentTexts = {};
      if (keys.length === 0) return undefined;
      for (const [locale, said] of Object.entries(text)) {
        const facts = { ...(await factsOf(incident, locale, nextUpdateBy, tx)), formerEndsAt };
        const input = { ...of, tone: await tone(tx), locale, facts };
        const { body: shared } = await words.render(input);
        // Somebody wrote it, or it was changed since: no template speaks.
        if (!said.startsWith(shared)) continue;
        for (const segment of keys) {
          const { body } = await words.render({ ...input, segment });
          if (body !== shared)
            texts[segment] = { ...texts[segment], [locale]: body + said.slice(shared.length) };
        }
      }
      return Object.keys(texts).length > 0 ? texts : undefined;
    },

    async segmentNotes(incident, { locales, ...of }, segments, tx) {
      const notes: SegmentNotes = {};
      if (segments.length === 0) return notes;
      for (const locale of locales) {
        const facts = await factsOf(incident, locale, null, tx);
        for (const segment of segments.filter((each) => !isInHouse(each))) {
          const note = words.segmentNote({ ...of, locale, facts, segment });
          if (note) notes[segment] = { ...notes[segment], [locale]: note };
        }
      }
      return notes;
    },

    async segmentsWith({ segmentTexts = {} }) {
      return new Set([...Object.keys(segmentTexts), ...(await ownSegments())]);
    },
  };
}
