import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import type { KnownMonitor } from '#words';
import { createWorld, identified, resolved, seconds } from './testing.ts';

/** Checkout in two regions; its EU monitor fails, and an incident is open that somebody owns. */
async function world(t: TestContext) {
  const monitors = new Map<string, KnownMonitor>();
  const w = await createWorld(t, {
    measured: { monitors: () => [...monitors.values()], reports: async () => [] },
  });
  const look = (name: string, change: Partial<KnownMonitor> = {}, componentId = w.component.id) =>
    monitors.set(name, {
      id: w.monitorId(name),
      name,
      componentId,
      verdict: 'up',
      stale: false,
      failingSince: null,
      doubtedAt: null,
      lastAt: w.clock.now(),
      detail: 'answered 500',
      intervalSeconds: 30,
      ...change,
    });
  const fail = async (name: string, { componentId = w.component.id, failedAt = w.clock.now() } = {}) => {
    look(name, { verdict: 'down', failingSince: failedAt }, componentId);
    await w.failed(name, { componentId, failedAt });
    await w.settled();
  };
  const mend = async (name: string) => {
    look(name);
    await w.recovered(name);
    await w.settled();
  };
  look('Checkout EU');
  look('Checkout US');
  const owner = await w.person('owner');
  const deputy = await w.person('deputy');
  await fail('Checkout EU');
  const { id, startedAt } = await w.incident();
  await w.respond.assignRole(id, { role: 'owner', personId: owner.id }, 'system:test');
  await w.respond.assignRole(id, { role: 'deputy', personId: deputy.id }, 'system:test');
  await w.forward(seconds(120));
  const base = identified(startedAt)['en']!.replace(
    'this affects everybody',
    'we do not know yet how many are affected',
  );
  const say = async (en: string, more: object = {}) => {
    const { id: updateId } = await w.tell.update(
      id,
      { phase: 'identified', text: { en: `${en} ${base}` }, holdSeconds: 0, ...more },
      'system:test',
    );
    await w.settled();
    return updateId;
  };
  const challenges = async () => (await w.get(id)).challenges;
  const asked = async () => {
    const { rows } = await sql<{ recipientId: string }>`
      select d.recipient_id from carriers_delivery d join carriers_message m on m.id = d.message_id
      where m.kind = 'staff' and m.content->'forms'->'en'->>'subject' like 'Correct what was said%' order by m.seq, d.recipient_id`.execute(
      w.store.db,
    );
    return rows.map(({ recipientId }) => recipientId);
  };
  return { ...w, id, startedAt, owner, deputy, look, fail, mend, say, challenges, asked };
}

test('"not affected" is challenged when it is, once, and a word that says so answers it', async (t) => {
  const w = await world(t);
  await w.say('Customers in the US are not affected.');
  assert.deepEqual(await w.challenges(), []);
  const failedAt = w.clock.now();
  await w.fail('Checkout US');
  const [challenge, ...more] = await w.challenges();
  assert.deepEqual(more, []);
  assert.equal(challenge!.claim, 'scope');
  assert.equal(challenge!.text, 'US are not affected');
  assert.match(challenge!.detail, /Checkout US fails since 10:02 UTC: answered 500/);
  assert.deepEqual([challenge!.evidenceId, challenge!.evidenceAt], [w.monitorId('Checkout US'), failedAt]);
  // It comes and goes; nobody is asked again.
  await w.forward(seconds(60));
  await w.mend('Checkout US');
  await w.forward(seconds(60));
  await w.fail('Checkout US');
  assert.equal((await w.challenges()).length, 1);
  // An update about something else leaves it open, and so does the house's own note.
  await w.say('We are starting a third database.');
  assert.equal((await w.challenges())[0]!.state, 'open');
  const updateId = await w.say('Customers in the US are now affected as well.');
  const [answered] = await w.challenges();
  assert.equal(answered!.state, 'answered');
  assert.equal(answered!.withUpdateId, updateId);
  assert.deepEqual(await w.tell.challenges.open(), []);
});

test('a failure that opens another incident contradicts what this one said', async (t) => {
  const w = await world(t);
  const search = await w.catalog.components.create({ slug: 'search', name: { en: 'Search' } });
  w.look('Search', {}, search.id);
  await w.forward(seconds(300));
  await w.say('Search is not affected.');
  await w.fail('Search', { componentId: search.id });
  assert.equal((await w.timeline.incidents({ open: true })).length, 2);
  assert.deepEqual(
    (await w.challenges()).map(({ text }) => text),
    ['Search is not affected'],
  );
});

