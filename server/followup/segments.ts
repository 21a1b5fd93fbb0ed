/**
 * What readers of a segment are told beside the word after recovery, as the shipped templates have it: whom to ask about
 * a contract, what happens about a credit. What the rules refuse is left out, and the message goes without it. Plans
 * and sends nothing.
 */
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import type { Forms, SegmentContent } from '#carriers';
import { segmentKey } from '#lib/segment-key.ts';
import { isInHouse } from '#words';

export type Dialect = { locale: string; timeZone: string };

export async function formsBySegment(
  readers: readonly (Dialect & { segment: string | null })[],
  {
    texts,
    noteOf,
    passes,
    formsFor,
  }: {
    texts: LocalizedText;
    noteOf: (segment: string, locale: string) => string | null;
    /** Whether the second text is refused for nothing that the first is not. */
    passes: (locale: string, shared: string, withNote: string) => boolean;
    /** `notes`: what of the texts is for this segment alone. */
    formsFor: (texts: LocalizedText, dialects: readonly Dialect[], notes: LocalizedText) => Promise<Forms>;
  },
): Promise<Record<string, SegmentContent>> {
  const contents: Record<string, SegmentContent> = {};
  const of = Map.groupBy(readers, ({ segment }) => segmentKey(segment));
  for (const [segment, dialects] of of) {
    if (segment === '' || isInHouse(segment)) continue;
    const own = Object.entries(texts).flatMap(([locale, text]) => {
      const note = noteOf(segment, locale);
      const whole = `${text}\n\n${note}`;
      return note && passes(locale, text, whole) ? [{ locale, note, whole }] : [];
    });
    if (own.length === 0) continue;
    const said = { ...texts, ...Object.fromEntries(own.map(({ locale, whole }) => [locale, whole])) };
    const notes = Object.fromEntries(own.map(({ locale, note }) => [locale, note]));
    contents[segment] = { forms: await formsFor(said, dialects, notes) };
  }
  return contents;
}
