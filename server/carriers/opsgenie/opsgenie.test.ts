import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OPSGENIE_KEY, startOpsgenie } from '../../../mocks/pagers.ts';
import { createChatWorld, forAnyWords, parts, usualFaults } from '../chat/testing.ts';
import { requestOf } from './alerts.ts';

test('Opsgenie: one alert for each incident, with notes, closed with it', async (t) => {
  const pager = await startOpsgenie();
  t.after(() => pager.close());
  const world = await createChatWorld(t, 'opsgenie');
  const first = await world.tell(parts({ severity: 1 }), pager.address);
  assert.equal(first.state, 'accepted', first.lastError ?? '');
  assert.equal(first.receipt!['id'], 'pretend-1');
  assert.equal(pager.asked()[0]!.headers['authorization'], `GenieKey ${OPSGENIE_KEY}`);
  assert.doesNotMatch(pager.asked()[0]!.query.toString(), /key/);
  await world.tell(parts({ correction: true }), pager.address);
  await world.tell(parts({ phase: 'resolved', phaseLabel: 'Resolved' }), pager.address);
  const alert = pager.alerts().get('inc_1')!;
  assert.deepEqual([alert.summary, alert.open, alert.notes.length], ['P1 Logins fail', false, 2]);
  assert.match(alert.notes[0]!, /^Logins fail\n\nCorrected · Investigating/);

  await t.test('who comes late gets no alert that nobody closes', async () => {
    const late = await world.tell(parts({ phase: 'resolved', phaseLabel: 'Resolved' }), pager.address, {
      recipient: { id: 'late' },
    });
    assert.equal(late.state, 'accepted');
    assert.equal(pager.accepted().at(-1)!.to, 'close inc_1');
  });

  await t.test('the usual faults', () => usualFaults(world, pager, pager.address, { waitMs: 60_000 }));

  await t.test('a key that is refused', async () => {
    const told = await world.tell(parts(), pager.wrongKey, { recipient: { id: 'wrong' } });
    assert.deepEqual(
      [told.state, told.lastError],
      ['failed', 'Opsgenie answered 403: Key format is not valid!'],
    );
  });

  const { parse } = world.carriers.all.get('opsgenie')!.address;
  assert.deepEqual(parse(`eu:${OPSGENIE_KEY}`), { address: `eu:${OPSGENIE_KEY}` });
  const jsm = `https://api.atlassian.com/jsm/ops/integration/v2/alerts?key=${OPSGENIE_KEY}`;
  assert.deepEqual(parse(jsm), { address: jsm });
  assert.ok('fault' in parse('R0PRETEND'));
});

test('Opsgenie: whatever is said fits', () => {
  forAnyWords((form) => {
    const { body } = requestOf({ form }, { incidentId: 'inc_1', locale: 'en', key: 'k', thread: null });
    const { message, description } = body as { message: string; description: string };
    assert.ok(message.length >= 1 && message.length <= 130);
    assert.ok(description.length <= 15_000);
  });
});
