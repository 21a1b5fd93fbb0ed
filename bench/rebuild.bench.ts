/**
 * What a change costs until readers see it, on a page of 500 components, twelve languages and a hundred incidents.
 * First in this process, from the rows to the swap of the shelf; then from outside, on a `serve` process with its
 * database, from the moment a change is sent until a reader who asks every few milliseconds has it. Also what a page of
 * fifty components weighs, and what a card costs. Floors: 150 ms, 500 ms, 14 kB, 60 ms.
 *
 * Run: `npm run bench rebuild`, about two minutes, most of them for making the page.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { temporarySigningKey } from '#timeline';
import { silentLog } from '../server/lib/log.ts';
import { drawCard } from '../server/tell/card/card.ts';
import { createRenderer } from '../server/tell/renderer.ts';
import { createSealer } from '../server/tell/seal.ts';
import { type Known, makeSnapshot } from '../server/tell/snapshot.ts';
import { createShelf } from '../server/web/front/shelf.ts';
import { openCandor } from './kit/candor.ts';
import { untilQuiet } from './kit/processes.ts';
import { type Figure, median, report } from './kit/report.ts';
import { untilSeen } from './rebuild/reader.ts';
import { LOCALES, largeWorld } from './rebuild/world.ts';

const ROUNDS = 15;
const COMPONENTS = 500;
const INCIDENTS = 100;

/** As the database hands them over: nothing is the object that it was before. */
const anew = (world: Known): Known => structuredClone(world);
const state = (round: number) => (round % 2 ? 'partial_outage' : 'major_outage');

const breakOne = (world: Known, round: number): Known => ({
  ...world,
  components: world.components.map((each, i) =>
    i === round ? { ...each, manualStatus: state(round) } : each,
  ),
});
const publish = (world: Known, round: number): Known => {
  const at = new Date(world.nowMs).toISOString();
  return {
    ...world,
    incidents: world.incidents.map((incident, i) =>
      i > 0
        ? incident
        : {
            ...incident,
            lastFactAt: at,
            updates: [
              ...incident.updates,
              { ...incident.updates[0]!, id: `upd_${round}`, at, text: { en: `Still down, word ${round}.` } },
            ],
          },
    ),
  };
};

