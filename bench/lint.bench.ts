/**
 * The linter over every labelled message, in the product's own process and way: milliseconds a message once warm, the
 * first message of a process, and the longest hostile text. Beside it how often its blocking rules are right, rule by
 * rule: the table of docs/words-and-templates.md.
 *
 * Run: `npm run bench lint`, a few seconds.
 */
import type { Labelled } from '../server/words/fixtures/messages.ts';
import { precision, recall, type Tally, tallyByRule, tallyOf } from '../server/words/fixtures/score.ts';
import { HELD_OUT, LABELLED } from '../server/words/fixtures/sets.ts';
import { lint } from '../server/words/lint/lint.ts';
import { median, report } from './kit/report.ts';

const ROUNDS = 5;
const LONGEST_CHARS = 25_000;
const all = [...Object.values(LABELLED), ...Object.values(HELD_OUT)].flat();

const took = (work: () => unknown): number => {
  const from = performance.now();
  work();
  return performance.now() - from;
};

const first = all[0]!;
const firstMs = took(() => lint(first.text, first.context));
for (const { text, context } of all) lint(text, context);
const times = Array.from({ length: ROUNDS }, () =>
  all.map(({ text, context }) => took(() => lint(text, context))),
)
  .flat()
  .sort((a, b) => a - b);
const hostile = [
  'a1-',
  '12:00 ',
  'e.g. ',
  'will soon ',
  'we believe the ',
  'it seems ',
  'x.y@',
  '1,',
  '「',
].map((piece) => {
  const text = piece.repeat(LONGEST_CHARS / piece.length);
  return Math.min(...[0, 1, 2].map(() => took(() => lint(text, { phase: 'investigating' }))));
});

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const row = (rule: string, tally: Tally): string => {
  const { hits, falseAlarms, misses } = tally;
  return `| ${rule} | ${hits + misses.length} | ${hits} | ${misses.length} | ${falseAlarms.length} |`;
};
const table = (messages: readonly Labelled[]): string[] => {
  const sum = tallyOf(messages);
  const good = messages.filter(({ blocks }) => blocks.length === 0);
  const alarmed = good.filter(({ text, context }) =>
    lint(text, context).some((each) => each.level === 'error'),
  );
  return [
    `${messages.length} messages, ${good.length} of them good; precision ${percent(precision(sum))}, recall ${percent(recall(sum))}; ${alarmed.length} good messages stopped (${percent(alarmed.length / good.length)})`,
    '| rule | faults | found | missed | false alarms |',
    '|---|---|---|---|---|',
    ...[...tallyByRule(messages)].map(([rule, tally]) => row(rule, tally)),
  ];
};

const sum = tallyOf(all);
report(
  'lint',
  [
    { what: 'a message, median', measured: median(times), unit: 'ms', floor: { most: 20 } },
    {
      what: 'a message, 99 of 100 within',
      measured: times[Math.floor(times.length * 0.99)]!,
      unit: 'ms',
      floor: { most: 20 },
    },
    {
      what: 'the first message of a process',
      measured: firstMs,
      unit: 'ms',
      beside: 'patterns are compiled then',
    },
    {
      what: 'the slowest hostile text of 25,000 characters',
      measured: Math.max(...hostile),
      unit: 'ms',
      floor: { most: 200 },
    },
    {
      what: 'precision of the blocking rules',
      measured: 100 * precision(sum),
      unit: '%',
      floor: { least: 95 },
    },
    { what: 'recall of the blocking rules', measured: 100 * recall(sum), unit: '%', floor: { least: 80 } },
  ],
  ['', ...table(all)],
);
