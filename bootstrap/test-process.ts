/**
 * Preloaded into each process of tests: makes waiting cheaper there, says what was caught by nobody, waits until the
 * results are read, and fails the process when its tests leave a server that listens. It changes nothing of the
 * product, and loads no `node:test`: whatever is preloaded with it, a hook above all, doubles what the tests cost.
 */
import asyncHooks from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:net';

// Node's runner follows each promise to the test that made it, at a tenth of all CPU, to name the test whose error
// nobody caught. The error is printed below with its stack; the file fails all the same.
const none = { enable: () => none, disable: () => none };
asyncHooks.createHook = () => none;
const say = (error: unknown) => console.error('✖ caught by nobody:', error);
process.on('uncaughtExceptionMonitor', say);
process.on('unhandledRejection', say);

// The runner exits when its last word is written, which is before a slow reader has it: those tests would be missing
// unseen.
const exit = process.exit.bind(process);
process.exit = ((code) => process.stdout.write('', () => exit(code))) as typeof process.exit;

const listening = new Set<Server>();
subscribe('tracing:net.server.listen:asyncEnd', (message) => {
  const { server } = message as { server: Server };
  listening.add(server);
  server.once('close', () => listening.delete(server));
});
process.on('exit', () => {
  const left = [...listening].filter((server) => server.listening).length;
  if (left === 0) return;
  console.error(`✖ ${process.argv[1]} ends and leaves ${left} servers that listen`);
  process.exitCode = 1;
});
