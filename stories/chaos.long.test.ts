import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { until } from './candor-process.ts';
import { openChaos } from './chaos/open.ts';
import type { Mode } from './chaos/receivers.ts';
import { runTrial, wordsOf } from './chaos/trial.ts';

const SEED = Number(process.env['CHAOS_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const TRIALS = Number(process.env['CHAOS_TRIALS'] ?? 10);
/** The steps of the ladder keep five seconds; a machine that is busy with other tests adds its own. */
const BUSY_MACHINE_MS = 1_500;
const RECIPIENTS = { mail: 1_200, hooks: 300 };

test(`${TRIALS} trials of kills and failing receivers (CHAOS_SEED=${SEED})`, {
  timeout: 600_000,
}, async (t) => {
  const chaos = await openChaos(t, RECIPIENTS);
  const seen = new Set<Mode>();
  for (let i = 0; i < TRIALS; i++) {
    const result = await runTrial(chaos, `Trial ${i}`, SEED + i);
    for (const mode of result.seen) seen.add(mode);
    console.log(
      `# trial ${i}: ${result.kills} kills, ${result.again} letters came again, ${result.seconds.toFixed(1)} s`,
    );
  }
  console.log(`# CHAOS_SEED=${SEED}; receivers were seen to ${[...seen].join(', ')}`);
});

test('a receiver that fails for ten seconds is told within five of its recovery; one that hangs delays nobody', {
  timeout: 120_000,
}, async (t) => {
  const chaos = await openChaos(t, { mail: 200, hooks: 200 });
  const { candor, receivers } = chaos;
  const hung = createServer(() => {}).listen(0, '127.0.0.1');
  t.after(() => {
    hung.closeAllConnections();
    hung.close();
  });
  await once(hung, 'listening');
  const { port } = hung.address() as AddressInfo;
  for (let i = 0; i < 20; i++)
    await candor.ok('POST', '/api/v1/subscribers', {
      carrier: 'webhook',
      address: `http://127.0.0.1:${port}/${i}`,
    });
  const startedAt = new Date().toISOString();
  const incident = await candor.ok<{ id: string }>('POST', '/api/v1/incidents', {
    title: { en: 'Recovery' },
    severity: 1,
    startedAt,
    components: [{ componentId: chaos.componentId, status: 'major_outage' }],
  });
  receivers.set('hooks', 'later');
  const saidMs = performance.now();
  await candor.ok('POST', `/api/v1/incidents/${incident.id}/updates`, {
    phase: 'investigating',
    text: { en: wordsOf('investigating', startedAt) },
    holdSeconds: 0,
  });
  const told = (which: 'mail' | 'hooks') =>
    new Set(receivers.taken[which].filter((one) => one.incident === 'Recovery').map(({ to }) => to)).size;
  await until('all letters', () => told('mail') === 200, 10_000);
  const lettersMs = performance.now() - saidMs;
  await pause(Math.max(0, 10_000 - lettersMs));
  assert.equal(told('hooks'), 0);
  receivers.set('hooks', 'accept');
  const recoveredMs = performance.now();
  await until('all endpoints', () => told('hooks') === 200, 15_000);
  const lateMs = Math.max(...receivers.taken.hooks.map(({ at }) => at)) - recoveredMs;
  console.log(
    `# letters after ${Math.round(lettersMs)} ms, all endpoints ${Math.round(lateMs)} ms after their recovery`,
  );
  assert.ok(lateMs <= 5_000 + BUSY_MACHINE_MS, `${Math.round(lateMs)} ms`);
});
