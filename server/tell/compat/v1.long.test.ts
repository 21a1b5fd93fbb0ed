/** What the monitors see stands above what a tool says through Statuspage's REST API v1. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minutes } from '../../../stories/house.ts';
import { world } from './testing.ts';

test('resolved is refused while the monitors contradict it', { timeout: 60_000 }, async (t) => {
  const { house, call } = await world(t, { monitors: true });
  await house.forward(minutes(1));
  house.service.set('500');
  await house.until(async () => ((await house.incident())?.updates.length ?? 0) > 0);
  const { id } = (await house.incident())!;
  const refused = await call('PATCH', `/incidents/${id}`, { incident: { status: 'resolved' } });
  assert.equal(refused.status, 422);
  assert.match(refused.body.error[0], /is contradicted/);
  assert.equal((await house.incident())!.phase, 'investigating');
});
