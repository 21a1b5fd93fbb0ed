import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, get as httpGet } from 'node:http';
import { type AddressInfo, connect, createServer as createNetServer, type Socket } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { handClock } from '#lib/clock.ts';
import { createPair, page } from './testing.ts';
import { createWire, type Patience } from './wire.ts';

const get = (path: string, ...lines: string[]) =>
  `GET ${path} HTTP/1.1\r\n${['Host: x', ...lines].map((line) => `${line}\r\n`).join('')}\r\n`;

/** A client that reads all it gets, until `met`. */
function reader(port: number) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let text = '';
  let look = () => {};
  socket.setEncoding('latin1').on('error', () => {});
  socket.on('data', (chunk: string) => {
    text += chunk;
    look();
  });
  const ended = once(socket, 'close');
  const until = (met: () => boolean) =>
    new Promise<void>((resolve) => {
      look = () => met() && resolve();
      look();
    });
  return { socket, text: () => text, ended, until };
}

describe('the wire', () => {
  it('answers with the bytes of the moment: a changed page, another second', async (test) => {
    const { shelf, clock, port, ours, counts } = await createPair(test);
    await shelf.put('/', page('one'));
    const asking = { parts: [get('/', 'Connection: close')] };
    assert.match(await ours(asking), /<title>one</);
    assert.match(await ours(asking), /<title>one</);
    await shelf.put('/', page('two'));
    assert.match(await ours(asking), /<title>two</, 'in the same second');
    await shelf.remove('/');
    assert.match(await ours(asking), /^HTTP\/1\.1 404 .*is not on the shelf/s);
    await shelf.put('/', page('three'));
    const { socket, text, until } = reader(port);
    for (const time of ['12:00:00', '12:00:01']) {
      socket.write(get('/'));
      await until(() => text().endsWith('</p>') && text().includes(`Date: Sun, 01 Mar 2026 ${time} GMT\r\n`));
      await clock.moveTo(clock.nowMs() + 1_000);
    }
    socket.destroy();
    assert.equal(counts.answered, 5);
  });

  it('stops reading a client that asks on and does not read, and answers all when it does', async (test) => {
    const { shelf, port, http, counts } = await createPair(test);
    await shelf.put('/', page('large', { body: 'x'.repeat(400_000) }));
    const accepted = once(http.server, 'connection') as Promise<[Socket]>;
    const { socket, text, until } = reader(port);
    const [server] = await accepted;
    socket.pause();
    const one = get('/');
    // Each is sent when the one before was read, until the server reads no more: the kernel's buffers are full.
    let asked = 0;
    while (!server.isPaused()) {
      socket.write(one);
      asked += 1;
      while (!server.isPaused() && server.bytesRead < asked * one.length)
        await new Promise((resolve) => setImmediate(resolve));
    }
    assert.ok(
      server.writableLength > 0 && server.writableLength < 2 * 400_000,
      `${server.writableLength} bytes`,
    );
    assert.equal(counts.answered, asked);
    for (let more = 0; more < 50; more++, asked++) socket.write(one);
    assert.ok(server.isPaused());
    socket.resume();
    const bodies = () => text().replaceAll(/HTTP\/1\.1 200 OK\r\n[\s\S]*?\r\n\r\n/g, '');
    await until(() => text().length >= asked * 400_000 && bodies().length === asked * 400_000);
    assert.match(bodies(), /^x+$/, 'each is whole and in its place');
    socket.destroy();
  });

  it('hands over a connection with what was sent, and forgets it', async (test) => {
    const { shelf, http, port, counts } = await createPair(test);
    await shelf.put('/', page('Home'));
    const { socket, text, until } = reader(port);
    const body = 'b'.repeat(300_000);
    socket.write(get('/'));
    await until(() => text().endsWith('</p>'));
    const fromHere = text().length;
    socket.write(`POST /form HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    await until(() => text().slice(fromHere).includes(`POST /form with ${body.length} bytes`));
    socket.write(get('/'));
    await until(() => text().slice(fromHere).endsWith('</p>'));
    assert.deepEqual(counts, { answered: 1, handled: 2 });
    await http.close();
    await once(socket, 'close');
  });

  it('serves clients as they are: an agent that keeps its connections', async (test) => {
    const { shelf, port, counts } = await createPair(test);
    await shelf.put('/', page('Home'));
    for (let n = 0; n < 5; n++) {
      const response = await fetch(`http://127.0.0.1:${port}/`);
      assert.match(await response.text(), /<title>Home/);
    }
    await new Promise<void>((resolve, reject) => {
      httpGet(`http://127.0.0.1:${port}/`, (response) => response.resume().on('end', resolve)).on(
        'error',
        reject,
      );
    });
    assert.equal(counts.answered, 6);
  });

  it('ends what is idle at once and lets a slow reader have its answer when the server closes', async (test) => {
    const { shelf, port, http } = await createPair(test);
    const large = 'x'.repeat(8_000_000);
    await shelf.put('/', page('large', { body: large }));
    const idle = reader(port);
    const slow = reader(port);
    await Promise.all([once(idle.socket, 'connect'), once(slow.socket, 'connect')]);
    slow.socket.write(get('/'));
    await slow.until(() => slow.text().length > 0);
    slow.socket.pause();
    const closed = http.close();
    await idle.ended;
    slow.socket.resume();
    await slow.ended;
    await closed;
    assert.ok(slow.text().endsWith(large));
  });
});

