/** One command line run inside a test, with an environment of its own; what it said and how it ended. */
import { runCandor } from './application.ts';

export async function candor(argv: readonly string[], env: Record<string, string> = {}) {
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
  };
  await runCandor(argv, process);
  return { ...said, status: process.exitCode };
}
