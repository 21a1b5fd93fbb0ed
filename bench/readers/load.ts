/**
 * One half of the waiting readers, in a process of its own: `poll` keeps a connection each and asks for the page again
 * and again; `live` follows the stream and, as the page's script does, fetches the page a moment after each event.
 * Told what is published by its parent, it counts what each reader got, when, and what failed.
 */
import type { Socket } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { ask, nowMs, openSocket } from './connection.ts';

export type Order =
  | { say: 'open'; port: number; readers: number }
  | { say: 'published'; marker: string; atMs: number }
  | { say: 'report' };

/**
 * Milliseconds; `told` from the author's request to the event at each reader, one list per update; `late` is the
 * longest that this process itself was held up, which every time here includes.
 */
export type Tally = { answers: number[]; told: number[][]; failures: string[]; late: number };

const POLL_EVERY_MS = 5_000;
const TICK_MS = 5;
const AT_ONCE = 100;
/** The page's script waits this long after an event, so that readers do not come all at once. */
const RELOAD_LEAST_MS = 200;
const RELOAD_SPREAD_MS = 1_300;

const tally: Tally = { answers: [], told: [], failures: [], late: 0 };
const delay = monitorEventLoopDelay({ resolution: 5 });
let marker = '';
let publishedMs = 0;
let ending = false;

const fail = (what: string) => {
  if (!ending) tally.failures.push(what);
};

async function timed(what: string, work: () => Promise<{ status: number }>) {
  const fromMs = nowMs();
  try {
    const { status } = await work();
    tally.answers.push(nowMs() - fromMs);
    if (status !== 200 && status !== 304) fail(`${what}: ${status}`);
  } catch (error) {
    fail(`${what}: ${(error as Error).message}`);
  }
}

async function openAll(port: number, readers: number, begin: (socket: Socket, reader: number) => void) {
  for (let from = 0; from < readers; from += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, readers - from) }, (_, i) => from + i);
    await Promise.all(
      some.map(async (reader) => {
        const socket = await openSocket(port, reader);
        socket.on('error', () => {});
        begin(socket, reader);
      }),
    );
  }
}

async function poll(port: number, readers: number) {
  type Reader = { socket: Socket; etag: string | undefined; waiting: boolean };
  const all: Reader[] = [];
  const look = async (reader: Reader) => {
    if (reader.waiting) return;
    reader.waiting = true;
    await timed('poll', async () => {
      const answer = await ask(reader.socket, reader.etag);
      reader.etag = answer.etag;
      return answer;
    });
    reader.waiting = false;
  };
  await openAll(port, readers, (socket) => {
    const reader: Reader = { socket, etag: undefined, waiting: false };
    all.push(reader);
    void look(reader);
  });
  // Spread over the interval, as readers who came one by one are.
  let next = 0;
  const fromMs = nowMs();
  setInterval(() => {
    const due = Math.floor(((nowMs() - fromMs) / POLL_EVERY_MS) * readers);
    for (; next < due; next++) void look(all[next % readers]!);
  }, TICK_MS);
}

async function follow(port: number, readers: number) {
  let etag: string | undefined;
  const reload = (reader: number) =>
    timed('page after an event', async () => {
      const socket = await openSocket(port, reader);
      socket.on('error', () => {});
      const answer = await ask(socket, reader % 2 === 0 ? etag : undefined, 'Connection: close\r\n');
      etag = answer.etag;
      socket.destroy();
      return answer;
    });
  await openAll(port, readers, (socket, reader) => {
    let unfinished = '';
    let seen = '';
    socket.on('data', (chunk) => {
      const text = unfinished + chunk.toString('latin1');
      const end = text.lastIndexOf('\n\n') + 2;
      unfinished = end < 2 ? text : text.slice(end);
      if (marker === seen || end < 2 || !text.slice(0, end).includes(marker)) return;
      seen = marker;
      tally.told.at(-1)!.push(nowMs() - publishedMs);
      setTimeout(() => void reload(reader), RELOAD_LEAST_MS + Math.random() * RELOAD_SPREAD_MS);
    });
    socket.on('close', () => fail('a live stream ended'));
    socket.write('GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n');
  });
}

const work = { poll, live: follow }[process.argv[2] as 'poll' | 'live'];
process.on('message', async (order: Order) => {
  if (order.say === 'open') {
    await work(order.port, order.readers);
    // The crowd's arrival is no part of what it waits for afterwards.
    tally.answers.length = 0;
    delay.enable();
    process.send!('open');
  } else if (order.say === 'published') {
    ({ marker, atMs: publishedMs } = order);
    tally.told.push([]);
    process.send!('knows');
  } else {
    ending = true;
    tally.late = delay.max / 1e6;
    process.send!(tally, () => process.exit(0));
  }
});
process.on('disconnect', () => process.exit(1));
