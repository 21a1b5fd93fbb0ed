/** One command line run inside a test, with an environment of its own; what it said and how it ended. */
import { Readable } from 'node:stream';
import { runCandor } from './application.ts';

export async function candor(argv: readonly string[], env: Record<string, string> = {}, input?: Buffer) {
  const said = { out: '', err: '' };
  const writer = (stream: 'out' | 'err') => ({
    write(text: string) {
      said[stream] += text;
    },
  });
  const process = {
    env,
    exitCode: null as number | string | null,
    stdout: writer('out'),
    stderr: writer('err'),
    ...(input ? { stdin: Readable.from([input]) } : {}),
  };
  await runCandor(argv, process);
  return { ...said, status: process.exitCode };
}
