/** The demo's last table. */
import type { Results } from './story/index.ts';

const seconds = (minutes: number) => `${(minutes * 60).toFixed(1)} s`;
const percent = (share: number | null) => (share === null ? 'not known' : `${(share * 100).toFixed(0)} %`);

export function tableOf(results: Results): string {
  const rows: [string, string][] = [
    ['Fault', results.mode],
    ['Time to detect', seconds(results.minutes.detect)],
    ['Time to first word', seconds(results.minutes.firstWord)],
    ['Time to acknowledge', seconds(results.minutes.acknowledge)],
    ['Time to recover', seconds(results.minutes.recover)],
    [
      'Promises',
      `${results.promises.kept} kept by a person, ${results.promises.keptByNote} by a note, ${results.promises.missed} missed`,
    ],
    ...Object.entries(results.accepted).map(([carrier, count]): [string, string] => [
      `Accepted by ${carrier}`,
      String(count),
    ]),
    ['Live events seen', String(results.liveEvents)],
    ...results.reader.map(({ phase, saw }): [string, string] => [
      `Reader, ${phase}`,
      `${saw.headline} | ${saw.statuspage}`,
    ]),
    ['Postmortem', `${results.postmortem.evidence} sentences from facts`],
    [
      'Credit',
      `${(results.credit.totalMinor / 100).toFixed(2)} ${results.credit.currency} to ${results.credit.customers} customers`,
    ],
    ['Survey', `${results.survey.answered} of ${results.survey.invited} answered`],
    [
      `Dip in ${results.trust.metric}`,
      `true ${percent(results.trust.trueEffect)}, measured ${percent(results.trust.measured)} (${percent(results.trust.low)} to ${percent(results.trust.high)}), ${results.trust.verdict}`,
    ],
    ['Proven from outside', `${results.verified.length} steps`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join('\n');
}
