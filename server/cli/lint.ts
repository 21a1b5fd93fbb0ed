/** `candor lint`: the linter for messages, for editors and pipelines. Exits 1 when a rule blocks. */
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { buildCommand } from '@stricli/core';
import { lintCommand } from '#words';

export const lintWords = buildCommand({
  docs: { brief: 'Check a message to users: candor lint --phase investigating FILE|-' },
  parameters: {
    flags: {
      phase: {
        kind: 'parsed',
        parse: String,
        brief: 'Phase of the incident or maintenance',
        default: 'investigating',
      },
      severity: { kind: 'parsed', parse: String, brief: 'Severity, 1 to 4', optional: true },
      locale: { kind: 'parsed', parse: String, brief: 'Language of the text', default: 'en' },
      facts: { kind: 'parsed', parse: String, brief: 'A JSON file with what is known', optional: true },
      json: { kind: 'boolean', brief: 'Print the findings as JSON', default: false },
    },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, brief: 'A file, or - for standard input', placeholder: 'FILE' }],
    },
  },
  async func(
    flags: { phase: string; severity?: string; locale: string; facts?: string; json: boolean },
    file: string,
  ) {
    const argv = ['--phase', flags.phase, '--locale', flags.locale];
    if (flags.severity) argv.push('--severity', flags.severity);
    if (flags.facts) argv.push('--facts', flags.facts);
    if (flags.json) argv.push('--json');
    process.exitCode = await lintCommand([...argv, file], {
      readFile: (path) => readFile(path, 'utf8'),
      readInput: () => text(process.stdin),
      out: (line) => process.stdout.write(line),
      err: (line) => process.stderr.write(line),
    });
  },
});
