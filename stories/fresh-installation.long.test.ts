/** The first hour of an installation: its owner is called without anybody having set anything up. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PROBLEMS } from '#lib/problem.ts';
import { type House, minutes, openHouse } from './house.ts';

const PASSWORD = 'a password of this story only';

/** Uses a one-time link as its page does, and answers requests in that person's name. */
async function comeIn(house: House, link: string, email: string) {
  const token = new URL(link, house.app.web.url()).searchParams.get('token');
  const body = { token, name: email.split('@')[0], email, password: PASSWORD };
  const welcome = await house.send('POST', '/api/v1/welcome', body);
  assert.equal(welcome.status, 201, JSON.stringify(welcome.body));
  const cookie = welcome.headers.getSetCookie()[0]!.split(';')[0]!;
  const ask = (method: string, path: string, sent?: unknown) =>
    house.send(method, `/api/v1${path}`, sent, { cookie });
  return { id: welcome.body.person.id as string, ask };
}

test('the first owner is called by default, until somebody says otherwise', {
  timeout: 180_000,
}, async (t) => {
  const house = await openHouse(t);
  const owner = await comeIn(house, (await house.app.people.firstOwnerLink())!, 'ada@example.com');
  const [policy] = (await owner.ask('GET', '/escalation-policies')).body.items;
  assert.equal(policy.ownerId, owner.id);
  assert.deepEqual(policy.steps[0].personIds, [owner.id]);

  house.service.set('500');
  const letters = () => house.mail.inbox().filter(({ to }) => JSON.stringify(to).includes('ada@example.com'));
  await house.until(() => letters().length === 1, minutes(3));
  assert.equal((await house.incident())!.roles.owner, owner.id);
  await house.until(() => letters().length === 2, minutes(7));

  const { id: _, isDefault: _d, updatedAt: _u, ...input } = policy;
  const saved = await owner.ask('PUT', `/escalation-policies/${policy.id}`, {
    ...input,
    ownerId: null,
    steps: [],
  });
  assert.equal(saved.status, 200, JSON.stringify(saved.body));
  const { link } = (await owner.ask('POST', '/invitations', { role: 'owner', email: null })).body;
  await comeIn(house, link, 'bo@example.com');
  const [after] = (await owner.ask('GET', '/escalation-policies')).body.items;
  assert.deepEqual([after.ownerId, after.steps], [null, []], 'nobody was written into an edited policy');
});

test('an id that names nothing is refused at every door, and nothing is changed', {
  timeout: 180_000,
}, async (t) => {
  const house = await openHouse(t, { monitors: false });
  const { ask } = await comeIn(house, (await house.app.people.firstOwnerLink())!, 'ada@example.com');
  const cmp = `cmp_${'0'.repeat(26)}`;
  const usr = `usr_${'0'.repeat(26)}`;
  const [policy] = (await ask('GET', '/escalation-policies')).body.items;
  const { id: _, isDefault: _d, updatedAt: _u, ...calling } = policy;
  const contract = {
    name: 'Standard',
    target: '99.9',
    period: 'month',
    timeZone: 'UTC',
    counting: { method: 'wall-minutes' },
    tiers: [{ below: '99.9', atLeast: null, creditPct: '10' }],
    components: [house.component.id, cmp],
    currency: 'EUR',
  };
  const target = { kind: 'heartbeat' };
  const title = { en: 'A test of strangers' };
  const { body: incident } = await ask('POST', '/incidents', { title, components: [] });
  const doors: [method: string, path: string, body: unknown, place?: string][] = [
    ['POST', '/contracts', { contract }, 'contract.components.1'],
    [
      'POST',
      '/subscribers',
      { carrier: 'email', address: 'x@example.com', componentIds: [cmp] },
      'componentIds.0',
    ],
    ['PUT', `/escalation-policies/${policy.id}`, { ...calling, deputyId: usr }, 'deputyId'],
    [
      'PUT',
      `/escalation-policies/${policy.id}`,
      { ...calling, steps: [{ afterSeconds: 9, personIds: [usr] }] },
      'steps.0.personIds.0',
    ],
    ['POST', '/components', { slug: 'new', name: { en: 'New' }, groupId: 'grp_none' }, 'groupId'],
    ['PATCH', `/components/${house.component.id}`, { groupId: 'grp_none' }, 'groupId'],
    ['POST', '/monitors', { name: 'M', componentId: cmp, target }],
    ['POST', '/incidents', { title, components: [{ componentId: cmp, status: 'major_outage' }] }],
    ['POST', `/incidents/${incident.id}/tasks`, { title: 'T', personId: usr, dueAt: null }],
    ['PUT', `/incidents/${incident.id}/roles/scribe`, { personId: usr }],
    [
      'POST',
      `/incidents/${incident.id}/updates`,
      {
        phase: 'investigating',
        text: {
          en: 'Checkout fails since 12:00 UTC. We are sorry that you cannot pay. We are looking for the cause. There is no workaround yet. Next update by 12:30 UTC.',
        },
        nextUpdateBy: '2026-03-01T12:30:00.000Z',
        components: [{ componentId: cmp, status: 'major_outage' }],
      },
    ],
  ];
  const head = await house.app.timeline.head();
  for (const [method, path, body, place] of doors) {
    const { status, body: problem } = await ask(method, path, body);
    assert.ok(status === 400 || status === 404, `${method} ${path}: ${status} ${JSON.stringify(problem)}`);
    assert.match(problem.detail, /^There is no (component|person|group) /, `${method} ${path}`);
    if (place)
      assert.deepEqual(
        problem.errors.map((each: { path: string }) => each.path),
        [place],
        path,
      );
  }
  const refused = await ask('GET', '/components/nowhere/at/all');
  const explained = await house.page(refused.body.type);
  assert.deepEqual(
    [refused.status, explained.status],
    [404, 200],
    'the type of a problem leads to its explanation',
  );
  for (const code of Object.keys(PROBLEMS)) assert.ok(explained.text.includes(`<h2 id="${code}">`), code);
  assert.deepEqual(await house.app.timeline.head(), head);
  assert.deepEqual((await ask('GET', '/contracts')).body.items, []);
  assert.deepEqual((await ask('GET', '/subscribers')).body.items, []);
  assert.deepEqual((await ask('GET', '/escalation-policies')).body.items, [policy]);
  assert.equal((await ask('GET', '/components')).body.items.length, 1);

  const twin = { slug: 'search', name: { en: 'Search' } };
  const { body: made } = await ask('POST', '/components', twin);
  const taken = await ask('PATCH', `/components/${made.id}`, { slug: house.component.slug });
  assert.deepEqual([taken.status, taken.body.code], [409, 'state.conflict']);
});
