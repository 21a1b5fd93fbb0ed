/**
 * Makes the pictures of the README and the manual from the demo itself: a reader who takes a photograph whenever the
 * story looks at the page, and a member of staff who walks through the console. Run: `node docs/screenshots/make.ts`
 * with the pinned Node, or with a folder to write to; needs Chromium (CHROMIUM, else /usr/bin/chromium).
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { startMailServer, startWebhookReceiver } from '../../mocks/index.ts';
import { freePort, startCandor } from '../../server/cli/demo/candor.ts';
import { startReader } from '../../server/cli/demo/reader.ts';
import { startShop } from '../../server/cli/demo/shop.ts';
import { startElsewhere } from '../../server/cli/demo/story/everywhere.ts';
import { DEMO_WEBHOOK_SECRET, tellStory } from '../../server/cli/demo/story/index.ts';
import { createTraffic } from '../../server/cli/demo/traffic.ts';

const out = process.argv[2] ?? import.meta.dirname;
/** What the README shows; a folder of one's own gets every picture. */
const SHOWN =
  /^((page-2-investigating|holding-outage)-(1280-light|390-dark)|console-(now|room|holding)-1280-light)$/;
const wanted = (name: string) => process.argv[2] !== undefined || SHOWN.test(name);
const SIZES = { 1280: 900, 390: 844 } as const;
const THEMES = ['light', 'dark'] as const;

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** One picture of each address for every width and theme. */
async function photograph(contexts: Map<string, BrowserContext>, name: string, url: string, pauseMs = 250) {
  for (const [look, context] of contexts) {
    if (!wanted(`${name}-${look}`)) continue;
    const page: Page = await context.newPage();
    await page.goto(url, { waitUntil: 'load' });
    await wait(pauseMs);
    await page.screenshot({ path: join(out, `${name}-${look}.png`), fullPage: false });
    await page.close();
  }
}

async function looks(browser: Browser): Promise<Map<string, BrowserContext>> {
  const contexts = new Map<string, BrowserContext>();
  for (const [width, height] of Object.entries(SIZES))
    for (const colorScheme of THEMES)
      contexts.set(
        `${width}-${colorScheme}`,
        await browser.newContext({ viewport: { width: Number(width), height }, colorScheme }),
      );
  return contexts;
}

mkdirSync(out, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), 'candor-pictures-'));
// As root the database server is another account, which has to walk through.
chmodSync(folder, 0o711);
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
});
const mail = await startMailServer();
const webhooks = await startWebhookReceiver({ secret: DEMO_WEBHOOK_SECRET });
const elsewhere = await startElsewhere();
const port = await freePort();
const shop = await startShop({ candorUrl: () => `http://127.0.0.1:${port}` });
const candor = await startCandor({
  dataFolder: folder,
  port,
  env: {
    CANDOR_ALLOW_PRIVATE: '127.0.0.0/8',
    SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    MAIL_FROM: 'Demo Shop Status <status@shop.example>',
  },
});
const readers = await looks(browser);
const staff = await looks(browser);
for (const context of staff.values()) {
  const answer = await context.request.post(`${candor.url}/api/v1/session`, {
    data: { email: 'owner@shop.example', password: 'a demo password, nothing else' },
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  if (!answer.ok()) throw new Error(`Signing in answered ${answer.status()}.`);
}
const reader = startReader(candor.url);
const traffic = createTraffic({ shop });
let scene = 0;
const seen: string[] = [];
try {
  await tellStory({
    candor,
    shop,
    mail,
    webhooks,
    elsewhere,
    traffic,
    mode: '500s',
    say: (line) => console.log(line),
    reader: {
      ...reader,
      async look() {
        const sighting = await reader.look();
        const { items } = await candor.ok<{ items: { id: string; phase: string }[] }>(
          'GET',
          '/api/v1/incidents?limit=1',
        );
        const phase = items[0]?.phase ?? 'calm';
        if (!seen.includes(phase)) {
          seen.push(phase);
          const name = `${++scene}-${phase}`;
          await photograph(readers, `page-${name}`, `${candor.url}/`);
          if (phase === 'identified') {
            await photograph(staff, `console-now`, `${candor.url}/console/`, 1_500);
            await photograph(staff, `console-room`, `${candor.url}/console/incidents/${items[0]!.id}`, 4_000);
            await photograph(readers, 'shop-broken', `${shop.url}/`, 1_500);
          }
        }
        return sighting;
      },
    },
  });
  const { items } = await candor.ok<{ items: { id: string }[] }>('GET', '/api/v1/incidents?limit=1');
  const id = items[0]!.id;
  for (const [name, path] of Object.entries({
    incident: `/incidents/${id}`,
    postmortem: `/incidents/${id}/postmortem`,
    history: '/history',
    policy: '/policy',
    cases: '/cases',
    checklist: '/checklists/ready-for-an-outage',
    deutsch: '/de/',
  }))
    await photograph(readers, `page-${name}`, `${candor.url}${path}`);
  const pages = { name: 'Demo Shop', serviceName: 'Demo Shop' };
  await candor.ok('POST', '/api/v1/holding-sets', pages);
  const { url } = await candor.ok<{ url: string }>('POST', '/api/v1/holding-sets/previews', {
    set: pages,
    kind: 'outage',
  });
  await photograph(readers, 'holding-outage', `${candor.url}${url}`);
  await photograph(staff, 'console-holding', `${candor.url}/console/holding-pages`, 2_500);
  for (const path of process.argv.slice(3))
    await photograph(staff, `console${path.replaceAll('/', '-')}`, `${candor.url}/console${path}`, 1_500);
} finally {
  traffic.stop();
  reader.close();
  await browser.close();
  await candor.stop();
  await Promise.all([shop.close(), mail.close(), webhooks.close(), elsewhere.close()]);
  rmSync(folder, { recursive: true, force: true });
}
