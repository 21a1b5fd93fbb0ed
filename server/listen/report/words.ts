/** What the trust report says, in each language that it speaks. */
import type { TrustMetric } from '@candor/protocol/listen.ts';

export type ReportWords = {
  title: (incident: string) => string;
  listTitle: string;
  listIntro: string;
  incident: string;
  day: (at: string) => string;
  window: (from: string, until: string) => string;
  measured: (at: string) => string;
  recoveryTitle: string;
  recovery: (answer: 'yes' | 'not yet' | 'cannot tell', afterSeconds: number | null) => string;
  recoveryMeaning: (seasonSeconds: number, marginShare: number) => string;
  changedTitle: string;
  metricColumn: string;
  whileDownColumn: string;
  afterColumn: string;
  metrics: Record<TrustMetric, string>;
  notYet: string;
  cannotTell: (reasons: readonly string[]) => string;
  /** What the estimator answers, in the reader's words. */
  reasons: Record<string, string>;
  noEffect: (value: string, range: string) => string;
  effect: (value: string, range: string) => string;
  range: (low: string, high: string) => string;
  intervalMeaning: string;
  costTitle: string;
  losses: Record<'sessions' | 'conversions' | 'value', string>;
  noLoss: string;
  overlaps: (count: number) => string;
  methodTitle: string;
  method: (bucketSeconds: number) => string;
  noYardstick: string;
  falseFlags: (share: string, of: number) => string;
  power: (share: string) => string;
  surveyTitle: string;
  responses: (answered: number, invited: number, share: string) => string;
  topTwo: (share: string, range: string, mean: string, max: number) => string;
  percent: (share: number) => string;
  plainPercent: (share: number) => string;
  number: (value: number) => string;
};

export const SPOKEN: readonly string[] = ['en', 'de'];

/** A hyphen before a figure is read as a dash; this is the sign. */
const minus = (text: string) => text.replace('-', '\u2212');

function numbers(locale: string) {
  const signed = new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: 0,
    signDisplay: 'exceptZero',
  });
  const plain = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const number = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  return {
    percent: (share: number) => minus(signed.format(share)),
    plainPercent: (share: number) => plain.format(share),
    number: (value: number) => minus(number.format(value)),
    day: (at: string) => day.format(new Date(at)),
  };
}

const clock = (at: string) => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;

/** In the largest unit that divides it, else in the largest of which there are two. */
function span(seconds: number, units: readonly [size: number, one: string, many: string][]): string {
  const [size, one, many] =
    units.find(([length]) => seconds >= length && seconds % length === 0) ??
    units.find(([length]) => seconds >= 2 * length) ??
    units.at(-1)!;
  const count = Math.round(seconds / size);
  return `${count} ${count === 1 ? one : many}`;
}
const EN: [number, string, string][] = [
  [86_400, 'day', 'days'],
  [3_600, 'hour', 'hours'],
  [60, 'minute', 'minutes'],
  [1, 'second', 'seconds'],
];
const DE: [number, string, string][] = [
  [86_400, 'Tag', 'Tage'],
  [3_600, 'Stunde', 'Stunden'],
  [60, 'Minute', 'Minuten'],
  [1, 'Sekunde', 'Sekunden'],
];

const en: ReportWords = {
  ...numbers('en'),
  title: (incident) => `Trust report: ${incident}`,
  listTitle: 'Trust reports',
  listIntro: 'What our outages did to how people use this service, and when that was over.',
  incident: 'About the outage',
  window: (from, until) => `Down from ${clock(from)} to ${clock(until)}.`,
  measured: (at) => `Measured ${clock(at)}.`,
  recoveryTitle: 'When people trusted the service again',
  recovery: (answer, after) =>
    answer === 'yes'
      ? after === 0
        ? 'From the recovery on, no lasting change is seen.'
        : `The old level was back ${span(after ?? 0, EN)} after the recovery.`
      : answer === 'not yet'
        ? 'The old level is not back yet, or too little time has passed to say so.'
        : 'This cannot be told from the traffic of this site.',
  recoveryMeaning: (season, margin) =>
    `“Back” means: over ${span(season, EN)}, no change is seen in any of the figures below that can be told, and none is worse by ${Math.round(margin * 100)} % or more. That bound was set before the outage.`,
  changedTitle: 'What changed',
  metricColumn: 'Figure',
  whileDownColumn: 'While it was down',
  afterColumn: 'Afterwards',
  metrics: {
    sessions: 'Visits',
    conversions: 'Conversions',
    conversionRate: 'Conversions per visit',
    bounceRate: 'Visits that left at once',
    sessionDuration: 'Time per visit',
  },
  notYet: 'not measured yet',
  cannotTell: (reasons) => `cannot tell${reasons.length > 0 ? `: ${reasons.join('; ')}` : ''}`,
  reasons: {},
  noEffect: (value, range) => `no effect seen: ${value} (${range})`,
  effect: (value, range) => `${value} (${range})`,
  range: (low, high) => `${low} to ${high}`,
  intervalMeaning:
    'Each figure is compared with what the same hours of earlier weeks led to expect. The range in brackets is a 95 % interval, taken from how far hours without any outage lie from their own expectation.',
  costTitle: 'What it cost while it was down',
  losses: { sessions: 'Visits lost', conversions: 'Conversions lost', value: 'Value of conversions lost' },
  noLoss: 'no loss seen',
  overlaps: (count) =>
    `${count === 1 ? 'Another outage' : `${count} other outages`} fell into the same hours; what is seen belongs to all of them.`,
  methodTitle: 'How far this can be trusted',
  method: (bucket) => `Traffic is counted in steps of ${span(bucket, EN)}, without cookies.`,
  noYardstick: 'The history of this site is too short to say how often the method is wrong here.',
  falseFlags: (share, of) =>
    `On this site the method sees something in ${share} of ${of} windows in which nothing happened.`,
  power: (share) => `It would find a dip of 20 % in ${share} of them.`,
  surveyTitle: 'What those affected told us',
  responses: (answered, invited, share) => `${answered} of ${invited} who were asked answered (${share}).`,
  topTwo: (share, range, mean, max) =>
    `${share} gave one of the two best answers (${range}); mean ${mean} of ${max}`,
};

