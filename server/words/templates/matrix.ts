/** The whole matrix at a glance: for every kind, phase and tone, which words would speak, and why. Pure. */
import type { TemplateMatrix } from '@candor/protocol/templates.ts';
import { type MessageKind, type MessagePhase, Tone } from '@candor/protocol/words.ts';
import { segmentKey } from '#lib/segment-key.ts';
import { phaseOfKind } from './check.ts';
import { because, cellOf, type OwnTemplate, pathOf } from './path.ts';
import { SEGMENT_NAMES, SHIPPED_LOCALES, TEMPLATE_NAMES } from './shipped.ts';

/** Kinds of the house: as segments, they are asked for like any other. */
const IN_HOUSE = ['support', 'internal'];

export function matrixOf(
  own: readonly OwnTemplate[],
  { locale, segment }: { locale: string; segment: string | null },
): TemplateMatrix {
  const items = TEMPLATE_NAMES.flatMap((name) => {
    const [kind, phase = null] = name.split('/') as [MessageKind, MessagePhase | undefined];
    return Tone.options.map((tone) => {
      const asked = cellOf({ kind, phase: phaseOfKind(kind, phase), tone, segment, locale });
      const place = pathOf(asked, own).find(({ found }) => found)!;
      const fills = own.find(
        (each) =>
          each.kind === kind &&
          each.phase === phase &&
          each.tone === tone &&
          each.locale === locale &&
          segmentKey(each.segment) === segmentKey(segment),
      );
      return {
        kind,
        phase,
        tone,
        from: place.from,
        source: place.found!.source,
        templateId: fills?.source.replace(/^site:/, '') ?? null,
        answered: place.cell,
        because: because(asked, place.from, place.cell, 0),
      };
    });
  });
  const withOwn = (shipped: readonly string[], written: readonly (string | null)[]) => [
    ...new Set([...shipped, ...written.filter((each) => each !== null)]),
  ];
  return {
    tones: [...Tone.options],
    segments: withOwn(
      [...SEGMENT_NAMES, ...IN_HOUSE],
      own.map((each) => each.segment),
    ),
    locales: withOwn(
      SHIPPED_LOCALES,
      own.map((each) => each.locale),
    ),
    items,
  };
}
