#!/usr/bin/env node
/**
 * The first thing that runs, on any Node from 20 on and with nothing installed: brings the dependencies, finds the
 * pinned Node, builds the browser packages when their sources changed, and hands over to TypeScript. Plain
 * JavaScript, because nothing else can be counted on yet.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildBrowserPackages } from './bootstrap/browser-packages.mjs';
import { bringDependencies } from './bootstrap/dependencies.mjs';
import { NODE_FLAGS, withNodeEnvironment } from './bootstrap/node-flags.mjs';
import { pinnedNode } from './bootstrap/pinned-node.mjs';

const home = fileURLToPath(new URL('.', import.meta.url));
const [command = 'serve', ...rest] = process.argv.slice(2);

/** What each command runs, and whether it shows the console. */
const ENTRIES = {
  test: ['bootstrap/test.ts', false],
  'test-long': ['bootstrap/test.ts', false],
  check: ['bootstrap/check.ts', false],
  bench: ['bench/run.ts', false],
};
const NEEDS_BROWSER_PACKAGES = new Set(['serve', 'demo', 'test', 'test-long', 'bench']);

try {
  await bringDependencies(home);
  const node = pinnedNode(home);
  if (NEEDS_BROWSER_PACKAGES.has(command)) await buildBrowserPackages(home, node);
  const [entry] = ENTRIES[command] ?? ['server/main.ts'];
  const parameters = ENTRIES[command]
    ? command === 'test-long'
      ? ['--long', ...rest]
      : rest
    : [command, ...rest];
  const child = spawn(node, [...NODE_FLAGS, fileURLToPath(new URL(entry, import.meta.url)), ...parameters], {
    stdio: 'inherit',
    env: withNodeEnvironment(process.env),
  });
  // The terminal sends its signal to both of us; others send it only here.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) =>
    process.exit(signal ? 128 + (signal === 'SIGINT' ? 2 : 15) : (code ?? 1)),
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