const de: ReportWords = {
  ...numbers('de'),
  title: (incident) => `Vertrauensbericht: ${incident}`,
  listTitle: 'Vertrauensberichte',
  listIntro: 'Wie unsere Störungen die Nutzung dieses Dienstes verändert haben und wann das vorbei war.',
  incident: 'Zur Störung',
  window: (from, until) => `Gestört von ${clock(from)} bis ${clock(until)}.`,
  measured: (at) => `Gemessen am ${clock(at)}.`,
  recoveryTitle: 'Wann die Menschen dem Dienst wieder vertrauten',
  recovery: (answer, after) =>
    answer === 'yes'
      ? after === 0
        ? 'Von der Wiederherstellung an ist keine bleibende Veränderung zu sehen.'
        : `Das alte Niveau war ${span(after ?? 0, DE)} nach der Wiederherstellung wieder erreicht.`
      : answer === 'not yet'
        ? 'Das alte Niveau ist noch nicht wieder erreicht, oder es ist noch zu wenig Zeit vergangen.'
        : 'Aus dem Verkehr dieser Website lässt sich das nicht sagen.',
  recoveryMeaning: (season, margin) =>
    `„Wieder erreicht“ heißt: Über ${span(season, DE)} ist bei keiner der Zahlen unten, über die sich etwas sagen lässt, eine Veränderung zu sehen, und keine ist um ${Math.round(margin * 100)} % oder mehr schlechter. Diese Grenze stand vor der Störung fest.`,
  changedTitle: 'Was sich verändert hat',
  metricColumn: 'Zahl',
  whileDownColumn: 'Während der Störung',
  afterColumn: 'Danach',
  metrics: {
    sessions: 'Besuche',
    conversions: 'Abschlüsse',
    conversionRate: 'Abschlüsse je Besuch',
    bounceRate: 'Besuche, die sofort gingen',
    sessionDuration: 'Zeit je Besuch',
  },
  notYet: 'noch nicht gemessen',
  cannotTell: (reasons) => `lässt sich nicht sagen${reasons.length > 0 ? `: ${reasons.join('; ')}` : ''}`,
  reasons: {
    'nothing measured in the window': 'in dieser Zeit wurde nichts gemessen',
    'too much of the window is missing': 'für zu viel dieser Zeit fehlen Messungen',
    'too little history': 'die Vorgeschichte ist zu kurz',
    'too little traffic': 'es gibt zu wenig Verkehr',
    'a dip of 20 % would be missed more often than found':
      'ein Einbruch von 20 % würde hier öfter übersehen als gefunden',
  },
  noEffect: (value, range) => `keine Wirkung zu sehen: ${value} (${range})`,
  effect: (value, range) => `${value} (${range})`,
  range: (low, high) => `${low} bis ${high}`,
  intervalMeaning:
    'Jede Zahl wird mit dem verglichen, was die gleichen Stunden früherer Wochen erwarten ließen. Die Spanne in Klammern ist ein 95-%-Intervall; es kommt daher, wie weit Stunden ohne Störung von ihrer eigenen Erwartung entfernt liegen.',
  costTitle: 'Was die Störung gekostet hat',
  losses: {
    sessions: 'Verlorene Besuche',
    conversions: 'Verlorene Abschlüsse',
    value: 'Wert der verlorenen Abschlüsse',
  },
  noLoss: 'kein Verlust zu sehen',
  overlaps: (count) =>
    `${count === 1 ? 'Eine weitere Störung fiel' : `${count} weitere Störungen fielen`} in dieselben Stunden; was zu sehen ist, gehört zu allen.`,
  methodTitle: 'Wie weit man dem trauen kann',
  method: (bucket) => `Der Verkehr wird in Schritten von ${span(bucket, DE)} gezählt, ohne Cookies.`,
  noYardstick: 'Die Vorgeschichte ist zu kurz, um zu sagen, wie oft das Verfahren sich hier irrt.',
  falseFlags: (share, of) =>
    `Auf dieser Website sieht das Verfahren in ${share} von ${of} Zeiträumen etwas, in denen nichts geschah.`,
  power: (share) => `Einen Einbruch von 20 % fände es in ${share} davon.`,
  surveyTitle: 'Was die Betroffenen uns sagten',
  responses: (answered, invited, share) =>
    `${answered} von ${invited} Gefragten haben geantwortet (${share}).`,
  topTwo: (share, range, mean, max) =>
    `${share} gaben eine der beiden besten Antworten (${range}); Mittel ${mean} von ${max}`,
};

export const reportWords = (locale: string): ReportWords => (locale.startsWith('de') ? de : en);