async function inProcess() {
  const folder = mkdtempSync(join(tmpdir(), 'candor-rebuild-'));
  let later: Promise<unknown>[] = [];
  const shelf = createShelf({ folder, log: silentLog(), track: (work) => later.push(work) });
  const seal = createSealer(temporarySigningKey());
  const renderer = createRenderer();
  let world = largeWorld({ components: COMPONENTS, incidents: INCIDENTS });
  const took = async (change: (world: Known, round: number) => Known, round: number) => {
    world = anew(change({ ...world, nowMs: world.nowMs + 2_000, version: world.version + 1 }, round));
    const cpu = process.cpuUsage();
    const fromMs = performance.now();
    await shelf.replace('status', renderer.documents(seal(makeSnapshot(world)).signed));
    const ms = performance.now() - fromMs;
    const { user, system } = process.cpuUsage(cpu);
    await Promise.all(later);
    later = [];
    return { ms, cpuMs: (user + system) / 1_000 };
  };
  const series = async (change: (world: Known, round: number) => Known) => {
    const all: { ms: number; cpuMs: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) all.push(await took(change, round));
    // The first ones compile the code.
    const counted = all.slice(3);
    return { ms: median(counted.map(({ ms }) => ms)), cpuMs: median(counted.map(({ cpuMs }) => cpuMs)) };
  };
  try {
    const cold = await took((same) => same, 0);
    return {
      cold,
      component: await series(breakOne),
      update: await series(publish),
      calm: await series((same) => same),
      documents: shelf.paths('status').length,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function weights() {
  const snapshot = makeSnapshot(largeWorld({ components: 50, incidents: INCIDENTS, locales: ['en', 'de'] }));
  const body = createRenderer()
    .documents(createSealer(temporarySigningKey())(snapshot).signed)
    .get('/')!.body;
  return {
    plain: body.length,
    gzip: gzipSync(body, { level: 9 }).length,
    zstd: zstdCompressSync(body).length,
    br: brotliCompressSync(body).length,
  };
}

async function cards(): Promise<number> {
  const all: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const fromMs = performance.now();
    await drawCard({
      name: 'Demo Shop',
      sentence: `Checkout, Sign-in and File storage are not working (${round}). Everything else works.`,
      asOf: 'What we know as of 1 March 2026, 14:05 UTC.',
      host: 'status.shop.example',
      state: 'major_outage',
    });
    all.push(performance.now() - fromMs);
  }
  return median(all.slice(3));
}

async function fromOutside() {
  const candor = await openCandor({ env: { CANDOR_CONNECTIONS_PER_ADDRESS: '0' } });
  try {
    const { ok, url } = candor;
    const components: string[] = [];
    for (let i = 0; i < COMPONENTS; i++) {
      const made = await ok<{ id: string }>('POST', '/api/v1/components', {
        slug: `service-${i}`,
        name: { en: `Service ${i}`, de: `Dienst ${i}` },
        position: i,
      });
      components.push(made.id);
    }
    const say = (id: string, phase: string, en: string) =>
      ok('POST', `/api/v1/incidents/${id}/updates`, { phase, holdSeconds: 0, text: { en } });
    const open = async (n: number, minutesAgo: number) => {
      const startedAt = new Date(Date.now() - minutesAgo * 60_000).toISOString();
      const incident = await ok<{ id: string }>('POST', '/api/v1/incidents', {
        title: { en: `Service ${n} is failing` },
        severity: 2,
        components: [{ componentId: components[n], status: 'partial_outage' }],
        startedAt,
      });
      return { id: incident.id, since: startedAt.slice(11, 16) };
    };
    const reviewBy = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(
      Date.now() + 3 * 86_400_000,
    );
    for (let n = 0; n < INCIDENTS; n++) {
      const { id, since } = await open(n, 10 + n * 20);
      await say(
        id,
        'resolved',
        `You have been able to use service ${n} again since ${since} UTC. It failed for about 30 % of customers since ${since} UTC. No order was lost. We will publish our review on this page by ${reviewBy}. We are sorry that you could not use it. Thank you for waiting.`,
      );
    }
    const { items } = await ok<{ items: { id: string }[] }>('GET', '/api/v1/pages');
    await ok('PATCH', `/api/v1/pages/${items[0]!.id}`, { locales: LOCALES });
    await untilQuiet(candor.pid(), 60_000);

    const component: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const [ms] = await Promise.all([
        untilSeen(`${url}/`, `What round ${round} says.`),
        ok('PATCH', `/api/v1/components/${components[round]}`, {
          manualStatus: state(round),
          description: { en: `What round ${round} says.` },
        }),
      ]);
      component.push(ms);
      await untilQuiet(candor.pid(), 5_000);
    }
    const update: number[] = [];
    const { id, since } = await open(COMPONENTS - 1, 5);
    await untilQuiet(candor.pid(), 5_000);
    for (let round = 0; round < ROUNDS; round++) {
      const mark = `word number ${round} of this bench`;
      const [ms] = await Promise.all([
        untilSeen(`${url}/he/`, mark),
        say(
          id,
          'investigating',
          `Service ${COMPONENTS - 1} fails since ${since} UTC, so you may not be able to use it; this is ${mark}. We do not know yet how many customers this affects. We are looking for the cause. There is no workaround yet. We are sorry that you cannot use it.`,
        ),
      ]);
      update.push(ms);
      await untilQuiet(candor.pid(), 5_000);
    }
    return { component: median(component.slice(3)), update: median(update.slice(3)) };
  } finally {
    await candor.close();
  }
}

const inside = await inProcess();
const weight = weights();
const card = await cards();
const outside = await fromOutside();
const cpu = ({ cpuMs }: { cpuMs: number }) => `${Math.round(cpuMs)} ms of CPU`;
const figures: Figure[] = [
  {
    what: 'one component of 500 changes, twelve languages',
    measured: inside.component.ms,
    unit: 'ms',
    floor: { most: 150 },
    beside: `${cpu(inside.component)}; ${inside.documents} documents`,
  },
  {
    what: 'one update of an incident, the same page',
    measured: inside.update.ms,
    unit: 'ms',
    floor: { most: 300 },
    beside: cpu(inside.update),
  },
  {
    what: 'a calm minute, the same page',
    measured: inside.calm.ms,
    unit: 'ms',
    floor: { most: 150 },
    beside: cpu(inside.calm),
  },
  {
    what: 'sent to seen: a component',
    measured: outside.component,
    unit: 'ms',
    floor: { most: 500 },
    beside: 'through API and database, by a reader outside',
  },
  { what: 'sent to seen: an update', measured: outside.update, unit: 'ms', floor: { most: 500 } },
  {
    what: 'page of 50 components and 90 days, gzip',
    measured: weight.gzip / 1_000,
    unit: 'kB',
    floor: { most: 14 },
    beside: `${weight.plain / 1_000} kB plain, ${weight.zstd / 1_000} zstd, ${weight.br / 1_000} brotli`,
  },
  { what: 'one card', measured: card, unit: 'ms', floor: { most: 60 } },
];
report('rebuild', figures, [`All documents from nothing: ${Math.round(inside.cold.ms)} ms.`]);
