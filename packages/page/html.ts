/**
 * An escaped tagged template: whatever is put into `html` is text unless it was made by `html` itself. Attributes are
 * always quoted in our templates, so one way of escaping serves both.
 */
const MADE = Symbol('html');
export type Html = { readonly [MADE]: string };

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escapeText = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);

type Part = Html | string | number | null | undefined | false | readonly Part[];

function show(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (Array.isArray(part)) return part.reduce((all: string, each: Part) => all + show(each), '');
  if (typeof part === 'object') return (part as Html)[MADE];
  return escapeText(String(part));
}

export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return { [MADE]: strings.reduce((all, text, i) => all + show(parts[i - 1]) + text) };
}

/** Only for text that this package wrote itself: styles and scripts. */
export const trusted = (text: string): Html => ({ [MADE]: text });

export const render = (made: Html): string => made[MADE];
