/** Rules about what the public reads: complete and without internals (PM10), with the numbers of the record (PM11). */
import type { Figure, Finding, PostmortemDocument } from '@candor/protocol/postmortem.ts';
import { DAY_MS, formatDuration, HOUR_MS, MINUTE_MS, SECOND_MS } from '#lib/duration.ts';
import { findingsFor, type Prose, publicProse } from './texts.ts';

const PARTS = [
  ['apology', 'an apology'],
  ['whatHappened', 'what happened'],
  ['whatWeDo', 'what we do about it'],
  ['credits', 'a line on credits'],
] as const;

/** Things that only the house knows. Standards that look like tickets (UTF-8, ISO-8601) are let through. */
const INTERNALS: [RegExp, string][] = [
  [/\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:internal|local|lan|corp|intra|svc|cluster)\b/gi, 'an internal host'],
  [
    /\b(?:host|node|server|web|app|db|pg|redis|kafka|cache|lb|k8s|pod|vm|prod|stage|worker)-?\d+(?:-[a-z0-9]+)*\b/g,
    'an internal host',
  ],
  [/\b(?:\d{1,3}\.){3}\d{1,3}\b/g, 'an address'],
  [/\b(?!UTF-|ISO-|SHA-|RFC-|TLS-|HTTP-|COVID-|CVE-)[A-Z][A-Z0-9]{1,9}-\d{1,6}\b/g, 'a ticket or code'],
  [/\b(?:inc|upd|mon|hbt|usr|fct|cmp|act|pmt)_[0-9a-z]{10,}\b/g, 'an internal id'],
  [/[\w.+-]+@[\w-]+\.[a-z]{2,}/gi, 'an e-mail address'],
];

/** PM10: the public version has its four parts and no host, name or ticket. */
export function publicVersionIsComplete(doc: PostmortemDocument, names: readonly string[]): Finding[] {
  const { publicVersion } = doc.sections;
  const missing = PARTS.filter(([part]) => publicVersion[part].length === 0).map(
    ([part, what]): Finding => ({
      rule: 'PM10',
      level: 'block',
      section: 'publicVersion',
      path: `sections.publicVersion.${part}`,
      message: `The public version lacks ${what}.`,
      suggestion: null,
    }),
  );
  const sorry = /\b(?:sorry|apologi[sz]e)\b/i;
  if (publicVersion.apology.length > 0 && !publicVersion.apology.some(({ text }) => sorry.test(text)))
    missing.push({
      rule: 'PM10',
      level: 'block',
      section: 'publicVersion',
      path: 'sections.publicVersion.apology',
      message: 'The apology does not say sorry.',
      suggestion: 'Say “We are sorry that …” and name what people could not do.',
    });
  const prose = publicProse(doc);
  const leak = (pattern: RegExp, what: string) =>
    findingsFor(prose, pattern, {
      rule: 'PM10',
      level: 'block',
      message: (found) => `“${found}” looks like ${what}.`,
      suggestion: 'Say it in words that users know.',
    });
  const byName = names
    .filter((name) => name.length > 1)
    .flatMap((name) =>
      leak(new RegExp(`\\b${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\b`, 'gi'), 'a person of ours'),
    );
  return [...missing, ...INTERNALS.flatMap(([pattern, what]) => leak(pattern, what)), ...byName];
}

const UNIT_MS: [RegExp, number][] = [
  [/^d/i, DAY_MS],
  [/^h/i, HOUR_MS],
  [/^m/i, MINUTE_MS],
  [/^s/i, SECOND_MS],
];
/** Not within a word, a version or a name such as UTF-8. */
const NUMBER = /(?<![\w.]|[A-Za-z]-)\d+(?:[.,]\d+)*/g;
/** "1 h 35 min", "95 minutes", "2 hours". */
const LENGTH =
  /(?<![\w.])(\d+(?:\.\d+)?)\s*(d(?:ays?)?|h(?:ours?)?|min(?:utes?)?|s(?:econds?)?)\b(?:(?:\s+|,\s*|\s+and\s+)(\d+)\s*(h(?:ours?)?|min(?:utes?)?|s(?:econds?)?)\b)?/gi;
const CLOCK = /\b\d{1,2}:\d\d(?::\d\d)?\b/g;
const ISO_DATE = /\b\d{4}-\d\d-\d\d\b/g;
const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December';
const LONG_DATE = new RegExp(`\\b(\\d{1,2}) (${MONTHS})(?: (\\d{4}))?\\b`, 'g');

