/**
 * When a first visit paints its first content, in Chromium on a slow mobile network: DevTools' preset "Slow 4G"
 * (`NetworkManager.ts`: 562.5 ms of latency for each request, 1.44 Mbit/s down, 675 kbit/s up), each visit in a fresh
 * context with an empty cache. The latency is that of a request, which stands for name, connection and handshakes too.
 */
import { chromium } from 'playwright-core';
import { chromium as program } from '../../bootstrap/chromium.ts';
import { FLAGS } from './weight.ts';

const SLOW_4G = {
  offline: false,
  latency: 150 * 3.75,
  downloadThroughput: ((1.6 * 1_000 * 1_000) / 8) * 0.9,
  uploadThroughput: ((750 * 1_000) / 8) * 0.9,
};
const VISITS = 5;

export async function firstPaintsMs(url: string): Promise<number[]> {
  const browser = await chromium.launch({ executablePath: program(), args: FLAGS });
  const paints: number[] = [];
  try {
    for (let visit = 0; visit < VISITS; visit++) {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
      const page = await context.newPage();
      const devtools = await context.newCDPSession(page);
      await devtools.send('Network.enable');
      await devtools.send('Network.emulateNetworkConditions', SLOW_4G);
      await page.goto(url, { waitUntil: 'load' });
      await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
      paints.push(
        await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]!.startTime),
      );
      await context.close();
    }
    return paints;
  } finally {
    await browser.close();
  }
}
