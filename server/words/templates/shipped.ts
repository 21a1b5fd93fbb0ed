/**
 * The library that ships, and the path to a text: the site's own template first, then the shipped one in the same
 * tone, then plain, then English. There is always one, so there is never an empty message.
 */
import type { MessageKind, MessagePhase, TemplateText, Tone } from '@candor/protocol/words.ts';
import { DE_BODIES } from './de/bodies.ts';
import { DE_FORMS } from './de/forms.ts';
import { DE_NOTES } from './de/notes.ts';
import { DE_SAMPLE } from './de/sample.ts';
import { EN_BODIES } from './en/bodies.ts';
import { EN_FORMS } from './en/forms.ts';
import { EN_NOTES } from './en/notes.ts';
import { EN_SAMPLE } from './en/sample.ts';
import type { Language, SegmentName, TemplateName } from './shape.ts';

const EN: Language = { bodies: EN_BODIES, forms: EN_FORMS, notes: EN_NOTES, sample: EN_SAMPLE };
const LIBRARY: Readonly<Record<string, Language>> = {
  en: EN,
  de: { bodies: DE_BODIES, forms: DE_FORMS, notes: DE_NOTES, sample: DE_SAMPLE },
};

export const SHIPPED_LOCALES: readonly string[] = Object.keys(LIBRARY);
export const TEMPLATE_NAMES = Object.keys(EN_FORMS) as TemplateName[];
export const SEGMENT_NAMES = Object.keys(EN_NOTES) as SegmentName[];

export const languageOf = (locale: string): string => locale.split('-')[0]!.toLowerCase();

/** The words of a language, or English ones. */
export const shippedLanguage = (locale: string): Language => LIBRARY[languageOf(locale)] ?? EN;

/** A segment as people write it: `Developer`, `Support script`. */
export const segmentKey = (segment: string | null | undefined): string =>
  (segment ?? '')
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');

/**
 * `update` and `maintenance` have a template for each phase. A phase that does not fit the kind takes the first. The
 * segments `support` and `internal` are people of the house: whatever it is about, they read words made for them.
 */
export function templateName(kind: MessageKind, phase: MessagePhase, segment?: string | null): TemplateName {
  const key = segmentKey(segment);
  if (key === 'internal') return 'internal';
  if (key === 'support' || key === 'support_script') return 'support_script';
  const name = `${kind}/${phase}`;
  if (Object.hasOwn(EN_FORMS, name)) return name as TemplateName;
  if (kind === 'update') return 'update/investigating';
  if (kind === 'maintenance') return 'maintenance/scheduled';
  return kind;
}

/** What a segment hears beside the body, as Liquid; null for most. */
export function segmentNote(
  name: TemplateName,
  segment: string | null | undefined,
  locale: string,
): string | null {
  const { notes } = shippedLanguage(locale);
  const key = segmentKey(segment);
  return Object.hasOwn(notes, key) ? (notes[key as SegmentName][name] ?? null) : null;
}

export type Shipped = TemplateText & { locale: string; tone: Tone; source: string };

/** From the nearest to the last resort; the first is what is used, the others stand in when it fails. */
export function shippedTemplates(name: TemplateName, tone: Tone, locale: string): Shipped[] {
  const language = languageOf(locale);
  const tries: [string, Tone][] = [
    [language, tone],
    [language, 'plain'],
    ['en', tone],
    ['en', 'plain'],
  ];
  const seen = new Set<string>();
  return tries.flatMap(([lang, each]) => {
    const library = Object.hasOwn(LIBRARY, lang) ? LIBRARY[lang] : undefined;
    const source = `shipped:${lang}/${each}`;
    if (!library || seen.has(source)) return [];
    seen.add(source);
    return [{ ...library.forms[name], body: library.bodies[each][name], locale: lang, tone: each, source }];
  });
}
