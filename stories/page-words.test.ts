/** One update in other words for the readers of one page: under the same rules, and nowhere else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openHouse, seconds } from './house.ts';

const GOOD =
  'You cannot pay at the till at the moment. This began at 11:58 UTC; we do not know yet how many customers are affected. We are looking for the cause. There is no workaround yet. We are sorry that you cannot pay.';
const PLAIN =
  'You cannot use the shop at the moment. This began at 11:58 UTC; we do not know yet how many customers are affected. We are looking for the cause. There is no workaround yet. We are sorry that you cannot buy.';

test('an update says to the readers of one page what concerns them, and is refused where their words break a rule', async (t) => {
  const house = await openHouse(t, { monitors: false });
  const { catalog, respond, tell, timeline } = house.app;
  const till = await catalog.pages.create({ slug: 'till', name: 'Till' });
  const first = await catalog.pages.default();
  const welcome = await house.app.people.firstOwnerLink();
  const owner = await house.send('POST', '/api/v1/welcome', {
    token: new URL(welcome!, 'http://localhost').searchParams.get('token'),
    name: 'Owner',
    email: 'owner@shop.example',
    password: 'a password of this story only',
  });
  const cookie = owner.headers.getSetCookie()[0]!.split(';')[0]!;
  const incident = await respond.open(
    {
      title: { en: 'Shop is not working' },
      severity: 2,
      startedAt: '2026-03-01T11:58:00.000Z',
      components: [{ componentId: house.component.id, status: 'major_outage' }],
    },
    'system:test',
  );
  const say = (pageTexts: Record<string, { en: string }>) =>
    tell.update(
      incident.id,
      { phase: 'investigating', text: { en: PLAIN }, pageTexts, holdSeconds: 0 },
      'system:test',
    );

  await assert.rejects(say({ pag_00000000000000000000000000: { en: GOOD } }), /no further page/);
  await assert.rejects(say({ [first.id]: { en: GOOD } }), /no further page/);
  await assert.rejects(say({ [till.id]: { en: 'It is fixed soon, do not worry.' } }), {
    code: 'words.blocked',
  });
  assert.equal((await timeline.incident(incident.id))!.updates.length, 0, 'nothing of it was published');

  await say({ [till.id]: { en: GOOD } });
  await house.forward(seconds(1));
  const read = async (path: string) => (await house.page(path)).text;
  for (const path of ['', '/feed.atom', '/snapshot.json', `/incidents/${incident.id}`]) {
    assert.match(await read(`/p/till${path || '/'}`), /cannot pay at the till/, path);
    assert.doesNotMatch(await read(path || '/'), /at the till/, path);
  }
  assert.equal(house.app.timeline.key.publicKey.length > 0 && (await timeline.verify()), null);

  const { updates } = (await timeline.incident(incident.id))!;
  await tell.correct(
    incident.id,
    updates[0]!.id,
    { text: { en: PLAIN.replace('buy', 'buy anything') }, reason: 'more exact' },
    'system:test',
  );
  await house.forward(seconds(1));
  const staff = await house.send('GET', `/api/v1/incidents/${incident.id}`, undefined, { cookie });
  assert.equal(staff.status, 200, JSON.stringify(staff.body));
  // Without the marks on what the correction changed.
  const corrected = (await read(`/p/till/incidents/${incident.id}`)).replace(/<\/?(?:ins|del)>/g, '');
  assert.match(corrected, /buy anything/);
  assert.match(corrected, /cannot pay at the till/, 'what its readers had read stays visible');
  assert.doesNotMatch(await read(`/incidents/${incident.id}`), /at the till/);
});
