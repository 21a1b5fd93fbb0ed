import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { type TestContext, test } from 'node:test';
import { TcpTarget } from '@candor/protocol/watch.ts';
import { probeTcp } from './tcp.ts';
import { closedPort, loopback } from './testing.ts';

async function redis(t: TestContext, reply: string | null): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', () => (reply === null ? socket.end() : socket.write(reply)));
    t.after(() => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return (server.address() as { port: number }).port;
}
const look = (port: number, settings: object = {}, timeoutMs = 1_000) =>
  probeTcp(TcpTarget.parse({ kind: 'tcp', host: '127.0.0.1', port, ...settings }), timeoutMs, loopback());

test('an open port is up', async (t) => {
  const result = await look(await redis(t, ''));
  assert.equal(result.outcome, 'up');
  assert.match(result.detail, /^accepted a connection after \d+ ms$/);
});

test('a closed port is refused', async () => {
  assert.equal((await look(await closedPort())).failure, 'refused');
});

test('what was sent is answered as expected, or not', async (t) => {
  const port = await redis(t, '+PONG\r\n');
  assert.equal((await look(port, { send: 'PING\r\n', expect: '+PONG' })).outcome, 'up');
  const wrong = await look(port, { send: 'PING\r\n', expect: '+OK' }, 120);
  assert.equal(wrong.failure, 'timeout');
  const closing = await look(await redis(t, null), { send: 'PING\r\n', expect: '+OK' });
  assert.equal(closing.detail, 'the connection was closed without an answer');
});
