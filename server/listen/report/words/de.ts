/** The trust report in German. */
import type { ReportWords } from './type.ts';

export const de: ReportWords = {
  title: (incident) => `Vertrauensbericht: ${incident}`,
  listTitle: 'Vertrauensberichte',
  listIntro: 'Wie unsere Störungen die Nutzung dieses Dienstes verändert haben und wann das vorbei war.',
  incident: 'Zur Störung',
  window: (from, until) => `Gestört vom ${from} bis zum ${until}.`,
  measured: (at) => `Gemessen am ${at}.`,
  recoveryTitle: 'Wann die Menschen dem Dienst wieder vertrauten',
  neverLeft: 'Von der Wiederherstellung an ist keine bleibende Veränderung zu sehen.',
  backAfter: (span) => `Das alte Niveau war ${span} nach der Wiederherstellung wieder erreicht.`,
  notBack: 'Das alte Niveau ist noch nicht wieder erreicht, oder es ist noch zu wenig Zeit vergangen.',
  recoveryUnknown: 'Aus dem Verkehr dieser Website lässt sich das nicht sagen.',
  recoveryMeaning: (season, margin) =>
    `„Wieder erreicht“ heißt: Über ${season} ist bei keiner der Zahlen unten, über die sich etwas sagen lässt, eine Veränderung zu sehen, und keine ist um ${margin} oder mehr schlechter. Diese Grenze stand vor der Störung fest.`,
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
      'ein Einbruch von 20\u00a0% würde hier öfter übersehen als gefunden',
  },
  noEffect: (value, range) => `keine Wirkung zu sehen: ${value} (${range})`,
  effect: (value, range) => `${value} (${range})`,
  range: (low, high) => `${low} bis ${high}`,
  intervalMeaning: (share) =>
    `Jede Zahl wird mit dem verglichen, was die gleichen Stunden früherer Wochen erwarten ließen. Die Spanne in Klammern ist ein Intervall, das zu ${share} zutrifft; es kommt daher, wie weit Stunden ohne Störung von ihrer eigenen Erwartung entfernt liegen.`,
  costTitle: 'Was die Störung gekostet hat',
  losses: {
    sessions: 'Verlorene Besuche',
    conversions: 'Verlorene Abschlüsse',
    value: 'Wert der verlorenen Abschlüsse',
  },
  named: (name, figure) => `${name}: ${figure}`,
  noLoss: (figure) => `kein Verlust zu sehen: ${figure}`,
  overlaps: (count) =>
    `${count === 1 ? 'Eine weitere Störung fiel' : `${count} weitere Störungen fielen`} in dieselben Stunden; was zu sehen ist, gehört zu allen.`,
  methodTitle: 'Wie weit man dem trauen kann',
  method: (bucket) => `Der Verkehr wird in Schritten von ${bucket} gezählt, ohne Cookies.`,
  noYardstick: 'Die Vorgeschichte ist zu kurz, um zu sagen, wie oft das Verfahren sich hier irrt.',
  falseFlags: (share, of) =>
    `Auf dieser Website sieht das Verfahren in ${share} von ${of} Zeiträumen etwas, in denen nichts geschah.`,
  power: (dip, share) => `Einen Einbruch von ${dip} fände es in ${share} davon.`,
  surveyTitle: 'Was die Betroffenen uns sagten',
  responses: (answered, invited, share) =>
    `${answered} von ${invited} Gefragten haben geantwortet (${share}).`,
  topTwo: (share, range, mean, max) =>
    `${share} gaben eine der beiden besten Antworten (${range}); Mittel ${mean} von ${max}`,
};
