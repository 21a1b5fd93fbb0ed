/**
 * The public page as Lighthouse judges it, on a phone with a slow mobile network as Lighthouse simulates it: its marks
 * for performance, accessibility and best practices, of a page with an open incident. Floors: 98 of 100 each.
 * Lighthouse is larger than Candor, so it has a manifest and a lockfile of its own and is fetched when this runs;
 * where it cannot be fetched the bench says so and measures nothing.
 *
 * Run: `npm run bench lighthouse` (Debian's chromium), about a minute.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from '../bootstrap/chromium.ts';
import { openCandor } from './kit/candor.ts';
import { median, report } from './kit/report.ts';
import { install, startTarget } from './kit/set-up.ts';

const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const;
const LEAST = 98;
const AUDITS = 3;
const HOME = join(import.meta.dirname, 'lighthouse');
const PROGRAM = join(HOME, 'node_modules/lighthouse/cli/index.js');

const run = promisify(execFile);
/** Its tools find the pinned Node first. */
const env = {
  ...process.env,
  PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
  CHROME_PATH: chromium(),
};

type Verdict = {
  categories: Record<string, { score: number; auditRefs: { id: string }[] }>;
  audits: Record<string, { title: string; score: number | null; displayValue?: string }>;
};

async function fetchLighthouse(): Promise<string | null> {
  if (existsSync(PROGRAM)) return null;
  try {
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: HOME, env });
    return null;
  } catch (error) {
    const { message, stderr = '' } = error as Error & { stderr?: string };
    const why = /npm error (?!code)(.*)/.exec(stderr)?.[1] ?? message.split('\n')[0];
    return `Lighthouse is not there and could not be fetched: ${why}`;
  }
}

async function audit(url: string): Promise<Verdict> {
  const { stdout } = await run(
    process.execPath,
    [
      PROGRAM,
      url,
      '--quiet',
      '--output=json',
      '--no-enable-error-reporting',
      `--only-categories=${CATEGORIES.join(',')}`,
      '--chrome-flags=--headless=new --no-sandbox --disable-gpu',
    ],
    { env, maxBuffer: 64 * 1024 * 1024 },
  );
  return JSON.parse(stdout);
}

/** What cost a mark, in its own words. */
const complaintsOf = ({ categories, audits }: Verdict, category: string): string =>
  categories[category]!.auditRefs.map(({ id }) => audits[id]!)
    .filter(({ score }) => score !== null && score < 0.9)
    .map(({ title, displayValue = '' }) => `${title} ${displayValue}`.trim())
    .join('; ');

const lacking = await fetchLighthouse();
if (lacking) report('lighthouse', [], [lacking]);
else {
  const target = await startTarget();
  const candor = await openCandor();
  try {
    await install(candor.ok, target.url, { incident: true });
    const verdicts: Verdict[] = [];
    for (let n = 0; n < AUDITS; n++) verdicts.push(await audit(`${candor.url}/`));
    report(
      'lighthouse',
      CATEGORIES.map((category) => ({
        what: category,
        measured: median(verdicts.map(({ categories }) => categories[category]!.score * 100)),
        unit: 'of 100',
        floor: { least: LEAST },
        beside: complaintsOf(verdicts.at(-1)!, category),
      })),
    );
  } finally {
    await candor.close();
    target.close();
  }
}