test('a time that passes is asked for: in a text and on the page', async (t) => {
  const w = await world(t);
  await w.say(
    'We expect it to be fixed between 10:20 and 10:30 UTC, because the last restart took 20 minutes.',
  );
  await w.forward(seconds(1_700));
  const [challenge] = await w.challenges();
  assert.equal(challenge!.claim, 'estimate');
  assert.match(challenge!.detail, /it is 10:30 UTC, and it is not over/);
  await w.say('We cannot say yet when it will be fixed.');
  assert.equal((await w.challenges())[0]!.state, 'answered');

  await w.respond.estimate(
    w.id,
    { recoveryAt: '2026-03-01T10:45:00.000Z', basis: { en: 'the restart takes 15 minutes' } },
    'system:test',
  );
  await w.forward(seconds(1_200));
  const [, structured] = await w.challenges();
  assert.deepEqual([structured!.claim, structured!.updateId, structured!.state], ['estimate', null, 'open']);
  await w.respond.estimate(
    w.id,
    { recoveryAt: '2026-03-01T11:45:00.000Z', basis: { en: 'a second restart is needed' } },
    'system:test',
  );
  await w.settled();
  assert.equal((await w.challenges())[1]!.state, 'answered');
});

test('an earlier failure moves the start, and the start that was named is asked for', async (t) => {
  const w = await world(t);
  await w.say('');
  await w.fail('Checkout US', { failedAt: '2026-03-01T09:40:00.000Z' });
  const [challenge] = await w.challenges();
  assert.equal(challenge!.claim, 'start');
  assert.match(challenge!.detail, /it began at 09:40 UTC, 20 minutes before that/);
});

test('"resolved" that comes back is asked of the owner, then the deputy, then whom the policy names', async (t) => {
  const w = await world(t);
  await w.settings.set({ cadenceSeconds: { 1: 300, 2: 300, 3: 300, 4: 300 } });
  const last = await w.person('last');
  const { id: policyId, isDefault: _, updatedAt: __, ...rest } = await w.respond.policies.default();
  await w.respond.policies.save(policyId, { ...rest, steps: [{ afterSeconds: 60, personIds: [last.id] }] });
  await w.say('');
  await w.mend('Checkout EU');
  await w.forward(seconds(120));
  await w.say('', { phase: 'resolved', text: resolved(w.startedAt, (await w.get(w.id)).recoveredAt!) });
  assert.equal((await w.get(w.id)).phase, 'resolved');
  await w.forward(seconds(600));
  await w.fail('Checkout EU');
  const [challenge] = await w.challenges();
  assert.equal(challenge!.claim, 'resolved');
  assert.deepEqual(await w.asked(), [w.owner.id]);
  await w.forward(seconds(301));
  assert.deepEqual((await w.asked()).slice(1).sort(), [w.owner.id, w.deputy.id].sort());
  await w.forward(seconds(301));
  assert.deepEqual((await w.asked()).slice(3).sort(), [w.owner.id, w.deputy.id, last.id].sort());
  await w.forward(seconds(1_200));
  assert.equal((await w.asked()).length, 6, 'and then it stands in the list');

  const reason = 'It is another outage with an incident of its own.';
  const after = await w.tell.challenges.dismiss(w.id, challenge!.id, { reason }, `person:${w.owner.id}`);
  assert.deepEqual(
    [after.challenges[0]!.state, after.challenges[0]!.reason, after.challenges[0]!.settledBy],
    ['dismissed', reason, `person:${w.owner.id}`],
  );
  await assert.rejects(w.tell.challenges.dismiss(w.id, challenge!.id, { reason }, 'system:test'), {
    code: 'state.conflict',
  });
  await assert.rejects(w.tell.challenges.dismiss(w.id, 'chl_unknown', { reason }, 'system:test'), {
    code: 'not-found',
  });
});

test('what was signed when it was said, was withdrawn or belongs to the past is not asked for', async (t) => {
  const w = await world(t);
  await w.fail('Checkout US');
  await w.say('Customers in the US are not affected.', {
    override: { reason: 'The monitor in the US asks a server that is gone.' },
  });
  await w.mend('Checkout EU');
  await w.forward(seconds(60));
  await w.fail('Checkout EU');
  assert.deepEqual(await w.challenges(), []);

  const other = await world(t);
  await other.say('Customers in the US are not affected.');
  await other.say('Correction: we do not know yet whether the US is affected.');
  await other.fail('Checkout US');
  assert.deepEqual(await other.challenges(), []);
});
