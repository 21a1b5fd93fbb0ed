/** Webhook receivers hang: no check waits for them, and neither does anybody else who is to be told. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startWebhookReceiver } from '../mocks/index.ts';
import { minutes, openHouse, seconds } from './house.ts';

const HUNG = 3;
const MONITORS = 10;

test('hung receivers delay no check, no mail and no page', { timeout: 180_000 }, async (t) => {
  const house = await openHouse(t);
  house.webhooks.setFault({ mode: 'hang' });
  for (let i = 0; i < HUNG; i++)
    await house.app.audience.subscribers.add(
      { carrier: 'webhook', address: `${house.webhooks.url}/${i}` },
      'system:test',
    );
  const living = await startWebhookReceiver({ now: house.clock.nowMs });
  t.after(() => living.close());
  await house.app.audience.subscribers.add({ carrier: 'webhook', address: living.url }, 'system:test');
  await house.subscribe('reader@example.com');
  const others = [];
  for (let i = 0; i < MONITORS; i++)
    others.push(
      await house.app.watch.monitors.create({
        name: `Other ${i}`,
        componentId: house.component.id,
        target: { kind: 'http', url: house.service.url },
        opensIncident: null,
      }),
    );
  await house.forward(minutes(1));
  house.service.set('500');
  const brokenMs = house.clock.nowMs();
  await house.until(() => house.mail.inbox().length === 1 && living.accepted().length === 1, minutes(2));
  assert.ok(house.clock.nowMs() - brokenMs < seconds(50), 'who can be told is told at once');
  assert.match((await house.page()).text, /Checkout is not working\./);
  assert.ok(house.webhooks.inbox().length > 0, 'the receivers were called and hang');
  const fromMs = house.clock.nowMs();
  await house.forward(seconds(70));
  assert.equal(house.webhooks.accepted().length, 0);
  await house.app.watch.flush();
  for (const monitor of [house.monitor!, ...others]) {
    const { last } = house.app.watch.state(monitor.id)!;
    assert.ok(
      house.clock.nowMs() - Date.parse(last!.at) <= seconds(31),
      `${monitor.name} was checked on time`,
    );
    const points = await house.app.watch.series(
      monitor.id,
      new Date(fromMs).toISOString(),
      new Date(fromMs + seconds(70)).toISOString(),
      60,
    );
    const checks = points.reduce((sum, { up, down, unknown }) => sum + up + down + unknown, 0);
    assert.ok(checks >= 2, `${monitor.name}: ${checks} checks in 70 s`);
  }
  house.webhooks.setFault({ mode: 'accept' });
  await house.until(
    () => new Set(house.webhooks.accepted().map(({ path }) => path)).size === HUNG,
    minutes(5),
    5_000,
  );
  assert.deepEqual(house.webhooks.duplicates(), []);
});
