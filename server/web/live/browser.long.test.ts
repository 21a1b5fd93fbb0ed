/** A real browser on the live stream: the present first, what was missed after a lost connection, and nothing twice. */
import assert from 'node:assert/strict';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { chromium as program } from '../../../bootstrap/chromium.ts';
import { createTestWeb } from '../testing.ts';

test('a browser whose connection breaks hears what it missed, once and in order', {
  timeout: 60_000,
}, async (t) => {
  const { web, url, close } = await createTestWeb({ signIn: false });
  const { port } = new URL(url);
  // Stands between the two, so that what breaks is the network and neither of them.
  const lines = new Set<Socket>();
  const network = createServer((from) => {
    const to = connect(Number(port), '127.0.0.1');
    for (const line of [from, to]) lines.add(line.on('error', () => {}));
    from.pipe(to).pipe(from);
  });
  await new Promise<void>((resolve) => network.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({
    executablePath: program(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  t.after(async () => {
    await browser.close();
    for (const line of lines) line.destroy();
    network.close();
    await close();
  });
  const event = (n: number, data: unknown = { n }) => ({ id: `e${n}`, type: 'snapshot', data });
  let present = event(0, 'as it is');
  web.live.public.snapshot(() => present);

  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(network.address() as AddressInfo).port}/healthz`);
  await page.evaluate(() => {
    const scope = globalThis as unknown as { heard: string[]; opened: number };
    scope.heard = [];
    scope.opened = 0;
    const source = new EventSource('/live');
    source.onopen = () => {
      scope.opened += 1;
    };
    source.addEventListener('snapshot', (event) => {
      scope.heard.push(`${event.lastEventId} ${event.data}`);
    });
  });
  const heard = () => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
  const opened = () => page.evaluate(() => (globalThis as unknown as { opened: number }).opened);
  const until = async (met: () => Promise<boolean>) => {
    for (let tries = 0; tries < 400 && !(await met()); tries++) await pause(25);
    assert.ok(await met(), JSON.stringify(await heard()));
  };
  const cut = async (meanwhile: () => void) => {
    const times = await opened();
    for (const line of lines) line.destroy();
    lines.clear();
    for (let tries = 0; tries < 200 && web.live.public.readers() > 0; tries++) await pause(10);
    meanwhile();
    await until(async () => (await opened()) > times);
  };

  await until(async () => (await heard()).length === 1);
  web.live.public.broadcast(event(1));
  await until(async () => (await heard()).length === 2);
  await cut(() => {
    for (const n of [2, 3]) web.live.public.broadcast(event(n));
  });
  web.live.public.broadcast(event(4));
  await until(async () => (await heard()).length === 5);
  assert.deepEqual(await heard(), ['e0 "as it is"', ...[1, 2, 3, 4].map((n) => `e${n} {"n":${n}}`)]);

  // As after a restart: nothing is known of what it saw, so it gets the present.
  await cut(() => {
    web.live.public.forget();
    present = event(9, 'as it is now');
  });
  await until(async () => (await heard()).at(-1) === 'e9 "as it is now"');
  assert.equal((await heard()).length, 6);
});
