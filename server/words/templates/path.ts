/**
 * The path to a text, nearest first: the site's own template for the segment, then for everybody; each in the tone
 * and then in plain; each in the locale and then in its language. Then the shipped words of the language, in the tone
 * and then in plain; then the site's own English; then the shipped English, which is always there. Pure.
 */
import type {
  Cell,
  MessageKind,
  MessagePhase,
  TemplateKey,
  TemplateText,
  Tone,
} from '@candor/protocol/words.ts';
import { segmentKey } from '#lib/segment-key.ts';
import { languageOf, segmentNote, shippedTemplates, templateName } from './shipped.ts';

/** A template of the site. */
export type OwnTemplate = TemplateKey & TemplateText & { source: string };

export type Place =
  | { from: 'own'; cell: Cell; found: (TemplateText & { source: string }) | null }
  | { from: 'shipped'; cell: Cell; found: TemplateText & { source: string } };

export type Asked = {
  kind: MessageKind;
  phase: MessagePhase;
  tone?: Tone | undefined;
  segment?: string | null | undefined;
  locale?: string | undefined;
};

export const cellOf = ({ kind, phase, tone = 'plain', segment, locale = 'en' }: Asked): Cell => ({
  kind,
  phase,
  tone,
  segment: segment?.trim() || null,
  locale,
});

/** Words made for the own people stand in for every kind where they are asked for as a segment. */
const kindsOf = ({ kind, phase, segment }: Cell): MessageKind[] => {
  const inHouse = templateName(kind, phase, segment);
  return inHouse === 'internal' || inHouse === 'support_script' ? [...new Set([kind, inHouse])] : [kind];
};

export function pathOf(asked: Cell, templates: readonly OwnTemplate[] = []): Place[] {
  const filled = new Map(templates.map((each) => [placeKey(each), each]));
  const { phase, tone, segment, locale } = asked;
  const language = languageOf(locale);
  const [kind, inHouse] = kindsOf(asked);
  const tones = [...new Set<Tone>([tone, 'plain'])];
  const own = (locales: readonly string[]): Place[] => {
    const places = (of: MessageKind, forSegment: string | null) =>
      tones.flatMap((each) =>
        locales.map((spoken): Place => {
          const cell = { kind: of, phase, tone: each, segment: forSegment, locale: spoken };
          const found = filled.get(placeKey(cell)) ?? filled.get(placeKey({ ...cell, phase: null }));
          return { from: 'own', cell, found: found ?? null };
        }),
      );
    return [
      ...(segment ? places(kind!, segment) : []),
      // Everybody's words are not for the own people: theirs are a kind.
      ...places(inHouse ?? kind!, null),
    ];
  };
  const name = templateName(kind!, phase, segment);
  const shipped = shippedTemplates(name, tone, locale).map((each): Place => {
    const noted = segmentNote(name, segment, each.locale) === null ? null : segment;
    const cell = { kind: inHouse ?? kind!, phase, tone: each.tone, segment: noted, locale: each.locale };
    return { from: 'shipped', cell, found: each };
  });
  const near = shipped.filter(({ cell }) => cell.locale === language);
  const far = shipped.filter(({ cell }) => cell.locale !== language);
  return [
    ...own([...new Set([locale, language])]),
    ...near,
    ...(language === 'en' ? [] : own(['en'])),
    ...far,
  ];
}

/** Equal for a template and the place that it fills. */
const placeKey = ({
  kind,
  phase,
  tone,
  segment,
  locale,
}: Omit<Cell, 'phase'> & { phase: MessagePhase | null }) =>
  JSON.stringify([kind, phase, tone, segmentKey(segment), locale]);

/** In a sentence: whose words speak, and why not nearer ones. */
export function because(asked: Cell, from: 'own' | 'shipped', cell: Cell, failed: number): string {
  const said = [from === 'own' ? 'The site’s own template speaks' : 'The shipped words speak'];
  if (cell.locale !== asked.locale && languageOf(asked.locale) !== cell.locale)
    said.push(`in ${cell.locale}, because there is nothing in ${asked.locale}`);
  if (cell.tone !== asked.tone) said.push(`in ${cell.tone}, because there is nothing in ${asked.tone}`);
  if (asked.segment && cell.kind !== asked.kind) said.push(`made for ${asked.segment}`);
  else if (asked.segment && !cell.segment)
    said.push(`as to everybody, because there is nothing for ${asked.segment}`);
  if (failed > 0) said.push(`${failed === 1 ? 'a nearer template' : `${failed} nearer templates`} failed`);
  return `${said.join('; ')}.`;
}
