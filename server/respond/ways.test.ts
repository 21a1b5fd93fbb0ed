/** Staff are called by any carrier: their own ways by severity, shared addresses of a step, and no address in full. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '#lib/problem.ts';
import { createWorld, seconds } from './testing.ts';

const SLACK = 'https://hooks.slack.com/services/T000/B000/secretsecret';

const open = (w: Awaited<ReturnType<typeof createWorld>>, severity: 1 | 3) =>
  w.respond.open({ title: { en: 'Checkout fails' }, severity, components: [] }, 'system:test');

test('the phone rings for what is critical, mail comes always', async (t) => {
  const w = await createWorld(t);
  const ada = await w.person('ada');
  await w.respond.ways.save(ada.id, [
    { carrier: 'voice', address: '+49 30 1234567', fromSeverity: 1 },
    { carrier: 'sms', address: '+49 30 1234567', fromSeverity: 2 },
    { carrier: 'telegram', address: '@ada_on_call', fromSeverity: 4 },
  ]);
  const { id } = await w.respond.policies.default();
  await w.respond.policies.save(id, { name: 'Default', ownerId: ada.id });
  await open(w, 3);
  assert.deepEqual((await w.told()).map(({ carrier }) => carrier).sort(), ['email', 'telegram']);
  await open(w, 1);
  assert.deepEqual(
    (await w.told())
      .slice(2)
      .map(({ carrier }) => carrier)
      .sort(),
    ['email', 'sms', 'telegram', 'voice'],
  );
  await w.disable(ada.id);
  await open(w, 1);
  assert.equal((await w.told()).length, 6, 'who left is called by nothing');
});

test('a step calls shared addresses by their carriers, and an acknowledgement ends it', async (t) => {
  const w = await createWorld(t);
  const { id } = await w.respond.policies.default();
  await w.respond.policies.save(id, {
    name: 'Default',
    steps: [
      {
        afterSeconds: 60,
        targets: [
          { carrier: 'slack', address: SLACK },
          { carrier: 'sms', address: '+49301234567' },
        ],
      },
      { afterSeconds: 120, targets: [{ carrier: 'voice', address: '+49301234567' }] },
    ],
  });
  const incident = await open(w, 1);
  await w.forward(seconds(61));
  const told = await w.told();
  assert.deepEqual(told.map(({ carrier }) => carrier).sort(), ['slack', 'sms']);
  assert.ok(!JSON.stringify(told).includes('secretsecret'), 'an address that is a key is not shown');
  await w.respond.acknowledge(incident.id, 'system:test');
  await w.forward(seconds(120));
  assert.equal((await w.told()).length, 2);
});

test('an address is shown in part where it is a key, and given back like that it stays', async (t) => {
  const w = await createWorld(t);
  const { id } = await w.respond.policies.default();
  const saved = await w.respond.policies.save(id, {
    name: 'Default',
    steps: [{ afterSeconds: 60, targets: [{ carrier: 'slack', address: SLACK }] }],
  });
  const shown = w.respond.policies.shown(saved);
  assert.deepEqual(shown.steps[0]!.targets, [{ carrier: 'slack', address: 'https://hooks.slack.com/…' }]);
  await w.respond.policies.save(id, { name: 'Renamed', steps: shown.steps });
  assert.equal((await w.respond.policies.get(id)).steps[0]!.targets[0]!.address, SLACK);
});

test('what cannot call anybody is refused with its place, and changes nothing', async (t) => {
  const w = await createWorld(t);
  const ada = await w.person('ada');
  await w.respond.ways.save(ada.id, [{ carrier: 'sms', address: '+49301234567', fromSeverity: 4 }]);
  const refused = async (carrier: string, address: string, path: string) =>
    assert.rejects(w.respond.ways.save(ada.id, [{ carrier, address, fromSeverity: 4 }]), (error) => {
      assert.ok(error instanceof Problem && error.code === 'request.invalid');
      assert.equal(error.errors[0]!.path, path);
      return true;
    });
  await refused('pigeon', 'loft 3', 'ways.0.carrier');
  await refused('mastodon', '@us', 'ways.0.carrier');
  await refused('sms', 'twelve', 'ways.0.address');
  assert.deepEqual(await w.respond.ways.list(ada.id), [
    { carrier: 'sms', address: '+49301234567', fromSeverity: 4 },
  ]);
  await assert.rejects(w.respond.ways.list('usr_00000000000000000000000000'), /There is no person/);
});
