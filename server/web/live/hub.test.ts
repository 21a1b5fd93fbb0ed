import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { handClock } from '#lib/clock.ts';
import { createHub, type HubLimits } from './hub.ts';

async function world(test: TestContext, limits: Partial<HubLimits> = {}, monotonicMs?: () => number) {
  const clock = handClock('2026-03-01T12:00:00.000Z');
  if (monotonicMs) clock.monotonicMs = monotonicMs;
  const hub = createHub({ clock, limits });
  const server = createServer((request, response) => {
    const outcome = hub.attach('public', request, response, {
      address: String(request.headers['x-reader'] ?? 'one'),
      lifetimeMs: Number(request.headers['x-lifetime'] ?? Number.POSITIVE_INFINITY),
    });
    if (outcome !== 'attached') response.writeHead(503, { 'Content-Length': 0 }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const sockets: Socket[] = [];
  test.after(() => {
    for (const socket of sockets) socket.destroy();
    server.closeAllConnections();
    server.close();
  });

  /** A reader over a bare socket; `until` waits for what it needs to have read, never for time. */
  const reader = async (headers: Record<string, string> = {}, { reads = true } = {}) => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    sockets.push(socket);
    let text = '';
    let ended = false;
    let look = () => {};
    const note = (change: () => void) => () => {
      change();
      look();
    };
    const close = () => {
      ended = true;
    };
    socket.on('close', note(close));
    socket.on('error', () => {});
    if (reads)
      socket.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
        look();
      });
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`GET /live HTTP/1.1\r\nHost: localhost\r\n${lines.join('')}\r\n`);
    const until = async (met: () => boolean) => {
      if (met()) return;
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`never came; read: ${text.slice(-500)}`)), 5_000);
        look = () => {
          if (!met()) return;
          clearTimeout(timer);
          look = () => {};
          resolve();
        };
      });
    };
    if (reads) await until(() => text.includes('\n\n') || ended || text.includes('503'));
    return {
      socket,
      text: () => text,
      has: (part: string) => until(() => text.includes(part)),
      ended: () => until(() => ended),
      ids: () => [...text.matchAll(/^id: (.*)$/gm)].map((match) => match[1]),
    };
  };
  /** Real sockets close when the kernel says so: looks until it has. */
  const eventually = async (met: () => boolean) => {
    for (let tries = 0; tries < 500 && !met(); tries++) await pause(10);
    assert.ok(met());
  };
  return { clock, hub, reader, eventually };
}

const event = (id: number, data: unknown = { n: id }) => ({ id: `e${id}`, type: 'incident', data });

