/**
 * What a reader's first visit costs: a cold load in Chromium, everything that came over the wire counted by the
 * browser itself, headers too. And whether the first HTML is whole: the same page without JavaScript has to hold
 * every component (groups without trouble are folded) and the newest word.
 */
import { chromium } from 'playwright-core';
import { chromium as program } from '../../bootstrap/chromium.ts';

export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export type Weight = { bytes: number; requests: number; firstPaintMs: number; missing: string[] };

export async function weigh(url: string, expected: readonly string[]): Promise<Weight> {
  const browser = await chromium.launch({ executablePath: program(), args: FLAGS });
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
    let bytes = 0;
    let requests = 0;
    devtools.on('Network.requestWillBeSent', ({ request }) => {
      if (/^https?:/.test(request.url)) requests += 1;
    });
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    await page.goto(url, { waitUntil: 'load' });
    // What the page's script fetches on its own, and the icon, come after `load`.
    await page.waitForTimeout(1_500);
    const firstPaintMs = await page.evaluate(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    );
    await context.close();

    const plain = await browser.newContext({ javaScriptEnabled: false });
    const reader = await plain.newPage();
    await reader.goto(url, { waitUntil: 'load' });
    const text = (await reader.locator('body').textContent()) ?? '';
    const missing = expected.filter((part) => !text.includes(part));
    return { bytes, requests, firstPaintMs, missing };
  } finally {
    await browser.close();
  }
}
