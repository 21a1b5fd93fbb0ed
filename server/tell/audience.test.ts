/** Who is told of an update, as its author sees it before, and as the ledger has it after. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWorld, identified, resolved } from './testing.ts';

type World = Awaited<ReturnType<typeof createWorld>>;

async function publish(
  w: World,
  id: string,
  more: object = {},
  phase: 'identified' | 'resolved' = 'identified',
) {
  const { startedAt } = await w.get(id);
  const text = phase === 'resolved' ? resolved(startedAt, w.clock.now()) : identified(startedAt);
  return w.tell.update(id, { phase, text, holdSeconds: 0, ...more }, 'system:test');
}
const addresses = async (w: World) =>
  (await w.told()).map(({ recipientId }) => recipientId).toSorted((a, b) => (a < b ? -1 : 1));

test('the preview counts, explains and holds back exactly what planning does', async (t) => {
  const w = await createWorld(t);
  const group = await w.catalog.groups.create({ name: { en: 'Shop' } });
  await w.catalog.components.update(w.component.id, { groupId: group.id });
  const other = await w.catalog.components.create({ slug: 'mail', name: { en: 'Mail' } });
  const told = [
    await w.reader('hit', { component_ids: [w.component.id] }),
    await w.reader('grouped', { group_ids: [group.id] }),
    await w.reader('all', { quiet_from: '09:00', quiet_until: '12:00', quiet_except_critical: false }),
    await w.reader('measured'),
  ];
  await w.reader('elsewhere', { component_ids: [other.id] });
  await w.reader('planner', { wants_incidents: false });
  await w.reader('dead', { quarantined_at: w.clock.now() });
  await w.audience.exposure.record([
    { componentId: w.component.id, kind: 'subscriber', value: told[3]!, weight: 0.8 },
  ]);
  const id = await w.open();
  const seen = await w.tell.showAudience(id, { phase: 'identified' });
  assert.equal(seen.told, 4);
  assert.equal(seen.concerned, 3);
  assert.equal(seen.quiet, 1);
  assert.deepEqual(seen.carriers, [{ name: 'email', count: 4 }]);
  assert.deepEqual(
    seen.lanes.map(({ lane, count }) => [lane, count]),
    [
      [10, 1],
      [30, 1],
      [40, 1],
      [100, 1],
    ],
  );
  assert.deepEqual(Object.fromEntries(seen.held.map(({ name, count }) => [name, count])), {
    elsewhere: 1,
    kind: 1,
    quarantined: 1,
  });
  assert.deepEqual(
    seen.examples.map(({ address, sentence }) => [address, sentence]),
    [
      ['m…@example.org', '80 % of their use is measured as affected and they asked for everything.'],
      ['h…@example.org', 'They chose Checkout.'],
      ['g…@example.org', 'They chose the group Shop.'],
      ['a…@example.org', 'They asked for everything.'],
    ],
  );
  assert.equal(seen.examples[3]!.notBefore, '2026-03-01T12:00:00.000Z');
  assert.deepEqual(await w.told(), [], 'nothing was written');

  const asked = async (address: string) => (await w.tell.showAudience(id, { address })).asked!;
  assert.deepEqual(await asked('Elsewhere@example.org'), [
    {
      address: 'Elsewhere@example.org',
      carrier: 'email',
      told: false,
      sentence: 'They asked about other components.',
    },
  ]);
  assert.match((await asked('all@example.org'))[0]!.sentence, /kept until 2026-03-01T12:00/);
  assert.match((await asked('nobody@example.org'))[0]!.sentence, /Nobody with this address/);

  await publish(w, id);
  assert.deepEqual(
    await addresses(w),
    told.toSorted((a, b) => (a < b ? -1 : 1)),
  );
});

test('an update may be for some only, its correction is for the same, and a typing error is refused', async (t) => {
  const w = await createWorld(t);
  const [rich] = [await w.reader('rich', { plan: 'enterprise' }), await w.reader('poor', { plan: 'free' })];
  const id = await w.open();
  await assert.rejects(publish(w, id, { audience: { plans: ['enterprize'] } }), {
    code: 'request.invalid',
    message: 'No subscriber or customer has the plan "enterprize"; known are "enterprise", "free".',
  });
  await assert.rejects(w.tell.showAudience(id, { audience: { regions: ['eu'] } }), /known are none/);
  await assert.rejects(
    w.tell.showAudience(id, { components: [{ componentId: 'cmp_no', status: 'operational' }] }),
    /There is no component cmp_no/,
  );
  await assert.rejects(publish(w, id, { audience: {} }), /says nobody/);
  assert.deepEqual(await w.kinds(id), ['incident.opened']);

  const audience = { plans: ['enterprise'] };
  assert.equal((await w.tell.showAudience(id, { audience })).told, 1);
  const { id: updateId } = await publish(w, id, { audience });
  assert.deepEqual(await addresses(w), [rich]);
  assert.deepEqual(await w.kinds(id), ['incident.opened', 'carrier.skipped', 'update.published']);
  const { startedAt } = await w.get(id);
  await w.tell.correct(
    id,
    updateId,
    { text: identified(startedAt), reason: 'a typing error' },
    'system:test',
  );
  assert.deepEqual(await addresses(w), [rich, rich]);
  await publish(w, id, {}, 'resolved');
  assert.equal((await w.told()).length, 4, 'everybody hears of the end');
});

test('planned work may be announced to some, who then hear that it begins and ends', async (t) => {
  const w = await createWorld(t);
  const european = await w.reader('eu', { region: 'eu' });
  await w.reader('us', { region: 'us' });
  const at = (hours: number) => new Date(w.clock.nowMs() + hours * 3_600_000).toISOString();
  const plan = (regions: string[]) =>
    w.tell.maintenance.schedule(
      {
        title: { en: 'New database' },
        text: {
          en: 'We move to a new database. During this time you may not be able to use the checkout. There is nothing that you have to do.',
        },
        componentIds: [w.component.id],
        scheduledFor: at(1),
        scheduledUntil: at(2),
        audience: { regions },
        override: { reason: 'a test of who is told, not of words' },
      },
      'system:test',
    );
  await assert.rejects(plan(['asia']), /known are "eu", "us"/);
  const { id } = await plan(['eu']);
  await w.tell.maintenance.start(id, 'system:test');
  await w.tell.maintenance.complete(id, 'system:test');
  assert.deepEqual(await addresses(w), [european, european, european]);
});

test('who heard of it when it was severe hears of its end when it is not', async (t) => {
  const w = await createWorld(t);
  const reader = await w.reader('severe', { least_severity: 1 });
  const id = await w.open();
  await publish(w, id);
  await w.respond.changeSeverity(id, { severity: 4, reason: 'a false alarm' }, 'system:test');
  await publish(w, id, {}, 'resolved');
  assert.deepEqual(await w.toldTo(reader), ['update', 'update']);
});

test('in the reader’s morning one word waits, the newest', async (t) => {
  const w = await createWorld(t);
  const reader = await w.reader('asleep', {
    time_zone: 'America/New_York',
    quiet_from: '22:00',
    quiet_until: '07:00',
    quiet_except_critical: false,
  });
  const id = await w.open();
  for (let n = 0; n < 3; n++) await publish(w, id);
  const told = (await w.told()).filter(({ recipientId }) => recipientId === reader);
  assert.deepEqual(
    told.map(({ state, nextAt }) => [state, nextAt]),
    [
      ['superseded', null],
      ['superseded', null],
      ['deferred', '2026-03-01T12:00:00.000Z'],
    ],
  );
});

test('a message is in the reader’s language around the words of its author, and carries its parts', async (t) => {
  const w = await createWorld(t);
  const readers = {
    fr: await w.reader('fr', { locale: 'fr', time_zone: 'Europe/Paris' }),
    he: await w.reader('he', { locale: 'he' }),
  };
  const id = await w.open();
  const { startedAt } = await w.get(id);
  const text = {
    ...identified(startedAt),
    fr: 'Vous ne pouvez pas payer depuis 10:00 UTC. Nous connaissons la cause. Nous sommes désolés.',
  };
  await w.tell.update(
    id,
    { phase: 'identified', text, holdSeconds: 0, override: { reason: 'the linter speaks no French here' } },
    'system:test',
  );
  const [french] = await w.textsTo(readers.fr, 'fr@Europe/Paris');
  assert.equal(french!.subject, '[Cause trouvée] Checkout is not working');
  assert.match(
    french!.text,
    /Vous ne pouvez pas payer[\s\S]*Tous les messages[\s\S]*Pour arrêter en un clic\s: \{\{unsubscribeUrl\}\}/,
  );
  assert.match(
    (french as unknown as { short: string }).short,
    /^Checkout is not .*cause trouvée.*11:20.* https:\S+$/,
  );
  const { parts } = french as unknown as { parts: Record<string, unknown> };
  assert.match(String(parts['nextWord']), /11:20 .*\(10:20 UTC\)$/);
  assert.match(String(parts['body']), /^Vous ne pouvez pas payer/);
  assert.deepEqual(
    { ...parts, nextWord: '', body: '', nextUpdateBy: '' },
    {
      title: 'Checkout is not working',
      phase: 'identified',
      phaseLabel: 'Cause trouvée',
      severity: 1,
      body: '',
      components: ['Checkout'],
      url: `https://status.example.org/incidents/${id}`,
      nextUpdateBy: '',
      nextWord: '',
      at: w.clock.now(),
      correction: false,
      image: null,
    },
  );
  const [hebrew] = await w.textsTo(readers.he, 'he@UTC');
  assert.match(hebrew!.text, /You cannot pay[\s\S]*\p{Script=Hebrew}+[\s\S]*unsubscribeUrl/u);
});