/** PM11: every number in the public text stands in the record: a figure, a length, a clock time or a date of it. */
export function publicNumbersAreTrue(doc: PostmortemDocument): Finding[] {
  const known = knownInstants(doc);
  const clocks = new Set(known.flatMap((at) => [at.slice(11, 16), at.slice(11, 19)]));
  const dates = new Set(known.map((at) => at.slice(0, 10)));
  for (const { dueOn } of doc.sections.actions) if (dueOn) dates.add(dueOn);
  const lengths = doc.figures.filter(({ unit }) => unit === 'ms').map(({ value }) => value);
  const values = new Set(doc.figures.filter(({ unit }) => unit !== 'ms').flatMap(spellings));
  // Numbers that belong to a component's own name ("API v2") say nothing about the incident.
  const nameNumbers = doc.components.map(({ name }) => name).filter((name) => /\d/.test(name));

  return publicProse(doc).flatMap((prose) => {
    let rest = prose.text;
    const wrong: { found: string; start: number }[] = [];
    const check = (pattern: RegExp, holds: (match: RegExpMatchArray) => boolean) => {
      rest = rest.replace(pattern, (...args) => {
        const match = args.slice(
          0,
          args.findIndex((arg) => typeof arg === 'number'),
        ) as unknown as RegExpMatchArray;
        const start = args.find((arg) => typeof arg === 'number') as number;
        if (!holds(match)) wrong.push({ found: match[0]!, start });
        return ' '.repeat(match[0]!.length);
      });
    };
    for (const name of nameNumbers) rest = rest.replaceAll(name, ' '.repeat(name.length));
    rest = rest.replace(/https?:\/\/\S+/g, (url) => ' '.repeat(url.length));
    check(ISO_DATE, ([date]) => dates.has(date!));
    check(LONG_DATE, ([, day, month, year]) =>
      [...dates].some((date) => {
        const [y, m, d] = date.split('-').map(Number);
        return d === Number(day) && MONTHS.split('|')[m! - 1] === month && (!year || y === Number(year));
      }),
    );
    check(CLOCK, ([clock]) => clocks.has(clock!.padStart(clock!.length === 4 ? 5 : clock!.length, '0')));
    check(LENGTH, ([length, size, unit, size2, unit2]) =>
      isLength(length!, lengths, [size!, unit!], size2 && unit2 ? [size2, unit2] : null),
    );
    check(NUMBER, ([number]) => values.has(number!.replaceAll(',', '')));
    return wrong
      .sort((a, b) => a.start - b.start)
      .map(({ found, start }) => disagreement(prose, found, start));
  });
}

const disagreement = ({ section, path }: Prose, found: string, start: number): Finding => ({
  rule: 'PM11',
  level: 'block',
  message: `“${found}” is not in the record of this incident.`,
  suggestion: 'Use a number of the record, or add the figure with its evidence.',
  section,
  path,
  start,
  end: start + found.length,
});

function isLength(
  text: string,
  lengths: readonly number[],
  first: [string, string],
  second: [string, string] | null,
): boolean {
  const unitMs = (unit: string) => UNIT_MS.find(([pattern]) => pattern.test(unit))![1];
  const parts = second ? [first, second] : [first];
  const saidMs = parts.reduce((sum, [size, unit]) => sum + Number(size) * unitMs(unit), 0);
  const finestMs = unitMs(parts.at(-1)![1]);
  // Rounded to the unit that it is said in, up or down.
  return lengths.some(
    (ms) => formatDuration(ms) === text || Math.abs(ms - saidMs) < finestMs * (text.includes('.') ? 0.1 : 1),
  );
}

/** A whole number is written as itself; others may be rounded. */
const spellings = ({ value }: Figure): string[] =>
  Number.isInteger(value)
    ? [String(value)]
    : [String(value), value.toFixed(0), value.toFixed(1), value.toFixed(2)];

const knownInstants = (doc: PostmortemDocument): string[] =>
  [
    doc.startedAt,
    doc.detectedAt,
    doc.acknowledgedAt,
    doc.firstWordAt,
    doc.resolvedAt,
    doc.publishedAt,
    ...doc.sections.timeline.map(({ at }) => at),
  ].filter((at) => at !== null);
