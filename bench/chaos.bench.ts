/**
 * Two hundred trials of chaos with ten thousand recipients each (stories/chaos/trial.ts says what is judged): kill −9
 * at random points while mail servers and endpoints fail in every way. It ends at the first trial that breaks a promise.
 *
 * Run: `npm run bench chaos` for a short run of three; `node bench/chaos.bench.ts 200 10000 SEED` for all, which takes
 * hours.
 */
import { openChaos } from '../stories/chaos/open.ts';
import { runTrial } from '../stories/chaos/trial.ts';
import { report } from './kit/report.ts';

const TRIALS = Number(process.argv[2] ?? 3);
const RECIPIENTS = Number(process.argv[3] ?? 3_000);
const SEED = Number(process.argv[4] ?? Math.floor(Math.random() * 2 ** 31));

const endings: (() => Promise<void>)[] = [];
async function end() {
  for (const ending of endings.splice(0).reverse()) await ending().catch(() => {});
}
// However this process is ended, what it started ends too.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void end().finally(() => process.exit(1)));
const hooks = Math.floor(RECIPIENTS / 5);
try {
  const chaos = await openChaos(
    { after: (end) => void endings.push(end) },
    { mail: RECIPIENTS - hooks, hooks },
  );
  let [kills, again, longest] = [0, 0, 0];
  for (let i = 0; i < TRIALS; i++) {
    const result = await runTrial(chaos, `Trial ${i}`, SEED + i);
    kills += result.kills;
    again += result.again;
    longest = Math.max(longest, result.seconds);
    console.log(`trial ${i + 1} of ${TRIALS}: ${result.kills} kills, ${result.seconds.toFixed(1)} s`);
  }
  report(
    'chaos',
    [
      {
        what: `trials with ${RECIPIENTS.toLocaleString('en')} recipients, none broken`,
        measured: TRIALS,
        unit: 'trials',
      },
      { what: 'kills of Candor in them', measured: kills, unit: 'kills' },
      { what: 'letters that came again, all within the bound', measured: again, unit: 'letters' },
      { what: 'the longest trial', measured: longest, unit: 's' },
    ],
    [`Seed ${SEED}. A trial that loses, forges or reorders anything ends the run with an error.`],
  );
} finally {
  await end();
}
