/**
 * The library that ships, and the path to a text: the site's own template first, then the shipped one in the same
 * tone, then plain, then English. There is always one, so there is never an empty message.
 */
import type { MessageKind, MessagePhase, TemplateText, Tone } from '@candor/protocol/words.ts';
import { segmentKey } from '#lib/segment-key.ts';
import { DE_BODIES } from './de/bodies.ts';
import { DE_FORMS } from './de/forms.ts';
import { DE_NOTES } from './de/notes.ts';
import { DE_SAMPLE } from './de/sample.ts';
import { EN_BODIES } from './en/bodies.ts';
import { EN_FORMS } from './en/forms.ts';
import { EN_NOTES } from './en/notes.ts';
import { EN_SAMPLE } from './en/sample.ts';
import { ES_BODIES } from './es/bodies.ts';
import { ES_FORMS } from './es/forms.ts';
import { ES_NOTES } from './es/notes.ts';
import { ES_SAMPLE } from './es/sample.ts';
import { FR_BODIES } from './fr/bodies.ts';
import { FR_FORMS } from './fr/forms.ts';
import { FR_NOTES } from './fr/notes.ts';
import { FR_SAMPLE } from './fr/sample.ts';
import { JA_BODIES } from './ja/bodies.ts';
import { JA_FORMS } from './ja/forms.ts';
import { JA_NOTES } from './ja/notes.ts';
import { JA_SAMPLE } from './ja/sample.ts';
import { PT_BODIES } from './pt/bodies.ts';
import { PT_FORMS } from './pt/forms.ts';
import { PT_NOTES } from './pt/notes.ts';
import { PT_SAMPLE } from './pt/sample.ts';
import type { Language, SegmentName, TemplateName } from './shape.ts';

const EN: Language = { bodies: EN_BODIES, forms: EN_FORMS, notes: EN_NOTES, sample: EN_SAMPLE };
const LIBRARY: Readonly<Record<string, Language>> = {
  en: EN,
  de: { bodies: DE_BODIES, forms: DE_FORMS, notes: DE_NOTES, sample: DE_SAMPLE },
  fr: { bodies: FR_BODIES, forms: FR_FORMS, notes: FR_NOTES, sample: FR_SAMPLE },
  es: { bodies: ES_BODIES, forms: ES_FORMS, notes: ES_NOTES, sample: ES_SAMPLE },
  pt: { bodies: PT_BODIES, forms: PT_FORMS, notes: PT_NOTES, sample: PT_SAMPLE },
  ja: { bodies: JA_BODIES, forms: JA_FORMS, notes: JA_NOTES, sample: JA_SAMPLE },
};

export const SHIPPED_LOCALES: readonly string[] = Object.keys(LIBRARY);
export const TEMPLATE_NAMES = Object.keys(EN_FORMS) as TemplateName[];
export const SEGMENT_NAMES = Object.keys(EN_NOTES) as SegmentName[];

export const languageOf = (locale: string): string => locale.split('-')[0]!.toLowerCase();

/** The words of a language, or English ones. */
export const shippedLanguage = (locale: string): Language => LIBRARY[languageOf(locale)] ?? EN;

/** People of the house, who read words made for them; those never leave the house by themselves. */
export const isInHouse = (segment: string): boolean =>
  ['internal', 'support', 'support_script'].includes(segmentKey(segment));

/**
 * `update` and `maintenance` have a template for each phase. A phase that does not fit the kind takes the first. The
 * segments `support` and `internal` are people of the house: whatever it is about, they read words made for them.
 */
export function templateName(kind: MessageKind, phase: MessagePhase, segment?: string | null): TemplateName {
  const key = segmentKey(segment);
  if (isInHouse(key)) return key === 'internal' ? 'internal' : 'support_script';
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
