/** Everything that the page itself says, as one type that each language fills. Texts of people are never here. */
import type {
  ComponentStatus,
  IncidentPhase,
  MaintenancePhase,
  MaintenanceStep,
  UpdateOrigin,
} from '@candor/protocol/words-of-state.ts';

export type Trouble = Exclude<ComponentStatus, 'operational'>;
type Phase = IncidentPhase | MaintenancePhase;

export type Strings = {
  allWorks: string;
  nothingYet: string;
  restWorks: string;
  /** Of one or several components that were broken. */
  stillWatching: (names: string, count: number) => string;
  trouble: Record<Trouble, (names: string, count: number) => string>;
  troubleMany: Record<Trouble, (count: number, of: number) => string>;
  status: Record<ComponentStatus | 'no_data', string>;
  phase: Record<Phase, string>;
  /** Of a word on planned work while its phase stays. */
  step: Record<MaintenanceStep, string>;
  /** Before what an incident came from or led to. */
  seeAlso: string;
  origin: Record<UpdateOrigin, string>;
  asOf: (time: string) => string;
  treatAsUnknown: (time: string) => string;
  expired: string;
  /** Said aloud when the page has changed under its reader. */
  changed: string;
  nextWordBy: string;
  overdue: string;
  since: string;
  affects: string;
  whatUsersSee: string;
  doNow: string;
  expectedBack: string;
  estimatePassed: string;
  noEstimate: string;
  tellMe: string;
  subscribe: string;
  email: string;
  onlyThese: string;
  everything: string;
  subscribeHint: string;
  /** The link to the whole form of subscribing. */
  moreChoices: string;
  /** To be told of one incident or maintenance and of nothing else. */
  followThis: string;
  /** Of the button that asks the browser for notifications, and what it says then. */
  notify: string;
  notifyStop: string;
  notifyBlocked: string;
  notifyFailed: string;
  feeds: string;
  /** Before the feeds of one incident or component. */
  feedsOfThis: string;
  inSlack: string;
  components: string;
  workingFine: (count: number) => string;
  uptime: (percent: string) => string;
  /** Each of these is given a duration in words, such as "7.5 min". */
  down: (duration: string) => string;
  degraded: (duration: string) => string;
  maintained: (duration: string) => string;
  lastSpan: (duration: string) => string;
  answerTimes: string;
  halfWithin: string;
  mostWithin: string;
  asTable: string;
  byMonth: string;
  month: string;
  date: string;
  uptimeColumn: string;
  downColumn: string;
  noTrouble: string;
  maintenance: string;
  from: string;
  until: string;
  past: string;
  pastCalm: string;
  allHistory: string;
  search: string;
  found: string;
  months: string;
  corrected: string;
  correctedWas: string;
  record: string;
  recordNone: string;
  recordFirstWord: (duration: string) => string;
  recordPromises: (kept: number, byNote: number, missed: number) => string;
  recordPostmortems: (published: number, of: number, median: string) => string;
  postmortem: string;
  questions: string;
  postmortems: string;
  policy: string;
  trust: string;
  cases: string;
  /** The link to the public log. */
  log: string;
  support: string;
  skip: string;
  languages: string;
  scale: string;
  resolvedAfter: (duration: string) => string;
  backToStatus: string;
  readOn: string;
  recovered: string;
  nothingHere: string;
  report: string;
  reportIntro: string;
  reportWhich: string;
  reportAny: string;
  reportWhat: string;
  /** Of a field that no person sees, but for those who read without style. */
  leaveEmpty: string;
  reportHint: string;
  reportSend: string;
  reportThanks: string;
  reportNext: string;
  /** Whoever sent a form too often, or while nothing can be kept. */
  notTaken: string;
  notTakenNext: string;
};

/** The right form for a count, by the plural rules of the language; `#` stands for the count. */
export function plural(
  locale: string,
  forms: { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>,
) {
  const rules = new Intl.PluralRules(locale);
  return (count: number): string => (forms[rules.select(count)] ?? forms.other).replace('#', String(count));
}
