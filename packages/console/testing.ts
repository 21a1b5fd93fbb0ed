/** A Candor with a browser for the tests of the console: real sockets, a real database, and axe for every page. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { createApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { systemClock } from '../../server/lib/clock.ts';
import { silentLog } from '../../server/lib/log.ts';
import { createTestStore } from '../../server/store/testing.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const BROWSER_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export const PASSWORD = 'a password for tests';

/** The console is built once; a build that stands is used as it is. */
function buildConsole() {
  if (existsSync(join(import.meta.dirname, 'dist', 'index.html'))) return;
  const vite = fileURLToPath(new URL('../../node_modules/vite/bin/vite.js', import.meta.url));
  const built = spawnSync(process.execPath, [vite, 'build', import.meta.dirname, '--logLevel', 'error']);
  assert.equal(built.status, 0, String(built.stderr));
}

export async function openWorld(env: Record<string, string> = {}) {
  buildConsole();
  const folder = mkdtempSync(join(tmpdir(), 'candor-console-'));
  const store = await createTestStore();
  const config = readConfig({
    PORT: '0',
    CANDOR_DATA: folder,
    CANDOR_ALLOW_PRIVATE: '127.0.0.0/8',
    LOG_LEVEL: 'silent',
    ...env,
  });
  const app = await createApp({ config, clock: systemClock(), log: silentLog(), store });
  await app.start();
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: BROWSER_ARGS,
  });
  return {
    app,
    browser,
    url: app.web.url(),
    async close() {
      await browser.close();
      await app.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Everything that the browser complains about, which has to be nothing. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // The browser itself reports every answer that is not a success; those are looked at where they are expected.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
      complaints.push(message.text());
  });
  return complaints;
}

type AxeResults = { violations: { id: string; nodes: { target: string[] }[] }[]; passes: unknown[] };

/** What axe finds wrong; it has to have looked at something. */
export async function violationsOf(page: Page): Promise<string[]> {
  // A page that is reached by a link has it already.
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axeSource);
  const { violations, passes } = (await page.evaluate(
    "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'], preload: false, iframes: false })",
  )) as AxeResults;
  assert.ok(passes.length > 5, 'axe looked at nothing');
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}
