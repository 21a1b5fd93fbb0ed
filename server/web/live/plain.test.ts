/** A stream that begins below `node:http` says what one says that was begun by it, and is kept as well. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { createTestWeb } from '../testing.ts';

async function open(t: TestContext, env: Record<string, string> = {}) {
  const { web, url, close } = await createTestWeb({ env, signIn: false });
  t.after(close);
  const port = Number(new URL(url).port);
  const ask = async (...lines: string[]) => {
    const socket = connect({ port, host: '127.0.0.1' });
    t.after(() => socket.destroy());
    let text = '';
    const ended = once(socket, 'close');
    socket.setEncoding('utf8').on('error', () => {});
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.write(`GET /live HTTP/1.1\r\nHost: x\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`);
    const has = async (part: string) => {
      for (let tries = 0; tries < 500 && !text.includes(part); tries++) await pause(5);
      assert.ok(text.includes(part), `${part}: ${text}`);
    };
    await has('\r\n\r\n');
    return { socket, text: () => text, has, ended };
  };
  const eventually = async (met: () => boolean) => {
    for (let tries = 0; tries < 500 && !met(); tries++) await pause(5);
    assert.ok(met());
  };
  return { web, ask, eventually };
}

const event = (n: number) => ({ id: `e${n}`, type: 'snapshot', data: { n } });
/** What is not plain goes to `node:http`. */
const NOT_PLAIN = 'TE: trailers';

test('both ways begin with the same head, and go on where a reader left off', async (t) => {
  const { web, ask } = await open(t);
  web.live.public.snapshot(() => event(0));
  for (const n of [1, 2, 3]) web.live.public.broadcast(event(n));
  const heads: string[][] = [];
  for (const lines of [[], [NOT_PLAIN]]) {
    const fresh = await ask(...lines);
    await fresh.has('id: e0\n');
    const [head = ''] = fresh.text().split('\r\n\r\n');
    assert.match(head, /\r\nDate: /);
    // `node:http` writes the machine's time.
    heads.push(
      head
        .replace(/\r\nDate: [^\r]*/, '')
        .toLowerCase()
        .split('\r\n')
        .sort(),
    );
    assert.match(fresh.text(), /\r\n\r\nretry: \d{4}\n\n/);
    const back = await ask('Last-Event-ID: e2', ...lines);
    await back.has('id: e3\n');
    assert.doesNotMatch(back.text(), /id: e[012]\n/);
    web.live.public.broadcast({ ...event(4), id: `e4 ${lines.length}` });
    for (const each of [fresh, back]) await each.has(`id: e4 ${lines.length}\n`);
  }
  assert.deepEqual(heads[0], heads[1]);
});

test('what a reader says on is thrown away, and one that leaves is gone', async (t) => {
  const { web, ask, eventually } = await open(t);
  const { socket, has, ended } = await ask();
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\nnonsense');
  web.live.public.broadcast(event(1));
  await has('id: e1\n');
  assert.equal(web.live.public.readers(), 1);
  socket.end();
  await ended;
  await eventually(() => web.live.public.readers() === 0);
  const other = await ask();
  other.socket.resetAndDestroy();
  await eventually(() => web.live.public.readers() === 0);
});

test('limits count readers behind a trusted proxy by their own address, and refusals are problems', async (t) => {
  const { web, ask } = await open(t, {
    CANDOR_TRUST_PROXY: '127.0.0.1',
    CANDOR_LIVE_READERS_PER_ADDRESS: '1',
  });
  await ask('X-Forwarded-For: 192.0.2.1');
  await ask('X-Forwarded-For: 192.0.2.2');
  const third = await ask('X-Forwarded-For: 192.0.2.2');
  assert.match(third.text(), /^HTTP\/1\.1 429 [\s\S]*application\/problem\+json/);
  assert.equal(web.live.public.readers(), 2);
});
