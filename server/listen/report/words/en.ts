/** The trust report in English. */
import type { ReportWords } from './type.ts';

export const en: ReportWords = {
  title: (incident) => `Trust report: ${incident}`,
  listTitle: 'Trust reports',
  listIntro: 'What our outages did to how people use this service, and when that was over.',
  incident: 'About the outage',
  window: (from, until) => `Down from ${from} to ${until}.`,
  measured: (at) => `Measured ${at}.`,
  recoveryTitle: 'When people trusted the service again',
  neverLeft: 'From the recovery on, no lasting change is seen.',
  backAfter: (span) => `The old level was back ${span} after the recovery.`,
  notBack: 'The old level is not back yet, or too little time has passed to say so.',
  recoveryUnknown: 'This cannot be told from the traffic of this site.',
  recoveryMeaning: (season, margin) =>
    `“Back” means: over ${season}, no change is seen in any of the figures below that can be told, and none is worse by ${margin} or more. That bound was set before the outage.`,
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
  reasons: {
    'nothing measured in the window': 'nothing was measured in that time',
    'too much of the window is missing': 'too much of that time was not measured',
    'too little history': 'too little was measured before',
    'too little traffic': 'there is too little traffic',
    'a dip of 20 % would be missed more often than found':
      'a dip of 20% would be missed more often than found',
  },
  noEffect: (value, range) => `no effect seen: ${value} (${range})`,
  effect: (value, range) => `${value} (${range})`,
  range: (low, high) => `${low} to ${high}`,
  intervalMeaning: (share) =>
    `Each figure is compared with what the same hours of earlier weeks led to expect. The range in brackets is a ${share} interval, taken from how far hours without any outage lie from their own expectation.`,
  costTitle: 'What it cost while it was down',
  losses: { sessions: 'Visits lost', conversions: 'Conversions lost', value: 'Value of conversions lost' },
  named: (name, figure) => `${name}: ${figure}`,
  noLoss: (figure) => `no loss seen: ${figure}`,
  overlaps: (count) =>
    `${count === 1 ? 'Another outage' : `${count} other outages`} fell into the same hours; what is seen belongs to all of them.`,
  methodTitle: 'How far this can be trusted',
  method: (bucket) => `Traffic is counted in steps of ${bucket}, without cookies.`,
  noYardstick: 'The history of this site is too short to say how often the method is wrong here.',
  falseFlags: (share, of) =>
    `On this site the method sees something in ${share} of ${of} windows in which nothing happened.`,
  power: (dip, share) => `It would find a dip of ${dip} in ${share} of them.`,
  surveyTitle: 'What those affected told us',
  responses: (answered, invited, share) => `${answered} of ${invited} who were asked answered (${share}).`,
  topTwo: (share, range, mean, max) =>
    `${share} gave one of the two best answers (${range}); mean ${mean} of ${max}`,
};
