/** The entry: one command line for everything. */
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Stripping types and compiling is half of every start. What was compiled once is read back by the next process, from
// beside the dependencies, where only who may change the code may write; where nobody may, each start compiles anew.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/candor', import.meta.url)));
// Whoever reads only the beginning (`candor export | head`) has what they wanted; a server goes on without its reader.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  if (process.argv[2] !== 'serve') process.exit();
});
const run =
  process.argv[2] === 'edge'
    ? (await import('./cli/edge/alone.ts')).runEdge
    : (await import('./cli/application.ts')).runCandor;

await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  get exitCode() {
    return process.exitCode ?? null;
  },
  set exitCode(code) {
    process.exitCode = code ?? undefined;
  },
});

// A command that failed half-way, such as a start, leaves no process behind that looks as if it served.
if (process.exitCode) process.exit();