describe('the live hub', () => {
  it('sends each event once to each reader, in order', async (test) => {
    const { hub, reader } = await world(test);
    const readers = await Promise.all([reader(), reader(), reader()]);
    for (let n = 1; n <= 20; n++) hub.public.broadcast(event(n));
    hub.public.broadcast(event(20));
    for (const each of readers) {
      await each.has('id: e20');
      assert.deepEqual(
        each.ids(),
        Array.from({ length: 20 }, (_, n) => `e${n + 1}`),
      );
    }
    assert.match(readers[0]!.text(), /id: e1\nevent: incident\ndata: {"n":1}\n\n/);
    assert.match(readers[0]!.text(), /^HTTP\/1\.1 200 OK\r\n/);
    assert.match(readers[0]!.text(), /content-type: text\/event-stream/i);
    assert.doesNotMatch(readers[0]!.text(), /transfer-encoding/i);
  });

  it('gives a reader that comes back what it missed', async (test) => {
    const { hub, reader } = await world(test);
    hub.public.snapshot(() => ({ id: 'now', type: 'snapshot', data: {} }));
    for (let n = 1; n <= 5; n++) hub.public.broadcast(event(n));
    const back = await reader({ 'last-event-id': 'e3' });
    hub.public.broadcast(event(6));
    await back.has('id: e6');
    assert.deepEqual(back.ids(), ['e4', 'e5', 'e6']);
  });

  it('gives the snapshot to a reader that has seen nothing, or nothing that is remembered', async (test) => {
    const { hub, reader } = await world(test, { replay: 3 });
    hub.public.snapshot(() => ({ id: 'e9', type: 'snapshot', data: { open: 1 } }));
    for (let n = 1; n <= 9; n++) hub.public.broadcast(event(n));
    for (const headers of [{}, { 'last-event-id': 'e2' }, { 'last-event-id': 'never' }]) {
      const fresh = await reader(headers as Record<string, string>);
      await fresh.has('event: snapshot');
      assert.deepEqual(fresh.ids(), ['e9']);
    }
    // What the snapshot stands for can be continued from.
    const back = await reader({ 'last-event-id': 'e9' });
    hub.public.broadcast(event(10));
    await back.has('id: e10');
    assert.deepEqual(back.ids(), ['e10']);
  });

  it('neither loses nor doubles an event for a reader that joins while it is written', async (test) => {
    const { hub, reader, eventually } = await world(test, { slice: 1, readersPerAddress: 1_000 });
    await Promise.all(Array.from({ length: 30 }, () => reader()));
    hub.public.broadcast(event(1));
    const joiners = Promise.all(Array.from({ length: 10 }, () => reader({ 'last-event-id': 'e1' })));
    for (let n = 2; n <= 5; n++) hub.public.broadcast(event(n));
    const late = await joiners;
    hub.public.broadcast(event(6));
    await eventually(() => hub.public.readers() === 40);
    for (const each of late) {
      await each.has('id: e6');
      assert.deepEqual(each.ids(), ['e2', 'e3', 'e4', 'e5', 'e6']);
    }
  });

  it('drops a reader that does not read, and keeps the others', async (test) => {
    const { hub, reader, eventually } = await world(test, { unreadBytes: 64 * 1024 });
    const good = await reader();
    await reader({ 'x-reader': 'slow' }, { reads: false });
    await eventually(() => hub.public.readers() === 2);
    const large = 'x'.repeat(256 * 1024);
    for (let n = 1; n <= 60 && hub.dropped() === 0; n++) {
      hub.public.broadcast(event(n, large));
      await good.has(`id: e${n}\n`);
    }
    assert.equal(hub.dropped(), 1);
    await eventually(() => hub.public.readers() === 1);
    hub.public.broadcast(event(1_000));
    await good.has('id: e1000');
  });

  it('writes a heartbeat to the quiet, and rests when nobody reads', async (test) => {
    const { clock, hub, reader, eventually } = await world(test, { heartbeatMs: 1_000 });
    const one = await reader();
    await clock.moveTo(clock.nowMs() + 1_000);
    await one.has('\n:\n\n');
    one.socket.destroy();
    await eventually(() => hub.public.readers() === 0);
    assert.equal(clock.nextDueMs(), null);
  });

  it('ends a stream when its time is over', async (test) => {
    const { clock, reader } = await world(test, { heartbeatMs: 1_000 });
    const staff = await reader({ 'x-lifetime': '2500' });
    const free = await reader();
    await clock.moveTo(clock.nowMs() + 3_000);
    await staff.ended();
    await free.has(':\n\n');
  });

  it('limits the streams of one address and of all', async (test) => {
    const { hub, reader, eventually } = await world(test, { readersPerAddress: 2, readers: 3 });
    const first = await reader();
    await reader();
    assert.match((await reader()).text(), /^HTTP\/1\.1 503/);
    await reader({ 'x-reader': 'two' });
    assert.match((await reader({ 'x-reader': 'three' })).text(), /^HTTP\/1\.1 503/);
    first.socket.destroy();
    await eventually(() => hub.total() === 2);
    assert.match((await reader()).text(), /^HTTP\/1\.1 200/);
  });

  it('lets the rest of the process have its turn between slices', async (test) => {
    const { hub, reader } = await world(test, { slice: 2, readersPerAddress: 100 });
    const readers = await Promise.all(Array.from({ length: 20 }, () => reader()));
    let turns = 0;
    let writing = true;
    const count = () => {
      turns += 1;
      if (writing) setImmediate(count);
    };
    setImmediate(count);
    hub.public.broadcast(event(1));
    await Promise.all(readers.map((each) => each.has('id: e1')));
    writing = false;
    assert.ok(turns >= 9, `only ${turns} turns`);
  });

  it('ends a slice when its time is over, however many it may hold', async (test) => {
    let ms = 0;
    let turn = 0;
    let writing = true;
    const turns = new Set<number>();
    // Each look at the clock takes two milliseconds, so that a slice of four ends at the third look.
    const monotonicMs = () => {
      turns.add(turn);
      ms += 2;
      return ms;
    };
    const limits = { slice: 10_000, sliceMs: 4, readersPerAddress: 1_000 };
    const { hub, reader } = await world(test, limits, monotonicMs);
    const readers = await Promise.all(Array.from({ length: 160 }, () => reader()));
    const count = () => {
      turn += 1;
      if (writing) setImmediate(count);
    };
    setImmediate(count);
    turns.clear();
    hub.public.broadcast(event(1));
    await Promise.all(readers.map((each) => each.has('id: e1')));
    writing = false;
    assert.equal(turns.size, 4, '47 readers a slice');
  });

  it('makes the bytes of a snapshot once, however many come back at once', async (test) => {
    const { hub, reader } = await world(test, { readersPerAddress: 1_000 });
    let made = 0;
    const data = {
      toJSON() {
        made += 1;
        return { open: 1 };
      },
    };
    const present = { id: 'e9', type: 'snapshot', data };
    hub.public.snapshot(() => present);
    const readers = await Promise.all(
      Array.from({ length: 50 }, () => reader({ 'last-event-id': 'long ago' })),
    );
    for (const each of readers) await each.has('data: {"open":1}');
    assert.equal(made, 1);
  });

  it('ends every stream when it closes and takes no new one', async (test) => {
    const { hub, reader } = await world(test);
    const readers = await Promise.all([reader(), reader()]);
    await hub.close();
    for (const each of readers) await each.ended();
    assert.match((await reader()).text(), /^HTTP\/1\.1 503/);
  });

  it('refuses an id that would break the format', async (test) => {
    const { hub } = await world(test);
    assert.throws(() => hub.public.broadcast({ id: 'a\nb', type: 'x', data: 1 }), TypeError);
  });
});
