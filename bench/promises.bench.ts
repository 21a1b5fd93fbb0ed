/**
 * Ten thousand incidents whose responders say nothing (and some who do), over the two nights on which clocks change:
 * the real rooms on the real store, killed at random statements, with the clock set forwards and back, severities
 * changed, words put off, and the database away. Judged from the published record alone: the longest silence beyond
 * promise and known downtime, and every miss that was hidden or had no cause. Floors: at most 5 s, and none. The seed
 * is printed; the same seed is the same run.
 *
 * Run: `npm run bench promises`; CANDOR_BENCH_INCIDENTS and CANDOR_BENCH_SEED choose how many and which. It takes about
 * 30 ms of one core a word, half of it in the database: about half an hour for the whole on two idle cores.
 */
import { randomInt } from 'node:crypto';
import { report } from './kit/report.ts';
import { GRACE_MS } from './promises/judge.ts';
import { NIGHTS, type Result, simulate } from './promises/simulate.ts';

const incidents = Number(process.env['CANDOR_BENCH_INCIDENTS'] ?? 10_000);
const seed = Number(process.env['CANDOR_BENCH_SEED'] ?? randomInt(2 ** 31));
/** A world of this many ends in a time in which one can wait for it, and its record is judged at once. */
const WORLD = 500;

console.log(`seed ${seed}`);
const results: Result[] = [];
for (let done = 0; done < incidents; done += WORLD) {
  const night = NIGHTS[results.length % NIGHTS.length]!;
  const count = Math.min(WORLD, incidents - done);
  const result = await simulate({ incidents: count, seed: seed + results.length, night, reaches: false });
  results.push(result);
  const { words, crashes, jumps, outages, verdict } = result;
  console.log(
    `${night.name}, seed ${seed + results.length - 1}: ${count} incidents, ${words} words, ${crashes} crashes, ${jumps} jumps, ${outages} outages of the database, ${verdict.kept} kept, ${verdict.missed} missed, ${verdict.faults.length} faults`,
  );
  for (const fault of verdict.faults.slice(0, 20)) console.log(`  ${fault}`);
}
const sum = (of: (result: Result) => number) => results.reduce((all, result) => all + of(result), 0);

report(
  'promises',
  [
    {
      what: 'longest silence beyond promise and downtime',
      measured: Math.max(...results.map(({ verdict }) => verdict.worstOverMs)) / 1_000,
      unit: 's',
      floor: { most: GRACE_MS / 1_000 },
    },
    {
      what: 'misses that were hidden or had no cause, and other faults',
      measured: sum(({ verdict }) => verdict.faults.length),
      unit: '',
      floor: { most: 0 },
    },
    { what: 'promises made', measured: sum(({ verdict }) => verdict.promises), unit: '' },
    {
      what: 'missed, all of them in public',
      measured: sum(({ verdict }) => verdict.missed),
      unit: '',
      beside: `${sum((result) => result.silentMinutes)} minutes in which nobody could speak, ${sum(({ jumps }) => jumps)} jumps`,
    },
  ],
  [
    `Seed ${seed}; ${sum((result) => result.incidents)} incidents, ${sum(({ words }) => words)} words (${sum(({ notes }) => notes)} automatic notes), ${sum(({ crashes }) => crashes)} crashes, ${sum(({ outages }) => outages)} outages of the database.`,
  ],
);
