/** What a language has to say in the trust report, and how it writes numbers, times and spans. Pure. */
import { timesIn } from '@candor/page';
import type { TrustMetric } from '@candor/protocol/listen.ts';
import type { Reason } from '../../attribution/profile-ratio.ts';

/** How the language writes what is measured; times come as absolute ones with their zone. */
export type Written = {
  day: (at: string) => string;
  time: (at: string) => string;
  /** In the largest unit that divides it, else in the largest of which there are two. */
  span: (seconds: number) => string;
  /** With its sign. */
  percent: (share: number) => string;
  plainPercent: (share: number) => string;
  number: (value: number) => string;
  count: (whole: number) => string;
};

/** All that comes in is written already, so that no language can change a fact. */
export type ReportWords = {
  title: (incident: string) => string;
  listTitle: string;
  listIntro: string;
  incident: string;
  window: (from: string, until: string) => string;
  measured: (at: string) => string;
  recoveryTitle: string;
  neverLeft: string;
  backAfter: (span: string) => string;
  notBack: string;
  recoveryUnknown: string;
  recoveryMeaning: (season: string, margin: string) => string;
  changedTitle: string;
  metricColumn: string;
  whileDownColumn: string;
  afterColumn: string;
  metrics: Record<TrustMetric, string>;
  notYet: string;
  cannotTell: (reasons: readonly string[]) => string;
  /** What the estimator answers, in the reader's words. */
  reasons: Record<Reason, string>;
  noEffect: (value: string, range: string) => string;
  effect: (value: string, range: string) => string;
  range: (low: string, high: string) => string;
  intervalMeaning: (share: string) => string;
  costTitle: string;
  losses: Record<'sessions' | 'conversions' | 'value', string>;
  /** A figure under its name. */
  named: (name: string, figure: string) => string;
  noLoss: (figure: string) => string;
  overlaps: (count: number) => string;
  methodTitle: string;
  method: (bucket: string) => string;
  noYardstick: string;
  falseFlags: (share: string, of: string) => string;
  power: (dip: string, share: string) => string;
  surveyTitle: string;
  responses: (answered: string, invited: string, share: string) => string;
  topTwo: (share: string, range: string, mean: string, max: string) => string;
};

/** A hyphen before a figure is read as a dash; this is the sign. */
const minus = (text: string) => text.replace('-', '\u2212');

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

export function writtenIn(locale: string, timeZone: string): Written {
  const signed = new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: 0,
    signDisplay: 'exceptZero',
  });
  const plain = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const number = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const times = timesIn(locale, timeZone, LONG_AGO);
  return {
    day: times.date,
    time: times.clock,
    span(seconds) {
      const [unit, size] =
        UNITS.find(([, length]) => seconds >= length && seconds % length === 0) ??
        UNITS.find(([, length]) => seconds >= 2 * length) ??
        UNITS.at(-1)!;
      const text = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(
        Math.round(seconds / size),
      );
      // Japanese writes the unit right behind its number.
      return text.replace(/ (?=\p{sc=Han})/u, '');
    },
    percent: (share) => minus(signed.format(share)),
    plainPercent: (share) => plain.format(share),
    number: (value) => minus(number.format(value)),
    count: (whole) => whole.toLocaleString(locale),
  };
}

/** A report is read years later: its times carry their whole date. */
const LONG_AGO = '1970-01-01T00:00:00.000Z';
