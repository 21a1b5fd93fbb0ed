/**
 * The sandbox in which templates run: LiquidJS without files, with a short list of tags and filters, strict about
 * names, bounded in time, memory and size. What goes wrong is said with line and column.
 */
import { Liquid, LiquidError, type Template } from 'liquidjs';
import { Problem } from '#lib/problem.ts';

const RENDER_MS = 500;
const MEMORY_UNITS = 200_000;
const SOURCE_CHARS = 10_000;
const OUTPUT_CHARS = 20_000;

/** Nothing that reads a file, counts across renders, or doubles a string in a loop. */
const TAGS = new Set([
  'if',
  'unless',
  'case',
  'for',
  'assign',
  'comment',
  'raw',
  'echo',
  'break',
  'continue',
  '#',
]);
const FILTERS = new Set([
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
]);

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
  for (const tag of Object.keys(liquid.tags)) if (!TAGS.has(tag)) delete liquid.tags[tag];
  for (const filter of Object.keys(liquid.filters)) if (!FILTERS.has(filter)) delete liquid.filters[filter];
  return liquid;
}

const liquid = sandbox();
const parsed = new Map<string, Template[]>();
const KEEP_PARSED = 1_000;

export class TemplateError extends Problem {
  readonly line: number;
  readonly column: number;
  constructor(detail: string, line: number, column: number) {
    super('request.invalid', `Line ${line}, column ${column}: ${detail}`, { extra: { line, column } });
    this.line = line;
    this.column = column;
  }
}

function refuse(error: unknown): never {
  if (error instanceof Problem) throw error;
  const at = /, line:(\d+), col:(\d+)/.exec(error instanceof Error ? error.message : '');
  const reason = (
    LiquidError.is(error) ? error.message : String(error instanceof Error ? error.message : error)
  )
    .split(', line:')[0]!
    .split('\n')[0]!;
  const known: [RegExp, string][] = [
    [/undefined variable: (\S+)/, 'there is no variable "$1"; the list of variables shows what there is.'],
    [/tag "?([^" ]+)"? not found/, 'the tag "$1" is not available in templates.'],
    [/undefined filter: (\S+)/, 'the filter "$1" is not available in templates.'],
    [/template render limit exceeded/, `it takes longer than ${RENDER_MS} ms.`],
    [/memory alloc limit exceeded/, 'it needs too much memory; loop less.'],
    [/parse length limit exceeded/, `it is longer than ${SOURCE_CHARS} characters.`],
  ];
  const match = known.find(([pattern]) => pattern.test(reason));
  const detail = match ? match[1].replace('$1', match[0].exec(reason)?.[1] ?? '') : `${reason}.`;
  throw new TemplateError(detail, Number(at?.[1] ?? 1), Number(at?.[2] ?? 1));
}

function parse(source: string): Template[] {
  const known = parsed.get(source);
  if (known) return known;
  if (source.length > SOURCE_CHARS)
    throw new TemplateError(`it is longer than ${SOURCE_CHARS} characters.`, 1, 1);
  try {
    const template = liquid.parse(source);
    if (parsed.size >= KEEP_PARSED) parsed.clear();
    parsed.set(source, template);
    return template;
  } catch (error) {
    return refuse(error);
  }
}

/**
 * Renders; every name must be known, a value may be null. The limit of time is for what a site wrote: a shipped
 * template must come out on a busy machine too, and its text is known to end.
 */
export function renderLiquid(
  source: string,
  variables: Readonly<Record<string, string | null>>,
  { shipped = false }: { shipped?: boolean } = {},
): string {
  const template = parse(source);
  let out: string;
  try {
    const limit = shipped ? { renderLimit: Number.POSITIVE_INFINITY } : {};
    out = liquid.renderSync(template, { ...variables }, limit) as string;
  } catch (error) {
    return refuse(error);
  }
  if (out.length > OUTPUT_CHARS) {
    const at = lineAndColumn(source, Math.max(0, source.search(/\{%-?\s*for\b/)));
    throw new TemplateError(`it writes more than ${OUTPUT_CHARS} characters.`, at.line, at.column);
  }
  return out
    .replace(/[^\S\n]+$/gm, '')
    .replace(/(\S)[^\S\n]{2,}/g, '$1 ')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Refuses a template that names something unknown, also in a branch that no sample takes. */
export function checkLiquid(source: string, names: ReadonlySet<string>): void {
  const template = parse(source);
  for (const [name, places] of Object.entries(liquid.analyzeSync(template, { partials: false }).globals)) {
    const place = places[0]?.location;
    if (!names.has(name))
      throw new TemplateError(
        `there is no variable "${name}"; the list of variables shows what there is.`,
        place?.row ?? 1,
        place?.col ?? 1,
      );
  }
}

function lineAndColumn(source: string, index: number): { line: number; column: number } {
  const before = source.slice(0, index).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
