/** Switching notifications on and off over HTTP, and the whole way to the browser, as the page and its worker do it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startPushService } from '../../../mocks/push-service.ts';
import { minutes, openHouse } from '../../../stories/house.ts';

test('a browser is subscribed, told in its reader’s language, replaced, and let go', {
  timeout: 60_000,
}, async (t) => {
  const house = await openHouse(t, { monitors: false });
  const service = await startPushService({ now: house.clock.nowMs });
  t.after(() => service.close());
  const { app } = house;
  const url = `${app.web.url()}/subscribers/push`;
  const send = async (method: string, body: unknown, headers: Record<string, string> = {}) => {
    const answer = await fetch(url, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.text()) || null };
  };
  const list = () => app.audience.subscribers.list({ limit: 10 });

  const { key } = (await (await fetch(url)).json()) as { key: string };
  assert.equal(key, app.carriers.all.get('webpush')!.settings!['publicKey']);

  const phone = service.browser();
  const wish = { ...phone.subscription, locale: 'de', timeZone: 'Europe/Berlin' };
  assert.equal((await send('POST', wish, { 'sec-fetch-site': 'cross-site' })).status, 403);
  assert.equal((await send('POST', wish)).status, 204);
  assert.equal((await send('POST', wish)).status, 204, 'the same again is the same');
  const [
    { id, state, locale, componentIds } = { id: '', state: '', locale: '', componentIds: [] },
    ...others
  ] = await list();
  assert.deepEqual([state, locale, componentIds, others.length], ['active', 'de', null, 0]);

  // What cannot be used is refused at the door and changes nothing.
  const strange = service.browser().subscription;
  for (const [body, words] of [
    [{ ...strange, endpoint: 'https://internal.example.com/x' }, /no push service that this page knows/],
    [{ ...strange, endpoint: 'http://169.254.169.254/latest' }, /endpoint/],
    [{ ...strange, keys: { p256dh: 'x', auth: 'y' } }, /no key that a browser made/],
    [{ ...strange, componentIds: ['cmp_none'] }, /There is no component cmp_none/],
    [{}, /endpoint/],
  ] as const) {
    const answer = await send('POST', body);
    assert.equal(answer.status, 400, JSON.stringify(body));
    assert.match(answer.body!, words);
  }
  const { endpoint } = phone.subscription;
  const thief = { ...strange, endpoint };
  assert.equal((await send('POST', thief)).status, 409);
  assert.equal((await send('DELETE', thief)).status, 204, 'says nothing');
  assert.deepEqual(
    (await list()).map((each) => [each.state, each.address]),
    [['active', endpoint]],
  );

  // An incident reaches the browser, in German where German was written.
  const { id: incidentId } = await app.respond.open(
    {
      title: { en: 'Checkout fails', de: 'Die Kasse geht nicht' },
      components: [{ componentId: house.component.id, status: 'major_outage' }],
    },
    'system:test',
  );
  const say = (phase: 'investigating' | 'resolved', en: string, de: string) =>
    app.tell.update(
      incidentId,
      { phase, text: { en, de }, holdSeconds: 0, override: { reason: 'the words are not what is tried' } },
      'system:test',
    );
  await say('investigating', 'Checkout fails. We look into it.', 'Die Kasse geht nicht. Wir sehen nach.');
  await house.until(() => phone.waiting().length === 1);
  const [pushed] = phone.waiting();
  assert.match(String(pushed!.message!['body']), /Die Kasse geht nicht/);
  assert.equal(pushed!.message!['url'], `${app.web.url()}/incidents/${incidentId}`);
  assert.equal(pushed!.message!['tag'], incidentId);

  await house.forward(minutes(1));
  // The browser makes a new subscription in place of the old one: the worker says which it was.
  const next = service.browser();
  const stolen = { ...next.subscription, was: { endpoint, keys: { auth: 'A'.repeat(22) } } };
  assert.equal(
    (await send('POST', { ...stolen, endpoint: service.browser().subscription.endpoint })).status,
    204,
  );
  assert.equal((await list()).length, 2, 'without the old keys it is another subscriber');
  assert.equal((await send('POST', { ...next.subscription, was: phone.subscription })).status, 204);
  const moved = await app.audience.subscribers.get(id);
  assert.deepEqual(
    [moved.address, moved.locale],
    [next.subscription.endpoint, 'de'],
    'what was chosen stays',
  );

  assert.equal((await send('DELETE', next.subscription)).status, 204);
  assert.equal((await app.audience.subscribers.get(id)).state, 'unsubscribed');
  await say('resolved', 'Checkout works again.', 'Die Kasse geht wieder.');
  await house.settled();
  assert.equal(next.waiting().length, 0);
  assert.equal((await send('POST', next.subscription)).status, 204);
  assert.equal(
    (await app.audience.subscribers.get(id)).state,
    'active',
    'and comes back when it is asked for',
  );
  const answers = await Promise.all(Array.from({ length: 12 }, () => send('POST', next.subscription)));
  assert.ok(
    answers.some(({ status }) => status === 429),
    'one address subscribes only so often',
  );
});
