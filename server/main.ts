/** The entry: one command line for everything. */
import { run } from '@stricli/core';
import { application } from './cli/application.ts';

await run(application, process.argv.slice(2), {
  process: {
    stdout: process.stdout,
    stderr: process.stderr,
    get exitCode() {
      return process.exitCode ?? null;
    },
    set exitCode(code) {
      process.exitCode = code ?? undefined;
    },
  },
});
