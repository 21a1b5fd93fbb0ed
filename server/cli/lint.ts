/** `candor lint`: the linter for messages, for editors and pipelines. Exits 1 when a rule blocks, 2 when asked wrongly. */
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { buildCommand, type CommandContext } from '@stricli/core';
import { lintCommand } from '#words';

type Flags = {
  phase?: string;
  severity?: string;
  locale: string;
  position?: string;
  channel?: string;
  facts?: string;
  technical: boolean;
  json: boolean;
};

const word = (brief: string) => ({ kind: 'parsed', parse: String, brief, optional: true }) as const;

export const lintWords = buildCommand({
  docs: { brief: 'Check a message to users: candor lint --phase investigating FILE|-' },
  parameters: {
    flags: {
      phase: word('Phase of the incident or maintenance'),
      severity: word('Severity, 1 to 4'),
      locale: { kind: 'parsed', parse: String, brief: 'Language of the text', default: 'en' },
      position: word('Where it stands: first, update, end, maintenance, followup'),
      channel: word('Where it goes: page, mail, sms, post, x, banner, feed'),
      facts: word('A JSON file with what is known'),
      technical: { kind: 'boolean', brief: 'For a technical audience', default: false },
      json: { kind: 'boolean', brief: 'Print the findings as JSON', default: false },
    },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, brief: 'A file, or - for standard input', placeholder: 'FILE' }],
    },
  },
  async func(this: CommandContext, { json, technical, ...given }: Flags, file: string) {
    const flags = [
      // What was not said is not handed on.
      ...Object.entries(given).flatMap(([name, value]) =>
        value === undefined ? [] : [`--${name}=${value}`],
      ),
      ...(technical ? ['--technical'] : []),
      ...(json ? ['--json'] : []),
    ];
    const { stdout, stderr } = this.process;
    const status = await lintCommand([...flags, '--', file], {
      readFile: (path) => readFile(path, 'utf8'),
      readInput: () => text(process.stdin),
      out: (line) => stdout.write(line),
      err: (line) => stderr.write(line),
    });
    (this.process as { exitCode?: number }).exitCode = status;
  },
});
