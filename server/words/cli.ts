/**
 * `candor lint --phase P [--severity N] [--locale L] [--position P] [--channel C] [--facts FILE] [--json] FILE|-`
 * Reads a message from a file or standard input, prints what the linter finds; ends with 0 when nothing blocks, 1
 * when something does, 2 when it was asked wrongly. Needs no server and no database.
 */

import { readFile } from 'node:fs/promises';
import { text as readText } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { LintContext } from '@candor/protocol/words.ts';
import { z } from 'zod';
import { hasErrors, lint } from './lint/lint.ts';

export type LintIo = {
  readFile(path: string): Promise<string>;
  readInput(): Promise<string>;
  out(text: string): void;
  err(text: string): void;
};

const USAGE =
  'candor lint --phase PHASE [--severity 1-4] [--locale en|de] [--position first|update|end|maintenance|followup] [--channel page|mail|sms|post|x|banner|feed] [--facts facts.json] [--json] FILE|-\n';

const thisProcess = (): LintIo => ({
  readFile: (path) => readFile(path, 'utf8'),
  readInput: () => readText(process.stdin),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});

const LARGEST_CHARS = 25_000;

export async function lintCommand(argv: readonly string[], io: LintIo = thisProcess()): Promise<number> {
  const wrong = (message: string) => {
    io.err(`${message}\n${USAGE}`);
    return 2;
  };
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv);
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) return wrong('Name one file, or - for standard input.');
  let text: string;
  let facts: unknown;
  try {
    text = file === '-' ? await io.readInput() : await io.readFile(file);
    facts = values.facts === undefined ? undefined : JSON.parse(await io.readFile(values.facts));
  } catch (error) {
    return wrong(`Could not read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (text.length > LARGEST_CHARS) return wrong(`The message is longer than ${LARGEST_CHARS} characters.`);
  const context = LintContext.safeParse({
    phase: values.phase,
    locale: values.locale,
    ...(values.severity === undefined ? {} : { severity: Number(values.severity) }),
    ...(values.position === undefined ? {} : { position: values.position }),
    ...(values.channel === undefined ? {} : { channel: values.channel }),
    ...(facts === undefined ? {} : { facts }),
  });
  if (!context.success) return wrong(z.prettifyError(context.error));
  const findings = lint(text, context.data as LintContext);
  if (values.json) io.out(`${JSON.stringify({ findings }, null, 2)}\n`);
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
      json: { type: 'boolean', default: false },
    },
  });

function place(text: string, index: number): { line: number; column: number } {
  const before = text.slice(0, index).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
