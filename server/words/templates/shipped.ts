/**
 * The library that ships, and the path to a text: the site's own template first, then the shipped one in the same
 * tone, then plain, then English. There is always one, so there is never an empty message.
 */
import type { MessageKind, MessagePhase, TemplateText, Tone } from '@candor/protocol/words.ts';
import { DE_BODIES } from './de/bodies.ts';
import { DE_FORMS } from './de/forms.ts';
import { EN_BODIES } from './en/bodies.ts';
import { EN_FORMS } from './en/forms.ts';
import type { Bodies, Forms, TemplateName } from './shape.ts';

const LIBRARY: Readonly<Record<string, { bodies: Readonly<Record<Tone, Bodies>>; forms: Forms }>> = {
  en: { bodies: EN_BODIES, forms: EN_FORMS },
  de: { bodies: DE_BODIES, forms: DE_FORMS },
};

export const SHIPPED_LOCALES: readonly string[] = Object.keys(LIBRARY);
export const TEMPLATE_NAMES = Object.keys(EN_FORMS) as TemplateName[];

/** `update` and `maintenance` have a template for each phase. A phase that does not fit the kind takes the first. */
export function templateName(kind: MessageKind, phase: MessagePhase): TemplateName {
  const name = `${kind}/${phase}` as TemplateName;
  if (name in EN_FORMS) return name;
  if (kind === 'update') return 'update/investigating';
  if (kind === 'maintenance') return 'maintenance/scheduled';
  return kind;
}

export type Shipped = TemplateText & { locale: string; tone: Tone; source: string };

/** From the nearest to the last resort; the first is what is used, the others stand in when it fails. */
export function shippedTemplates(name: TemplateName, tone: Tone, locale: string): Shipped[] {
  const language = locale.split('-')[0]!.toLowerCase();
  const tries: [string, Tone][] = [
    [language, tone],
    [language, 'plain'],
    ['en', tone],
    ['en', 'plain'],
  ];
  const seen = new Set<string>();
  return tries.flatMap(([lang, each]) => {
    const library = LIBRARY[lang];
    const source = `shipped:${lang}/${each}`;
    if (!library || seen.has(source)) return [];
    seen.add(source);
    return [{ ...library.forms[name], body: library.bodies[each][name], locale: lang, tone: each, source }];
  });
}
