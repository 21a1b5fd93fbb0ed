/**
 * The sandbox in which templates run: LiquidJS without files, with a short list of tags and filters, strict about
 * names, bounded in steps, memory, nesting and output, so that what is refused is refused on every machine alike.
 * What goes wrong is said with line and column, and shown.
 */
import { type Context, type Emitter, Liquid, LiquidError, type Template } from 'liquidjs';
import { Problem } from '#lib/problem.ts';
import { nearest } from './nearest.ts';
import { FILTERS_OF_OURS } from './plurals.ts';

const STEPS = 5_000;
const NESTED = 12;
const MEMORY_UNITS = 200_000;
const SOURCE_CHARS = 10_000;
const OUTPUT_CHARS = 20_000;
/** Shipped words may say every fact at its longest; no output grows beyond this while it is written. */
const MOST_CHARS = 100_000;
/** The last resort: nothing within the other limits comes near it. */
const RENDER_MS = 2_000;

/** Nothing that reads a file, counts across renders, or doubles a string in a loop. */
const TAGS: ReadonlySet<string> = new Set([
  'if',
  'unless',
  'case',
  'for',
  'assign',
  'comment',
  'echo',
  'break',
  'continue',
  '#',
]);
const FILTERS: ReadonlySet<string> = new Set([
  'default',
  'upcase',
  'downcase',
  'capitalize',
  'strip',
  'truncate',
  'truncatewords',
  'size',
  'first',
  'last',
  'join',
  'replace_first',
  'remove_first',
  'strip_newlines',
  ...Object.keys(FILTERS_OF_OURS),
]);
/** What may stand behind a point. */
const PROPERTIES: ReadonlySet<unknown> = new Set(['size', 'first', 'last']);

function sandbox(): Liquid {
  const liquid = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    lenientIf: false,
    templates: {},
    parseLimit: SOURCE_CHARS,
    renderLimit: RENDER_MS,
    memoryLimit: MEMORY_UNITS,
  });
  for (const [name, filter] of Object.entries(FILTERS_OF_OURS)) liquid.registerFilter(name, filter);
  for (const tag of Object.keys(liquid.tags)) if (!TAGS.has(tag)) delete liquid.tags[tag];
  for (const filter of Object.keys(liquid.filters)) if (!FILTERS.has(filter)) delete liquid.filters[filter];
  const taken = new WeakMap<Context, number>();
  const renderAll = liquid.renderer.renderTemplates.bind(liquid.renderer);
  // Every branch and every turn of a loop comes through here.
  liquid.renderer.renderTemplates = (templates: Template[], ctx: Context, emitter?: Emitter) => {
    const steps = (taken.get(ctx) ?? 0) + 1 + templates.length;
    if (steps > STEPS) throw new Error(`it takes more than ${STEPS} steps; loop less`);
    if ((emitter?.buffer.length ?? 0) > MOST_CHARS)
      throw new Error(`it writes more than ${OUTPUT_CHARS} characters`);
    taken.set(ctx, steps);
    return renderAll(templates, ctx, emitter);
  };
  return liquid;
}

const liquid = sandbox();
const parsed = new Map<string, Template[]>();
const KEEP_PARSED = 1_000;

export class TemplateError extends Problem {
  readonly line: number;
  readonly column: number;
  readonly reason: string;
  constructor(reason: string, line: number, column: number, source: string) {
    const text = source.split('\n')[line - 1] ?? '';
    const from = Math.max(0, column - 1 - 40);
    const excerpt = `${text.slice(from, from + 80)}\n${' '.repeat(Math.max(0, column - 1 - from))}^`;
    super('request.invalid', `Line ${line}, column ${column}: ${reason}`, {
      extra: { line, column, excerpt },
    });
    this.line = line;
    this.column = column;
    this.reason = reason;
  }
}

const KNOWN: readonly [RegExp, (name: string) => string][] = [
  [/undefined variable: (\S+)/, unknownVariable],
  [
    /tag "?((?:end|els|when)[^" ]*)"? not found/,
    (name) => `"${name}" belongs to a tag before it, and there is none.`,
  ],
  [/tag "?([^" ]+)"? not found/, (name) => `the tag "${name}" is not available in templates.`],
  [/undefined filter: (\S+)/, (name) => `there is no filter "${name}"${nearest(name, FILTERS)}.`],
  [/template render limit exceeded/, () => `it takes longer than ${RENDER_MS} ms.`],
  [/memory alloc limit exceeded/, () => 'it needs too much memory; loop less.'],
  [/parse length limit exceeded/, () => `it is longer than ${SOURCE_CHARS} characters.`],
  [/Maximum call stack/, () => 'it is nested too deeply.'],
];

