/**
 * Preloaded into each process of tests: makes waiting cheaper there, names the test in which an error was caught by
 * nobody, and fails the process when its tests leave something open. It changes nothing of the product.
 */
import asyncHooks from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:net';

// Node's runner follows each promise to the test that made it, at a tenth of all CPU, to name the test whose error
// nobody caught. The name is given below; the file fails all the same.
const none = { enable: () => none, disable: () => none };
asyncHooks.createHook = () => none;

const { after, beforeEach } = await import('node:test');
let last = 'the first test';
beforeEach((test) => {
  if ('fullName' in test) last = test.fullName;
});
const say = (error: unknown) => console.error(`✖ caught by nobody, in “${last}” or before it:`, error);
process.on('uncaughtExceptionMonitor', say);
process.on('unhandledRejection', say);

const listening = new Set<Server>();
subscribe('tracing:net.server.listen:asyncEnd', (message) => {
  const { server } = message as { server: Server };
  listening.add(server);
  server.once('close', () => listening.delete(server));
});
/** Connections are left out: one that was closed is counted until the system has let it go. A timer harms nobody. */
const left = () => [
  ...[...listening].filter((server) => server.listening).map(() => 'a server that listens'),
  ...process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap'),
];
// What was told to end has a moment to do so.
after(async () => {
  for (let n = 0; n < 50 && left().length > 0; n++) await new Promise((resolve) => setTimeout(resolve, 20));
});
process.on('exit', () => {
  const names = left();
  if (names.length === 0) return;
  console.error(`✖ ${process.argv[1]} ends and leaves open: ${names.join(', ')}`);
  process.exitCode = 1;
});
