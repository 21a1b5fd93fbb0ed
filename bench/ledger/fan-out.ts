/** One update to many subscribers through `candor serve`, measured from outside: time, CPU, memory, first told. */
import { setTimeout as pause } from 'node:timers/promises';
import { openCandor } from '../kit/candor.ts';
import { childrenOf, cpuSeconds, cpuSecondsOfAll, memoryOf, residentMb } from '../kit/processes.ts';
import { openDatabase, settlements, subscribe } from './database.ts';
import { TEXT } from './words.ts';

const GIVE_UP_MS = 240_000;
const LOOK_MS = 250;

export type Receivers = {
  carrier: 'email' | 'webhook';
  count: number;
  secret?: string;
  address: { before: string; after: string };
};

export type FanOut = Awaited<ReturnType<typeof fanOut>>;

export async function fanOut(to: Receivers, env: Record<string, string>) {
  const candor = await openCandor({
    env,
    async prepare(folder) {
      const database = await openDatabase(folder);
      await subscribe(database.store, to, to.address);
      await database.close();
    },
  });
  const beside = await openDatabase(candor.folder);
  try {
    const { ok } = candor;
    const { id: componentId } = await ok<{ id: string }>('POST', '/api/v1/components', {
      slug: 'checkout',
      name: { en: 'Checkout' },
    });
    const startedAt = new Date().toISOString();
    const incident = await ok<{ id: string }>('POST', '/api/v1/incidents', {
      title: { en: 'Checkout fails' },
      severity: 4,
      startedAt,
      components: [{ componentId, status: 'major_outage' }],
    });
    const postmaster = candor.postmaster()!;
    const database = () => [postmaster, ...childrenOf(postmaster)];
    const before = { node: cpuSeconds(candor.pid()), database: cpuSecondsOfAll(database()) };
    const resting = memoryOf(candor.pid())!.rssMb;
    let nodeMb = resting;

    const fromMs = Date.now();
    await ok('POST', `/api/v1/incidents/${incident.id}/updates`, {
      phase: 'investigating',
      text: { en: TEXT.replace('HH:MM', startedAt.slice(11, 16)) },
      holdSeconds: 0,
    });
    const publishedMs = Date.now();
    type Progress = { total: Record<string, number> };
    for (let settled = false; !settled; await pause(LOOK_MS)) {
      const progress = await ok<Progress>('GET', `/api/v1/deliveries/progress?incidentId=${incident.id}`);
      // The page to the owner is a letter too, and waits where there is no relay.
      settled = progress.total['accepted']! >= to.count && (await settlements(beside.store)).open === 0;
      nodeMb = Math.max(nodeMb, residentMb(candor.pid()));
      if (Date.now() - fromMs > GIVE_UP_MS)
        throw new Error(
          `Not everybody was told within ${GIVE_UP_MS / 1_000} s: ${JSON.stringify(progress.total)}`,
        );
    }
    const spent = {
      node: cpuSeconds(candor.pid()) - before.node,
      database: cpuSecondsOfAll(database()) - before.database,
    };
    // Once, at the end: to divide shared pages the kernel walks through all of them, which takes time from what is measured.
    const databaseMb = database().reduce((sum, pid) => sum + (memoryOf(pid)?.pssMb ?? 0), 0);
    const { planned, accepted, first, last } = await settlements(beside.store);
    if (planned !== to.count || accepted !== to.count)
      throw new Error(`Of ${to.count} recipients ${planned} were planned and ${accepted} accepted.`);
    const seconds = (Date.parse(last) - fromMs) / 1_000;
    return {
      seconds,
      publishSeconds: (publishedMs - fromMs) / 1_000,
      firstSeconds: (Date.parse(first) - fromMs) / 1_000,
      perSecond: to.count / seconds,
      perCpuSecond: to.count / spent.node,
      perCpuSecondOfAll: to.count / (spent.node + spent.database),
      spent,
      restingMb: resting,
      nodeMb,
      databaseMb,
    };
  } finally {
    await beside.close();
    await candor.close();
  }
}