/** A wire alone, with little patience. */
async function impatient(test: TestContext, patience: Partial<Patience>) {
  const behind = createServer((_request, response) => response.end('handed over'));
  const { shelf } = await createPair(test);
  await shelf.put('/', page('large', { body: 'x'.repeat(8_000_000) }));
  await shelf.put('/small', page('small', { body: 'small' }));
  const wire = createWire({
    prepared: { find: shelf.find, clock: handClock('2026-03-01T12:00:00.000Z'), answered: () => {} },
    patience: { firstMs: 60_000, idleMs: 60_000, graceMs: 0, ...patience },
    handOver: (socket) => behind.emit('connection', socket),
  });
  const server = createNetServer({ allowHalfOpen: true, noDelay: true }, wire.accept);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  test.after(() => {
    wire.destroy();
    behind.closeAllConnections();
    server.close();
  });
  return { wire, server, port: (server.address() as AddressInfo).port };
}

describe('the wire’s patience', () => {
  it('tells a connection that asks nothing that it is too late', async (test) => {
    const { port, wire } = await impatient(test, { firstMs: 20 });
    const { text, ended } = reader(port);
    await ended;
    assert.equal(text(), 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
    assert.equal(wire.size(), 0);
  });

  it('ends an idle connection without a word', async (test) => {
    const { port } = await impatient(test, { idleMs: 20 });
    const { socket, text, ended } = reader(port);
    socket.write(get('/small'));
    await ended;
    assert.ok(text().endsWith('\r\n\r\nsmall'));
  });

  it('ends a connection whose reader takes nothing', async (test) => {
    const { port, server, wire } = await impatient(test, { idleMs: 40 });
    const accepted = once(server, 'connection') as Promise<[Socket]>;
    const { socket } = reader(port);
    const [theirs] = await accepted;
    const ended = once(theirs, 'close');
    socket.pause();
    socket.write(get('/'));
    await ended;
    assert.equal(wire.size(), 0);
    socket.destroy();
  });

  it('survives clients that vanish at any moment', async (test) => {
    const { port, wire } = await impatient(test, {});
    const clients = Array.from({ length: 40 }, (_, n) => {
      const socket = connect(port, '127.0.0.1').on('error', () => {});
      if (n % 4 > 0) socket.write(get(n % 4 === 1 ? '/small' : '/'));
      socket.once(n % 2 === 0 ? 'connect' : 'data', () => socket.resetAndDestroy());
      if (n % 4 === 1) socket.end();
      return once(socket, 'close');
    });
    await Promise.all(clients);
    while (wire.size() > 0) await new Promise((resolve) => setImmediate(resolve));
    const { socket, text, until } = reader(port);
    socket.write(get('/small'));
    await until(() => text().endsWith('small'));
    socket.destroy();
  });
});
