/** From failing monitors to incidents: one outage is one incident, its facts say why, and its end is not missed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWorld, START, seconds } from './testing.ts';

test('a confirmed failure opens an incident that owns its cause, its owner and its impact', async (t) => {
  const w = await createWorld(t);
  const [ada, ben] = [await w.person('ada'), await w.person('ben')];
  const policy = await w.respond.policies.default();
  await w.respond.policies.save(policy.id, { name: 'Default', ownerId: ada.id, deputyId: ben.id });
  const startedAt = w.clock.now();
  await w.forward(seconds(6));
  const cause = await w.failed('mon_1', { severity: 1, failedAt: startedAt });
  await w.settled();
  const incident = await w.incident();
  assert.deepEqual(await w.kinds(incident.id), [
    'incident.opened',
    'role.assigned',
    'role.assigned',
    'symptom.joined',
  ]);
  const facts = await w.timeline.read({ subject: `incident:${incident.id}` });
  for (const { because } of facts) assert.equal(because, cause.id, 'each follows from the failing sample');
  assert.equal(incident.severity, 1);
  assert.equal(incident.startedAt, startedAt, 'the impact began with the first failing check');
  assert.equal(incident.detectedBy, 'monitor');
  assert.deepEqual(incident.roles, { owner: ada.id, deputy: ben.id });
  assert.deepEqual(incident.components, [{ componentId: w.component.id, status: 'major_outage' }]);
  const [told] = await w.told();
  assert.equal(told!.recipientId, ada.id, 'the owner is told at once');
});

test('what fails in the same component, or soon after, is the same outage; what fails later elsewhere is another', async (t) => {
  const w = await createWorld(t);
  const search = await w.catalog.components.create({ slug: 'search', name: { en: 'Search' } });
  const mail = await w.catalog.components.create({ slug: 'mail', name: { en: 'Mail' } });
  await w.failed('mon_1');
  await w.settled();
  await w.forward(seconds(60));
  await w.failed('mon_2', { componentId: search.id });
  await w.settled();
  await w.forward(seconds(600));
  await w.failed('mon_3');
  await w.settled();
  assert.equal((await w.timeline.incidents()).length, 1);
  assert.deepEqual(
    (await w.incident()).symptoms.map(({ monitorName }) => monitorName),
    ['mon_1', 'mon_2', 'mon_3'],
  );
  await w.failed('mon_4', { componentId: mail.id });
  await w.settled();
  assert.equal((await w.timeline.incidents()).length, 2);
});

test('a long past that was imported meanwhile hides no outage that is open', async (t) => {
  const w = await createWorld(t);
  await w.failed('mon_1');
  await w.settled();
  const past = Array.from({ length: 201 }, () => `incident:${w.ids.next('inc')}`);
  const shared = { by: 'system:import', at: '2025-06-01T00:00:00.000Z' };
  await w.store.transaction((tx) =>
    w.timeline.record(
      tx,
      past.flatMap((subject) => [
        {
          ...shared,
          subject,
          body: {
            kind: 'incident.opened',
            title: { en: 'Of old' },
            severity: 2,
            components: [],
            startedAt: shared.at,
            detectedAt: null,
            detectedBy: 'import',
            impact: null,
            automaticFirstWord: false,
          },
        } as const,
        {
          ...shared,
          subject,
          body: {
            kind: 'update.published',
            updateId: w.ids.next('upd'),
            phase: 'resolved',
            text: { en: 'Over.' },
            origin: 'person',
            nextUpdateBy: null,
            components: [],
          },
        } as const,
      ]),
    ),
  );
  await w.forward(seconds(600));
  await w.failed('mon_2');
  await w.settled();
  const open = await w.timeline.incidents({ open: true });
  assert.deepEqual(
    open.map(({ symptoms }) => symptoms.map(({ monitorName }) => monitorName)),
    [['mon_1', 'mon_2']],
  );
});

test('a monitor that opens no incident opens none, and a fact that is said twice changes nothing', async (t) => {
  const w = await createWorld(t);
  await w.failed('mon_quiet', { severity: null });
  await w.settled();
  assert.deepEqual(await w.timeline.incidents(), []);
  const failedAt = w.clock.now();
  const first = await w.failed('mon_1', { failedAt });
  const again = await w.failed('mon_1', { failedAt });
  await w.settled();
  assert.equal(again.id, first.id);
  assert.deepEqual(await w.kinds((await w.incident()).id), ['incident.opened', 'symptom.joined']);
});

test('recovery clears the symptom, and the incident has recovered when its last one has', async (t) => {
  const w = await createWorld(t);
  await w.failed('mon_1');
  await w.failed('mon_2');
  await w.settled();
  await w.forward(seconds(30));
  await w.recovered('mon_1');
  await w.settled();
  assert.equal((await w.incident()).recoveredAt, null);
  await w.forward(seconds(30));
  await w.recovered('mon_2');
  await w.settled();
  const incident = await w.incident();
  assert.equal(incident.recoveredAt, w.clock.now());
  assert.equal(incident.phase, 'investigating', 'people say when it is resolved, not monitors');
  assert.deepEqual(await w.kinds(incident.id), [
    'incident.opened',
    'symptom.joined',
    'symptom.joined',
    'symptom.cleared',
    'symptom.cleared',
  ]);
});

test('a failure and its end that come together, as after a lost database, are both known', async (t) => {
  const w = await createWorld(t);
  for (let round = 0; round < 5; round++) {
    const monitor = `mon_${round}`;
    await w.failed(monitor, { failedAt: START });
    await w.recovered(monitor);
  }
  await w.settled();
  const { symptoms } = await w.incident();
  assert.equal(symptoms.length, 5);
  for (const symptom of symptoms) assert.ok(symptom.recoveredAt, symptom.monitorId);
});
