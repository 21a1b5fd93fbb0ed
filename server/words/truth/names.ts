/**
 * Where a text names a component, a group or a region: by public name in any language that it has, the longest first,
 * whatever stands for a space or a hyphen, with a plural or a genitive. Short names in capitals ("US") are read as written.
 */
import type { Name, Place, Scope } from './claim.ts';
import { REGIONS } from './lexicon.ts';

export type Named = Place & { id: string; kind: Name['kind'] };

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const isExact = (name: string) => name.length <= 4 && name === name.toUpperCase();

/** Scripts that write words together: there, a word ends where the kind of sign changes. */
const KINDS = ['\\p{sc=Han}', '\\p{sc=Hiragana}', '\\p{sc=Katakana}ー'];
const ALL_KINDS = `[${KINDS.join('')}]`;
const TOGETHER = new RegExp(ALL_KINDS, 'u');

/** What must not stand on this side of a name that begins or ends with this sign. */
function edge(sign: string, side: '<' | ''): string {
  const kind = KINDS.find((each) => new RegExp(`[${each}]`, 'u').test(sign));
  return kind ? `(?${side}![${kind}])` : `(?${side}!(?!${ALL_KINDS})[\\p{L}\\d])`;
}

function patternOf(name: string): RegExp {
  const body = name
    .trim()
    .split(/[\s-]+/)
    .map(escaped)
    .join('[\\s-]?');
  const [first = '', last = ''] = [name.trim().at(0), name.trim().at(-1)];
  const ending = TOGETHER.test(last) ? '' : "(?:'s|s|'|e?n|es)?";
  return new RegExp(`${edge(first, '<')}${body}${ending}${edge(last, '')}`, isExact(name) ? 'gu' : 'giu');
}

const compiled = new Map<string, RegExp>();
const cached = (name: string): RegExp => {
  let pattern = compiled.get(name);
  if (!pattern) {
    // Names come and go with the catalogue; forgetting all of them now and then is cheaper than remembering which.
    if (compiled.size > 5_000) compiled.clear();
    pattern = patternOf(name);
    compiled.set(name, pattern);
  }
  return pattern;
};

export const REGION_NAMES: readonly Name[] = Object.entries(REGIONS).map(([key, names]) => ({
  id: `region:${key}`,
  kind: 'region',
  names,
}));

export function namesIn(text: string, known: readonly Name[]): Named[] {
  const tries = [...known, ...REGION_NAMES]
    .flatMap(({ id, kind, names }) => [...new Set(names)].map((name) => ({ id, kind, name })))
    .filter(({ name }) => name.trim().length > 1)
    .sort((a, b) => b.name.length - a.name.length);
  const found: Named[] = [];
  const plain = text.toLowerCase();
  for (const { id, kind, name } of tries) {
    // Most names are in no text; their first word tells that without a pattern.
    if (!plain.includes(name.trim().toLowerCase().split(/[\s-]/)[0]!)) continue;
    for (const match of text.matchAll(cached(name))) {
      const place = { start: match.index, end: match.index + match[0].length };
      const other = found.find((each) => place.start < each.end && each.start < place.end);
      // The same words may name several things: two components of one name, a group and its region.
      if (other && (other.start !== place.start || other.end !== place.end)) continue;
      if (!found.some((each) => each.id === id && each.start === place.start))
        found.push({ ...place, id, kind });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

const placed = new Map<string, string[]>();

/** The regions that a name belongs to: "Sign-in EU" to `region:eu`. */
export function regionsOf(names: readonly string[]): string[] {
  const text = names.join(' | ').replace(/[_/]/g, ' ');
  let regions = placed.get(text);
  if (!regions) {
    if (placed.size > 5_000) placed.clear();
    regions = [...new Set(namesIn(text, []).map(({ id }) => id))];
    placed.set(text, regions);
  }
  return regions;
}

/** What names stand for; without any: what the incident is about. */
export const scopeOfNames = (names: readonly { id: string }[]): Scope =>
  names.length > 0 ? { of: 'named', names: [...new Set(names.map(({ id }) => id))] } : { of: 'incident' };
