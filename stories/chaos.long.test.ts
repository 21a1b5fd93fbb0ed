/**
 * Ten trials of chaos with 1,500 recipients each (the bench runs two hundred with ten thousand), and what one failing
 * or hanging receiver does to itself and to the others. CHAOS_SEED repeats a run's choices, CHAOS_TRIALS says how many.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openChaos } from './chaos/open.ts';
import type { Mode } from './chaos/receivers.ts';
import { runTrial } from './chaos/trial.ts';

const SEED = Number(process.env['CHAOS_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const TRIALS = Number(process.env['CHAOS_TRIALS'] ?? 10);
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
