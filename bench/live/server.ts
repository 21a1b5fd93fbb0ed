/**
 * The product's web layer alone, in a process of its own: the real server, the real live hub, no database and no page.
 * Told by its parent to broadcast, it says what that cost, and how long the event loop could do nothing else meanwhile.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '#config';
import { systemClock } from '#lib/clock.ts';
import { silentLog } from '#lib/log.ts';
import { createLoops } from '#lib/loop.ts';
import { createWeb, type LiveEvent } from '#web';

export type Order = { say: 'broadcast'; event: LiveEvent; probe: boolean } | { say: 'cost' } | { say: 'end' };
/** Milliseconds. `held`: the longest time, and the longest CPU time, from one turn of the loop to the next. */
export type Cost = { cpu: number; held: { wall: number; cpu: number }; readers: number; dropped: number };

const folder = mkdtempSync(join(tmpdir(), 'candor-live-'));
const clock = systemClock();
const log = silentLog();
const config = readConfig({ PORT: '0', CANDOR_DATA: folder, LOG_LEVEL: 'silent' });
const web = await createWeb({ config, clock, log, loops: createLoops({ clock, log }) });
const { port } = await web.listen();

let before = process.cpuUsage();
let held = { wall: 0, cpu: 0 };
let probing = false;

const threadMs = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};

/** Comes back at every turn of the loop, which costs something itself: never while the cost is measured. */
function probe(last: { wall: number; cpu: number }) {
  const now = { wall: performance.now(), cpu: threadMs() };
  held = { wall: Math.max(held.wall, now.wall - last.wall), cpu: Math.max(held.cpu, now.cpu - last.cpu) };
  if (probing) setImmediate(probe, now);
}

process.on('message', async (order: Order) => {
  if (order.say === 'broadcast') {
    held = { wall: 0, cpu: 0 };
    probing = order.probe;
    if (probing) setImmediate(probe, { wall: performance.now(), cpu: threadMs() });
    before = process.cpuUsage();
    web.live.public.broadcast(order.event);
  } else if (order.say === 'cost') {
    const { user, system } = process.cpuUsage(before);
    probing = false;
    const text = await web.metrics.metrics();
    const dropped = Number(/^candor_live_readers_dropped_total (\S+)/m.exec(text)?.[1] ?? 0);
    process.send!({ cpu: (user + system) / 1_000, held, readers: web.live.public.readers(), dropped });
  } else {
    await web.close();
    rmSync(folder, { recursive: true, force: true });
    process.exit(0);
  }
});
process.on('disconnect', () => process.exit(1));
process.send!({ port });
