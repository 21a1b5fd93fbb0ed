/** One incident through the ledger to three networks at once: threads, languages, corrections, order. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  BLUESKY_PASSWORD,
  MASTODON_TOKEN,
  startBluesky,
  startMastodon,
  startX,
  X_KEYS,
} from '../../../mocks/index.ts';
import type { Carriers } from '../index.ts';
import { createWorld, plan, reader, stateOf, update } from '../testing.ts';
import { NOW, told } from './testing.ts';

async function threeNetworks(t: TestContext) {
  const x = await startX({ now: () => NOW });
  const mastodon = await startMastodon();
  const bluesky = await startBluesky();
  const services = [x, mastodon, bluesky];
  t.after(() => Promise.all(services.map((one) => one.close())));
  const accounts = {
    x: { handle: '@acme_status', ...X_KEYS, baseUrl: x.url },
    mastodon: { server: mastodon.url, handle: '@status@mastodon.example', accessToken: MASTODON_TOKEN },
    bluesky: { handle: 'status.acme.example', appPassword: BLUESKY_PASSWORD, server: bluesky.url },
  };
  return {
    x,
    mastodon,
    bluesky,
    services,
    async addAccounts({ accounts: made }: Carriers) {
      for (const [name, settings] of Object.entries(accounts))
        await made.create(name, { provider: name, name, settings });
    },
    house: [
      reader('sub_x', { carrier: 'x', address: '@acme_status', locale: 'de-DE' }),
      reader('sub_mastodon', { carrier: 'mastodon', address: '@status@mastodon.example', locale: 'de-DE' }),
      reader('sub_bluesky', { carrier: 'bluesky', address: '@status.acme.example', locale: 'de-DE' }),
    ],
  };
}

test('an incident is one thread on each network, in order, with its correction as an answer', async (t) => {
  const { x, mastodon, bluesky, services, house, addAccounts } = await threeNetworks(t);
  const world = await createWorld(t);
  const { carriers, settle } = await world.open();
  await carriers.start();
  await addAccounts(carriers);
  await settle();
  const words = [
    ['investigating', 1, told('[Untersuchung] Die Anmeldung fällt aus')],
    [
      'correction',
      1,
      told('[Korrektur] Die Anmeldung fällt aus', {
        body: 'Korrektur: es ist jede fünfte.',
        correction: true,
      }),
    ],
    ['resolved', 4, told('[Behoben] Die Anmeldung fällt aus', { body: 'Sie geht wieder.', nextWord: null })],
  ] as const;
  for (const [phase, rank, { form }] of words) {
    await plan(world, carriers, update(phase, rank, { forms: { de: form } }), house);
    await settle();
  }

  const posts = x.posts();
  assert.deepEqual(
    posts.map(({ answers }) => answers),
    [null, posts[0]!.id, posts[1]!.id],
  );
  const statuses = mastodon.statuses();
  assert.deepEqual(
    statuses.map((one) => one.in_reply_to_id),
    [null, statuses[0]!.id, statuses[1]!.id],
  );
  assert.deepEqual(statuses.map(({ language, visibility }) => [language, visibility])[0], ['de', 'public']);
  const records = bluesky.records();
  assert.deepEqual(
    records.map(({ value: { reply } }) => [reply?.root.uri ?? null, reply?.parent.uri ?? null]),
    [
      [null, null],
      [records[0]!.uri, records[0]!.uri],
      [records[0]!.uri, records[1]!.uri],
    ],
  );
  assert.deepEqual(records[0]!.value.langs, ['de']);
  assert.match(posts[1]!.text, /^\[Korrektur\] Die Anmeldung fällt aus\n\nKorrektur: es ist jede fünfte\./);
  assert.equal(bluesky.sessions(), 1);
  for (const service of services) assert.deepEqual(service.duplicates(), []);
  const { items } = await carriers.ledger.list({ incidentId: 'inc_1', limit: 50 });
  assert.equal(items.filter(({ state, receipt }) => state === 'accepted' && receipt?.['id']).length, 9);
});

test('killed after the networks took a post and before that was written down: it is there once', async (t) => {
  const { services, house, addAccounts } = await threeNetworks(t);
  const world = await createWorld(t);
  const first = await world.open({ pid: 100 });
  await addAccounts(first.carriers);
  for (const service of services) service.setFault({ mode: 'slow', ms: 300 });
  await first.carriers.start();
  const { form } = told('[Untersuchung] Die Anmeldung fällt aus');
  await plan(world, first.carriers, update('investigating', 1, { forms: { de: form } }), house);
  const posting = /tweets|statuses|putRecord/;
  const until = async (done: () => boolean) => {
    while (!done()) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  await until(() => services.every((one) => one.asked().some(({ path }) => posting.test(path))));
  await first.kill();
  await until(() => services.every((one) => one.accepted().length === 1));
  for (const service of services) service.setFault({ mode: 'accept' });
  const second = await world.open({ pid: 200, alive: (pid) => pid !== 100 });
  await second.carriers.start();
  await second.settle();
  for (const { id } of house) assert.deepEqual(await stateOf(second.carriers, id), ['accepted'], id);
  for (const service of services)
    assert.equal(new Set(service.accepted().map(({ id }) => id)).size, 1, service.name);
});

test('what is shown before is what is posted, with its count; settings are described and secrets named', async (t) => {
  const world = await createWorld(t);
  const { carriers } = await world.open();
  for (const name of ['x', 'mastodon', 'bluesky', 'sms', 'voice']) {
    const view = carriers.describe().find((one) => one.name === name)!;
    assert.equal(view.ready, false);
    for (const { fields, setUp } of view.providers) {
      assert.ok(setUp.length >= 2 && fields.every(({ title, name: own }) => title !== own), name);
      const secret = fields.filter((each) => each.secret).map((each) => each.name);
      assert.ok(
        secret.some((field) => /token|password|key/i.test(field)),
        `${name} ${secret}`,
      );
    }
  }
  const { texts } = carriers.all.get('bluesky')!.show(told('[Investigating] Sign-in fails'));
  assert.deepEqual(texts[0]!.measure.unit, 'characters');
  assert.ok(texts[0]!.measure.used < 300 && texts[0]!.text.includes('Next word by 10:30 UTC.'));
});
