import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { startInboxPage, startMailServer, startService, startWebhookReceiver } from './index.ts';

const start = async (t: TestContext) => {
  const service = await startService({
    name: 'echo',
    answer: ({ method, body }) =>
      method === 'POST'
        ? {
            body: { ok: true },
            message: { to: 'room', text: String((body as { text?: string }).text), id: '1' },
          }
        : { status: 404, body: 'none' },
  });
  t.after(() => service.close());
  const post = (text: string, url = service.url) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
      signal: AbortSignal.timeout(2_000),
    });
  return { service, post };
};

test('a service keeps what it took, and counts repeats', async (t) => {
  const { service, post } = await start(t);
  assert.deepEqual(await (await post('hello')).json(), { ok: true });
  await post('hello');
  await fetch(service.url);
  assert.deepEqual(
    service.inbox().map(({ service: name, to, text, accepted }) => [name, to, text, accepted]),
    [
      ['echo', 'room', 'hello', true],
      ['echo', 'room', 'hello', true],
    ],
  );
  assert.deepEqual(service.duplicates(), ['1']);
  assert.equal(service.asked().length, 3);
});

test('a service fails in every way that it is told', async (t) => {
  const { service, post } = await start(t);
  service.setFault({ mode: 'status', status: 429, retryAfterSeconds: 7, times: 1 });
  const busy = await post('a');
  assert.equal(busy.status, 429);
  assert.equal(busy.headers.get('retry-after'), '7');
  assert.equal((await post('b')).status, 200);

  service.setFault({ mode: 'drop', times: 1 });
  await assert.rejects(post('c'));
  assert.equal(service.accepted().at(-1)!.text, 'c');

  service.setFault({ mode: 'status', status: 500, only: '/elsewhere' });
  assert.equal((await post('d')).status, 200);

  service.setFault({ mode: 'drip', ms: 1, times: 1 });
  assert.deepEqual(await (await post('e')).json(), { ok: true });

  service.setFault({ mode: 'duplicate', times: 1 });
  assert.deepEqual(await (await post('f')).json(), { ok: true });

  service.setFault({ mode: 'out-of-order', times: 1 });
  const order: string[] = [];
  const first = post('g').then(() => order.push('g'));
  while (!service.accepted().some(({ text }) => text === 'g')) await new Promise(setImmediate);
  await post('h').then(() => order.push('h'));
  await first;
  assert.deepEqual(order, ['h', 'g']);

  await assert.rejects(post('i', await service.wrongTls()), (error: Error) =>
    /self-signed/.test(String((error.cause as Error).message)),
  );
  service.setFault({ mode: 'hang' });
  await assert.rejects(fetch(service.url, { method: 'POST', body: 'j', signal: AbortSignal.timeout(50) }), {
    name: 'TimeoutError',
  });
  assert.equal(service.inbox().at(-1)!.accepted, false);
});

test('the inbox page shows what every service got', async (t) => {
  const { service, post } = await start(t);
  const [mail, webhooks] = await Promise.all([startMailServer(), startWebhookReceiver()]);
  const page = await startInboxPage({ mail, webhooks, services: [service] });
  t.after(() => Promise.all([mail.close(), webhooks.close(), page.close()]));
  await post('<img src=x>');
  const html = await (await fetch(page.url)).text();
  assert.match(html, /echo → room/);
  assert.doesNotMatch(html, /<img/);
});