function unknownVariable(name: string, names: Iterable<string> = []): string {
  return `there is no variable "${name}"${nearest(name, names)}; the list of variables shows what there is.`;
}

function refuse(error: unknown, source: string): never {
  if (error instanceof Problem) throw error;
  const said = error instanceof Error ? error.message : String(error);
  const at = /, line:(\d+), col:(\d+)/.exec(said);
  const reason = said.split(', line:')[0]!.split('\n')[0]!;
  const match = KNOWN.find(([pattern]) => pattern.test(reason));
  const words = match?.[1](match[0].exec(reason)?.[1] ?? '') ?? `${reason}.`;
  if (at || LiquidError.is(error) || match)
    throw new TemplateError(words, Number(at?.[1] ?? 1), Number(at?.[2] ?? 1), source);
  throw error;
}

function parse(source: string): Template[] {
  const known = parsed.get(source);
  if (known) return known;
  if (source.length > SOURCE_CHARS)
    throw new TemplateError(`it is longer than ${SOURCE_CHARS} characters.`, 1, 1, source);
  refuseDeepNesting(source);
  try {
    const template = liquid.parse(source);
    if (parsed.size >= KEEP_PARSED) parsed.clear();
    parsed.set(source, template);
    return template;
  } catch (error) {
    return refuse(error, source);
  }
}

function refuseDeepNesting(source: string): void {
  let depth = 0;
  for (const { 1: tag = '', index } of source.matchAll(/\{%-?\s*(end)?(?:if|unless|case|for)\b/g)) {
    depth += tag ? -1 : 1;
    if (depth > NESTED) {
      const { line, column } = lineAndColumn(source, index);
      throw new TemplateError(`tags are nested more than ${NESTED} deep.`, line, column, source);
    }
  }
}

export type Value = string | number | readonly string[] | null;

/**
 * Renders; every name must be known, a value may be null. The limit of time is for what a site wrote: a shipped
 * template must come out on a busy machine too, and its text is known to end.
 */
export function renderLiquid(
  source: string,
  variables: Readonly<Record<string, Value>>,
  { shipped = false }: { shipped?: boolean } = {},
): string {
  const template = parse(source);
  let out: string;
  try {
    const limit = shipped ? { renderLimit: Number.POSITIVE_INFINITY } : {};
    out = liquid.renderSync(template, { ...variables }, limit) as string;
  } catch (error) {
    return refuse(error, source);
  }
  if (out.length > (shipped ? MOST_CHARS : OUTPUT_CHARS)) {
    const { line, column } = lineAndColumn(source, Math.max(0, source.search(/\{%-?\s*for\b/)));
    throw new TemplateError(`it writes more than ${OUTPUT_CHARS} characters.`, line, column, source);
  }
  return out
    .split('\n')
    .map((each) => each.trimEnd().replace(/(\S)[^\S\n]{2,}/g, '$1 '))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Refuses a template that names something unknown, also in a branch that no sample takes. */
export function checkLiquid(source: string, names: ReadonlySet<string>): void {
  const template = parse(source);
  const { globals, variables } = liquid.analyzeSync(template, { partials: false });
  for (const [name, places] of Object.entries(globals)) {
    const at = places[0]?.location ?? { row: 1, col: 1 };
    if (!names.has(name)) throw new TemplateError(unknownVariable(name, names), at.row, at.col, source);
  }
  for (const { segments, location } of Object.values(variables).flat()) {
    const [name, property] = segments;
    if (name === 'forloop' || property === undefined || typeof property !== 'string') continue;
    if (!PROPERTIES.has(property))
      throw new TemplateError(
        `"${String(name)}" has no "${property}"; there are size, first and last.`,
        location.row,
        location.col,
        source,
      );
  }
}

export function lineAndColumn(source: string, index: number): { line: number; column: number } {
  const before = source.slice(0, index).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
