/**
 * Hostile connections against a real process, with the limits as they come: crowds that only hold connections, clients
 * that dribble, ask without reading, vanish, or close one half. Memory stays bounded, each gets a clear end, and the
 * readers beside them notice nothing.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { openCandorProcess, until } from './candor-process.ts';

const LIMIT = { timeout: 240_000 };
/** The limit for one address as it comes. */
const PER_ADDRESS = 512;
const openFiles = Number(/Max open files\s+(\d+)/.exec(readFileSync('/proc/self/limits', 'utf8'))![1]);
/** 15,000 where the machine lets this process open as many files, else as many as it does. */
const CROWD = Math.min(15_000, openFiles - 3_000);

/** Megabytes that the process holds. */
const memory = (pid: number) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1_024;

async function world(t: TestContext) {
  const candor = await openCandorProcess(t);
  await candor.ready();
  await until('the page is there', async () => (await candor.page()).status === 200);
  const sockets = new Set<Socket>();
  t.after(async () => {
    for (const socket of sockets) socket.destroy();
  });
  /** A hostile client at an address of the loopback network; what it read is kept as text. */
  const client = (address: number, { reads = true } = {}) => {
    const socket = connect({ port: candor.port, host: '127.0.0.1', localAddress: `127.0.1.${address}` });
    const seen = { text: '', connected: false, closed: false };
    sockets.add(socket);
    socket.setNoDelay(true).on('error', () => {});
    socket.on('connect', () => {
      seen.connected = true;
    });
    socket.on('close', () => {
      seen.closed = true;
      sockets.delete(socket);
    });
    if (reads)
      socket.on('data', (chunk) => {
        seen.text = (seen.text + chunk.toString('latin1')).slice(0, 2_000);
      });
    return { socket, seen };
  };
  /** `count` clients, a hundred at once, spread over `addresses`. */
  const crowd = async (count: number, addresses: number) => {
    const all: ReturnType<typeof client>[] = [];
    for (let from = 0; from < count; from += 100) {
      const some = Array.from({ length: Math.min(100, count - from) }, (_, i) =>
        client(1 + ((from + i) % addresses)),
      );
      await until('they are connected or refused', () =>
        some.every(({ seen }) => seen.connected || seen.closed),
      );
      all.push(...some);
    }
    return all;
  };
  /** What an ordinary reader meets, one view after the other while `during` lasts. */
  const readWhile = async (during: () => Promise<unknown>) => {
    let over = false;
    const done = during().finally(() => {
      over = true;
    });
    const waited: number[] = [];
    do {
      const fromMs = performance.now();
      const { status } = await candor.page();
      waited.push(performance.now() - fromMs);
      assert.equal(status, 200);
      await pause(20);
    } while (!over);
    await done;
    const slowest = Math.max(...waited);
    assert.ok(slowest < 1_000, `a reader waited ${Math.round(slowest)} ms`);
    return waited.length;
  };
  return { candor, client, crowd, readWhile };
}

test('a crowd from four addresses gets no more than the share of four', LIMIT, async (t) => {
  const { candor, crowd, readWhile } = await world(t);
  const before = memory(candor.pid());
  await readWhile(async () => {
    const all = await crowd(CROWD, 4);
    await until(
      'those beyond the limit are gone',
      () => all.filter(({ seen }) => !seen.closed).length <= 4 * PER_ADDRESS,
    );
    assert.ok(all.filter(({ seen }) => !seen.closed).length >= 4 * PER_ADDRESS - 50, 'and no others');
  });
  const grown = memory(candor.pid()) - before;
  assert.ok(grown < 100, `${Math.round(grown)} MB for ${CROWD} attempts`);
});

test('a crowd that holds connections and asks nothing is told that it is too late', LIMIT, async (t) => {
  const { candor, crowd, readWhile } = await world(t);
  const addresses = Math.ceil(CROWD / (PER_ADDRESS - 12));
  const before = memory(candor.pid());
  await readWhile(async () => {
    const all = await crowd(CROWD, addresses);
    const each = ((memory(candor.pid()) - before) * 1_024) / CROWD;
    assert.ok(each < 16, `${each.toFixed(1)} KiB a connection`);
    await until('all were ended', () => all.every(({ seen }) => seen.closed));
    const told = all.filter(({ seen }) => seen.text.startsWith('HTTP/1.1 408 '));
    assert.ok(told.length > CROWD * 0.99, `${told.length} of ${CROWD} were told`);
  });
});

test('clients that dribble, never read, vanish or half close harm nobody', LIMIT, async (t) => {
  const { candor, client, readWhile } = await world(t);
  const request = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';
  const before = memory(candor.pid());
  const dribblers = Array.from({ length: 200 }, () => client(1));
  const greedy = Array.from({ length: 60 }, () => client(2, { reads: false }));
  const halves = Array.from({ length: 100 }, () => client(3));
  for (const { socket } of halves) socket.end(request);
  for (const { socket } of dribblers) socket.write('GET / HTTP/1.1\r\nHost: x\r\nX: ');
  await readWhile(async () => {
    const dribble = setInterval(() => {
      for (const { socket, seen } of dribblers) if (!seen.closed) socket.write('y');
    }, 250);
    const ask = setInterval(() => {
      // Alternately one plain request, and several at once, which are read by another part.
      for (const { socket, seen } of greedy)
        if (!seen.closed && socket.writableLength < 64 * 1_024)
          socket.write(request.repeat(1 + (socket.localPort! % 2) * 15));
      for (let n = 0; n < 10; n++) {
        const { socket } = client(4);
        socket.on('connect', () =>
          socket.write(n % 2 === 0 ? request : request.slice(0, 9), () => socket.resetAndDestroy()),
        );
      }
    }, 20);
    try {
      await until('each dribbler was ended', () => dribblers.every(({ seen }) => seen.closed), 40_000);
      await until('each half-closed client has its page', () => halves.every(({ seen }) => seen.closed));
    } finally {
      clearInterval(dribble);
      clearInterval(ask);
    }
  });
  for (const { seen } of dribblers) assert.match(seen.text, /^HTTP\/1\.1 408 /);
  for (const { seen } of halves) assert.match(seen.text, /^HTTP\/1\.1 200 /);
  const grown = memory(candor.pid()) - before;
  // What the kernel does not take stays within the limit of one connection, for each of the 60.
  assert.ok(grown < 100, `${Math.round(grown)} MB`);
  assert.equal(candor.complaints(), '');
});
