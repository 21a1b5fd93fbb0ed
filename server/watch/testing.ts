/** A world for tests of watching: a real database, timeline and calendar, a clock moved by hand, and a target with a switch. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import type { MonitorInput } from '@candor/protocol/watch.ts';
import { createCalendar } from '#calendar';
import { type HandClock, handClock } from '#lib/clock.ts';
import { createIds } from '#lib/id.ts';
import { silentLog } from '#lib/log.ts';
import { createLoops } from '#lib/loop.ts';
import { createAddressPolicy } from '#lib/outbound/address-policy.ts';
import type { Store } from '#store';
import { createTimeline, temporarySigningKey } from '#timeline';
import { createTestStore, type TestStore } from '../store/testing.ts';
import { createWatch, type Watch } from './index.ts';

export const START = '2026-03-02T10:00:00.000Z';

/** An HTTP target that is good until told otherwise. */
export async function target(t: TestContext) {
  let mode: 'good' | 'bad' | 'hang' = 'good';
  let requests = 0;
  const server = createServer((_request, reply) => {
    requests++;
    if (mode === 'hang') return;
    reply.statusCode = mode === 'good' ? 200 : 500;
    reply.end('words');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    set: (next: typeof mode) => {
      mode = next;
    },
    requests: () => requests,
  };
}

type Earlier = { databases: TestStore; clock: HandClock; componentId: string };

/** `on` continues in an earlier world's database, at its time: a restart. */
export async function world(t: TestContext, { on, start = START }: { on?: Earlier; start?: string } = {}) {
  const created: TestStore | null = on ? null : await createTestStore();
  const store: Store = created ?? on!.databases.again();
  const databases: TestStore = created ?? on!.databases;
  const clock: HandClock = handClock(on ? on.clock.now() : start);
  const ids = createIds(clock);
  const log = silentLog();
  const loops = createLoops({ clock, log });
  const timeline = createTimeline({ store, clock, ids, log, loops, key: temporarySigningKey() });
  const calendar = createCalendar({ store, clock, loops });
  const policy = createAddressPolicy('127.0.0.0/8');
  const watch = createWatch({ store, timeline, clock, ids, log, loops, calendar, policy });
  const componentId: string = on?.componentId ?? ids.next('cmp');
  let killed = false;
  t.after(async () => {
    if (!killed) await watch.stop().catch(() => {});
    await loops.stop();
    // The first world owns the database; later ones are stopped after it, and have their connections cut.
    await created?.close();
  });
  return {
    store,
    databases,
    clock,
    ids,
    loops,
    timeline,
    calendar,
    watch,
    componentId,
    async start() {
      await calendar.refresh();
      watch.start();
      await loops.settled();
    },
    /** Lets time go by, with everything that falls due in it. */
    pass: (ms: number) => clock.moveTo(clock.nowMs() + ms, loops.settled),
    http: (url: string, more: Partial<MonitorInput> = {}) =>
      watch.monitors.create({ name: 'Front door', componentId, target: { kind: 'http', url }, ...more }),
    facts: async () =>
      (await timeline.read({ subject: `component:${componentId}` })).map(({ at, body }) => ({ at, ...body })),
    kinds: async () =>
      (await timeline.read({ subject: `component:${componentId}` })).map(({ body }) => body.kind),
    /** As a kill: nothing is written any more, nothing is said. */
    async kill() {
      killed = true;
      await loops.stop();
    },
  };
}

export type { Watch };
