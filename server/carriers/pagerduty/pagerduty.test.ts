import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PAGERDUTY_KEY, startPagerDuty } from '../../../mocks/pagers.ts';
import { createChatWorld, forAnyWords, parts, URL_OF_INCIDENT, usualFaults } from '../chat/testing.ts';
import { eventOf } from './events.ts';

test('PagerDuty: one alert for each incident, resolved with it', async (t) => {
  const pager = await startPagerDuty();
  t.after(() => pager.close());
  const world = await createChatWorld(t, 'pagerduty');
  const first = await world.tell(parts({ severity: 1 }), pager.address);
  assert.equal(first.state, 'accepted', first.lastError ?? '');
  assert.deepEqual(first.receipt, {
    id: 'inc_1',
    status: 202,
    message: 'Event processed',
    at: '2026-03-01T10:00:00.000Z',
  });
  assert.deepEqual(pager.asked()[0]!.body, {
    routing_key: PAGERDUTY_KEY,
    event_action: 'trigger',
    dedup_key: 'inc_1',
    payload: {
      summary: 'Logins fail · Investigating · API, Website',
      source: 'status.example.org',
      timestamp: '2026-03-01T10:00:00.000Z',
      custom_details: {
        about: 'Investigating · API, Website',
        text: 'Some logins fail. See the guide (https://example.org/guide).',
        next: 'We write again by 10:30 UTC.',
      },
      severity: 'critical',
      component: 'API',
      class: 'investigating',
    },
    client: 'Candor',
    client_url: URL_OF_INCIDENT,
    links: [{ href: URL_OF_INCIDENT, text: 'Read every update' }],
  });
  await world.tell(parts({ correction: true, title: 'Logins are slow' }), pager.address);
  assert.deepEqual(
    [...pager.alerts().values()].map(({ open }) => open),
    [true],
  );
  await world.tell(parts({ phase: 'resolved', phaseLabel: 'Resolved' }), pager.address);
  assert.deepEqual(
    [...pager.alerts().values()].map(({ open }) => open),
    [false],
  );

  await t.test('planned work and tests page nobody', async () => {
    await world.tell(parts({ phase: 'scheduled', phaseLabel: 'Scheduled' }), pager.address, {
      recipient: { id: 'planned' },
    });
    await world.tell({ subject: 'Test', text: 'Hello' }, pager.address, { recipient: { id: 'test' } });
    assert.deepEqual(
      pager
        .accepted()
        .slice(-2)
        .map(({ to }) => to),
      ['change', 'change'],
    );
    assert.equal(pager.alerts().size, 1);
  });

  await t.test('the usual faults', async () => {
    // PagerDuty names no time to wait, so the ladder decides.
    await usualFaults(world, pager, pager.address, { waitMs: 1_800 });
  });

  await t.test('a key that is wrong is never tried again, and told to nobody', async () => {
    const told = await world.tell(parts(), pager.wrongKey, { recipient: { id: 'wrong' } });
    assert.deepEqual(
      [told.state, told.lastError],
      ['failed', 'PagerDuty answered 400: Event object is invalid; Invalid routing key'],
    );
    assert.doesNotMatch(told.address, /R0WRONG/);
  });

  const { parse } = world.carriers.all.get('pagerduty')!.address;
  assert.deepEqual(parse(` us:${PAGERDUTY_KEY}`), { address: PAGERDUTY_KEY });
  assert.deepEqual(parse(`EU:${PAGERDUTY_KEY}`), { address: `eu:${PAGERDUTY_KEY}` });
  for (const bad of [
    'R0',
    `fr:${PAGERDUTY_KEY}`,
    'https://events.example/v2/enqueue',
    'http://events.example/v2/enqueue?routing_key=12345678',
  ])
    assert.ok('fault' in parse(bad), bad);
});

test('PagerDuty: whatever is said fits', () => {
  forAnyWords((form) => {
    const { body } = eventOf(
      { form },
      { incidentId: 'inc_1', locale: 'en', createdAt: '2026-03-01T10:00:00.000Z' },
    );
    const { summary } = body['payload'] as { summary: string };
    assert.ok(summary.length >= 1 && summary.length <= 1_024);
    assert.ok(Buffer.byteLength(JSON.stringify(body)) < 512_000);
  });
});
