/**
 * `candor lint --phase P [--severity N] [--locale L] [--position P] [--channel C] [--facts FILE] [--json] FILE|-`
 * Reads a message from a file or standard input, prints what the linter finds; ends with 0 when nothing blocks, 1
 * when something does, 2 when it was asked wrongly. Needs no server and no database.
 */

import { readFile } from 'node:fs/promises';
import { text as readText } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { LintContext, LintFacts } from '@candor/protocol/words.ts';
import { z } from 'zod';
import { hasErrors, lint } from './lint/lint.ts';
import { PHASE_NAMES, phaseNamed } from './lint/phases.ts';
import { wordList } from './lists/index.ts';

export type LintIo = {
  readFile(path: string): Promise<string>;
  readInput(): Promise<string>;
  out(text: string): void;
  err(text: string): void;
};

const USAGE =
  'candor lint --phase PHASE [--severity 1-4] [--locale en|de|fr|es|pt|ja] [--position first|update|end|maintenance|followup] [--channel page|mail|sms|post|x|banner|feed] [--facts facts.json] [--technical] [--json] FILE|-\n';

const thisProcess = (): LintIo => ({
  readFile: (path) => readFile(path, 'utf8'),
  readInput: () => readText(process.stdin),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});

const LARGEST_CHARS = 25_000;

/** Asked wrongly: the sentence says what to do. */
type Wrong = { wrong: string };
const isWrong = (value: object): value is Wrong => 'wrong' in value;

export async function lintCommand(argv: readonly string[], io: LintIo = thisProcess()): Promise<number> {
  const asked = await read(argv, io);
  if (isWrong(asked)) {
    io.err(`${asked.wrong}\n${USAGE}`);
    return 2;
  }
  const { file, text, context, json } = asked;
  const findings = lint(text, context);
  if (json) io.out(`${JSON.stringify({ findings }, null, 2)}\n`);
  else
    for (const { level, rule, message, suggestion, start, end } of findings) {
      const { line, column } = place(text, start);
      const quoted = end > start ? ` “${text.slice(start, Math.min(end, start + 60))}”` : '';
      io.out(
        `${file}:${line}:${column} ${level} ${rule}${quoted} ${message}${suggestion ? ` Try: ${suggestion}` : ''}\n`,
      );
    }
  return hasErrors(findings) ? 1 : 0;
}

type Asked = { file: string; text: string; context: LintContext; json: boolean };

async function read(argv: readonly string[], io: LintIo): Promise<Asked | Wrong> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv);
  } catch (error) {
    return { wrong: sentenceOf(error) };
  }
  const { values, positionals } = parsed;
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) return { wrong: 'Name one file, or - for standard input.' };
  if (values.phase === undefined) return { wrong: `Say --phase: ${PHASE_NAMES.join(', ')}.` };
  const named = phaseNamed(values.phase);
  if (!named)
    return { wrong: `There is no phase "${values.phase}". The phases are ${PHASE_NAMES.join(', ')}.` };
  if (values.severity !== undefined && !/^[1-4]$/.test(values.severity))
    return { wrong: `--severity is 1 (critical), 2, 3 or 4, not "${values.severity}".` };
  const facts = values.facts === undefined ? undefined : await readFacts(values.facts, io);
  if (facts && isWrong(facts)) return facts;
  let text: string;
  try {
    text = withoutMark(file === '-' ? await io.readInput() : await io.readFile(file));
  } catch (error) {
    return { wrong: `The message could not be read: ${sentenceOf(error)}` };
  }
  if (text.length > LARGEST_CHARS)
    return {
      wrong: `The message has ${text.length} characters; ${LARGEST_CHARS} is the most that can be checked.`,
    };
  if (text.includes('\0'))
    return { wrong: 'The message is no text in UTF-8. Save it as UTF-8 and try again.' };
  if (!text.trim()) return { wrong: 'The message is empty: there is nothing to check.' };
  const context = LintContext.safeParse({
    ...named,
    locale: localeOf(values.locale),
    technical: values.technical,
    ...(values.severity === undefined ? {} : { severity: Number(values.severity) }),
    ...(values.position === undefined ? {} : { position: values.position }),
    ...(values.channel === undefined ? {} : { channel: values.channel }),
    ...(facts ? { facts: facts.facts } : {}),
  });
  if (!context.success) return { wrong: z.prettifyError(context.error) };
  if (!wordList(context.data.locale))
    io.err(
      `There are no words for the locale "${values.locale}": only the rules that need none are applied.\n`,
    );
  return { file, text, context: context.data as LintContext, json: values.json };
}

/** A byte order mark is no part of a text: places count from the first letter, as standard input gives them. */
const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '');

/** `de_DE.UTF-8`, `PT-br`: as environments write them. */
const localeOf = (given: string): string => {
  const [language = '', country] = given.replace(/\..*$/, '').split(/[-_]/);
  return country ? `${language.toLowerCase()}-${country.toUpperCase()}` : language.toLowerCase();
};

/** Facts are a file of many tools: what we do not know is said and left aside, what we know has to be right. */
async function readFacts(path: string, io: LintIo): Promise<{ facts: LintFacts } | Wrong> {
  let given: unknown;
  try {
    given = JSON.parse(withoutMark(await io.readFile(path)));
  } catch (error) {
    return { wrong: `The facts in ${path} could not be read: ${sentenceOf(error)}` };
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return {
      wrong: `The facts in ${path} are no JSON object, such as {"startedAt":"2026-03-03T14:02:00Z"}.`,
    };
  const known = new Set(Object.keys(LintFacts.shape));
  const unknown = Object.keys(given).filter((name) => !known.has(name));
  if (unknown.length > 0)
    io.err(`${path}: ${unknown.join(', ')} left aside; known facts are ${[...known].join(', ')}.\n`);
  const facts = LintFacts.safeParse(
    Object.fromEntries(Object.entries(given).filter(([name]) => known.has(name))),
  );
  return facts.success
    ? { facts: facts.data }
    : { wrong: `The facts in ${path} are wrong:\n${z.prettifyError(facts.error)}` };
}

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const parse = (argv: readonly string[]) =>
  parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      phase: { type: 'string' },
      severity: { type: 'string' },
      locale: { type: 'string', default: 'en' },
      position: { type: 'string' },
      channel: { type: 'string' },
      facts: { type: 'string' },
      technical: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });

function place(text: string, index: number): { line: number; column: number } {
  const before = text.slice(0, index).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
