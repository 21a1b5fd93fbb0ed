/** Whoever is told finds on the page and in the feed what they were told: both are written before anything leaves. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { openHouse } from './house.ts';

test('the page and the feed have the update before its first receiver does', {
  timeout: 60_000,
}, async (t) => {
  const house = await openHouse(t, { monitors: false });
  const { app } = house;
  /** What readers would have seen at the moment of each call. */
  const seen: { text: string; page: boolean; feed: boolean }[] = [];
  const receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const text: string = JSON.parse(body).data.update.text.en;
      const words = text.slice(0, 40);
      const shows = (path: string) => app.web.shelf.body(path)!.toString().includes(words);
      seen.push({ text: words, page: shows('/'), feed: shows('/feed.rss') });
      response.end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  t.after(() => receiver.close());
  const { port } = receiver.address() as AddressInfo;
  await app.audience.subscribers.add(
    { carrier: 'webhook', address: `http://127.0.0.1:${port}/` },
    'system:test',
  );
  const { id } = await app.respond.open(
    {
      title: { en: 'Checkout is not working' },
      severity: 2,
      components: [{ componentId: house.component.id, status: 'major_outage' }],
    },
    'system:test',
  );
  for (let n = 1; n <= 8; n++) {
    const text = {
      en: `Word ${n}: you cannot pay at the checkout since 12:00 UTC, we are looking for the cause.`,
    };
    await app.tell.update(
      id,
      { phase: 'investigating', text, holdSeconds: 0, override: { reason: 'a test of order, not of words' } },
      'system:test',
    );
    await house.settled();
  }
  assert.equal(seen.length, 8);
  assert.deepEqual(
    seen.filter(({ page, feed }) => !page || !feed),
    [],
  );
});
