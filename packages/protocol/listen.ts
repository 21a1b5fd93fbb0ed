/** Traffic, trust reports and surveys as they cross the wire. */
import { z } from 'zod';
import { SurveyQuestion } from './embed.ts';
import { TimeZone } from './people.ts';
import { Instant, LocalizedText } from './words-of-state.ts';

const DAY_SECONDS = 86_400;

/** What is set; what is left out keeps its value. */
export const ListenSettingsInput = z.strictObject({
  /** The grain in which traffic is kept; a day is a whole number of them. */
  bucketSeconds: z
    .number()
    .int()
    .min(5)
    .max(DAY_SECONDS)
    .refine((seconds) => DAY_SECONDS % seconds === 0, 'a day has to be a whole number of buckets')
    .optional(),
  /** How long until traffic repeats itself: a week for nearly every site. */
  seasonSeconds: z
    .number()
    .int()
    .min(60)
    .max(28 * DAY_SECONDS)
    .optional(),
  /** People come by their own clocks, so the profile is one of local hours. */
  timeZone: TimeZone.optional(),
  /** Single events are forgotten after so many days; the buckets stay. */
  keepDays: z.number().int().min(2).max(365).optional(),
  /** The largest loss that still counts as "trust is back"; decided before an outage, not after. */
  marginShare: z.number().min(0.01).max(0.5).optional(),
});
export type ListenSettingsInput = z.infer<typeof ListenSettingsInput>;

export const ListenSettings = z
  .strictObject({
    bucketSeconds: z.number().int().default(3_600),
    seasonSeconds: z
      .number()
      .int()
      .default(7 * DAY_SECONDS),
    timeZone: z.string().default('UTC'),
    keepDays: z.number().int().default(30),
    marginShare: z.number().default(0.05),
  })
  .refine(({ bucketSeconds, seasonSeconds }) => seasonSeconds % bucketSeconds === 0, {
    path: ['seasonSeconds'],
    message: 'a season has to be a whole number of buckets',
  })
  .refine(({ bucketSeconds, seasonSeconds }) => seasonSeconds / bucketSeconds >= 7, {
    path: ['seasonSeconds'],
    message: 'a season has to hold at least seven buckets',
  });
export type ListenSettings = z.infer<typeof ListenSettings>;

const Count = z.number().int().min(0).max(1_000_000_000);
const Amount = z.number().min(-1e12).max(1e12);
/** One bucket of the past, from another analytics tool. Its width is the setting `bucketSeconds`. */
export const TrafficRow = z.strictObject({
  at: Instant,
  sessions: Count,
  pageViews: Count.default(0),
  /** Sessions of a single view without a conversion. */
  bounces: Count.default(0),
  /** Time in which pages were visible, over all sessions. */
  durationSeconds: z.number().min(0).max(1e12).default(0),
  conversions: Count.default(0),
  conversionValue: Amount.default(0),
});
export type TrafficRow = z.infer<typeof TrafficRow>;

export const TrafficImport = z.strictObject({ rows: z.array(z.unknown()).min(1).max(100_000) });
export const TrafficImportReport = z.strictObject({
  imported: z.number().int(),
  from: Instant,
  until: Instant,
});
export type TrafficImportReport = z.infer<typeof TrafficImportReport>;

/** `measured: false`: the collector was not there for all of it, or browsers lost events; then nothing is claimed. */
export const TrafficBucket = z.strictObject({
  at: Instant,
  measured: z.boolean(),
  source: z.enum(['beacon', 'import', 'both']).nullable(),
  sessions: z.number().nullable(),
  pageViews: z.number().nullable(),
  bounces: z.number().nullable(),
  durationSeconds: z.number().nullable(),
  conversions: z.number().nullable(),
  conversionValue: z.number().nullable(),
});
export type TrafficBucket = z.infer<typeof TrafficBucket>;

export const Traffic = z.strictObject({
  bucketSeconds: z.number().int(),
  from: Instant,
  until: Instant,
  items: z.array(TrafficBucket),
  next: z.null(),
});
export type Traffic = z.infer<typeof Traffic>;

/** What the collector did with a batch. */
export const BeaconReceipt = z.strictObject({
  stored: z.number().int(),
  /** Known already. */
  repeated: z.number().int(),
  /** Too old, or from the future. */
  ignored: z.number().int(),
});
export type BeaconReceipt = z.infer<typeof BeaconReceipt>;

export const TrustMetric = z.enum([
  'sessions',
  'conversions',
  'conversionRate',
  'bounceRate',
  'sessionDuration',
]);
export type TrustMetric = z.infer<typeof TrustMetric>;

export const Estimate = z.strictObject({ value: z.number(), low: z.number(), high: z.number() });
export type Estimate = z.infer<typeof Estimate>;
export const Share = z.strictObject({
  share: z.number(),
  low: z.number(),
  high: z.number(),
  successes: z.number().int(),
  of: z.number().int(),
});
export type Share = z.infer<typeof Share>;

/** One window, against what the site's own history led to expect. Intervals are 95 %. */
export const Claim = z.strictObject({
  from: Instant,
  until: Instant,
  verdict: z.enum(['fell', 'rose', 'no effect seen', 'cannot tell']),
  /** Why it cannot be told. */
  reasons: z.array(z.string()),
  observed: z.number().nullable(),
  expected: Estimate.nullable(),
  /** Observed over expected, less one: −0.25 is a quarter less. */
  effect: Estimate.nullable(),
  /** Observed less expected. */
  difference: Estimate.nullable(),
  p: z.number().nullable(),
  placebos: z.number().int(),
  independentPlacebos: z.number().int(),
  /** How often this method, on this site, flags a window in which nothing happened. */
  falseFlags: Share.nullable(),
  /** How often it would find a dip of 20 % here. */
  power: Share.nullable(),
  /** The share of the window that was measured. */
  coverage: z.number(),
  seasons: z.number().int(),
});
export type Claim = z.infer<typeof Claim>;

export const TrustRecovery = z.strictObject({
  answer: z.enum(['yes', 'not yet', 'cannot tell']),
  /** From the recovery of the service to the first season that is back. */
  afterSeconds: z.number().nullable(),
  /** When that could first be known. */
  knownAt: Instant.nullable(),
  windows: z.number().int(),
});
export type TrustRecovery = z.infer<typeof TrustRecovery>;

export const MeasuredMetric = z.strictObject({
  metric: TrustMetric,
  kind: z.enum(['count', 'rate']),
  /** The direction that hurts. */
  harm: z.enum(['fall', 'rise']),
  whileDown: Claim,
  /** The days in which what was lost may have come back. */
  cameBack: Claim.nullable(),
  /** How much of what was lost came back; counts only. */
  displaced: Estimate.nullable(),
  /** After those days; only this is trust. */
  lasting: Claim.nullable(),
  recovery: TrustRecovery,
});
export type MeasuredMetric = z.infer<typeof MeasuredMetric>;

/** Null with its reasons where it cannot be told; an interval that holds zero says that nothing may have been lost. */
export const Loss = z.strictObject({ lost: Estimate.nullable(), reasons: z.array(z.string()) });
export type Loss = z.infer<typeof Loss>;

export const TrustReport = z.strictObject({
  incidentId: z.string(),
  title: LocalizedText,
  measuredAt: Instant,
  down: z.strictObject({ from: Instant, until: Instant }),
  /** The end of what was measured. */
  measuredUntil: Instant,
  bucketSeconds: z.number().int(),
  seasonSeconds: z.number().int(),
  timeZone: z.string(),
  marginShare: z.number(),
  metrics: z.array(MeasuredMetric),
  /** While the service was down; in the shop's own unit where it is money. */
  cost: z.strictObject({ sessions: Loss, conversions: Loss, value: Loss }),
  /** The slowest of the metrics that can be told. */
  recovery: TrustRecovery,
  /** Other outages in the same hours: what is seen belongs to all of them. */
  overlaps: z.array(z.string()),
});
export type TrustReport = z.infer<typeof TrustReport>;

export const StoredTrustReport = TrustReport.extend({
  publishedAt: Instant.nullable(),
  publishedBy: z.string().nullable(),
});
export type StoredTrustReport = z.infer<typeof StoredTrustReport>;

export const SurveyInput = z.strictObject({
  /** The standard questions when left out. */
  questions: z.array(SurveyQuestion).min(1).max(5).optional(),
});
export type SurveyInput = z.infer<typeof SurveyInput>;

/** Who is concerned but was not asked, by reason. */
export const SurveySkipped = z.strictObject({
  /** Asked within the last thirty days. */
  askedLately: z.number().int(),
  /** A machine: webhooks have no opinion. */
  notAPerson: z.number().int(),
  /** Subscribed only after it was over. */
  cameLater: z.number().int(),
});
export type SurveySkipped = z.infer<typeof SurveySkipped>;

export const ScaleResult = z.strictObject({
  questionId: z.string(),
  text: LocalizedText,
  min: z.number().int(),
  max: z.number().int(),
  answered: z.number().int(),
  mean: z.number().nullable(),
  /** The share that gave one of the two best answers. */
  topTwo: Share.nullable(),
  /** How many gave each answer, from the lowest. */
  counts: z.array(z.number().int()),
  /** Too few answers to compare anything with. */
  tooFew: z.boolean(),
});
export type ScaleResult = z.infer<typeof ScaleResult>;

export const SurveyResults = z.strictObject({
  invited: z.number().int(),
  answered: z.number().int(),
  responseRate: Share.nullable(),
  scales: z.array(ScaleResult),
  choices: z.array(
    z.strictObject({
      questionId: z.string(),
      text: LocalizedText,
      answered: z.number().int(),
      options: z.array(z.strictObject({ id: z.string(), text: LocalizedText, share: Share.nullable() })),
    }),
  ),
  /** In the words of those who answered; for staff. */
  comments: z.array(z.strictObject({ questionId: z.string(), locale: z.string(), text: z.string() })),
});
export type SurveyResults = z.infer<typeof SurveyResults>;

export const SurveyView = z.strictObject({
  id: z.string(),
  incidentId: z.string(),
  state: z.enum(['open', 'closed']),
  openedAt: Instant,
  closesAt: Instant,
  openedBy: z.string(),
  questions: z.array(SurveyQuestion),
  invited: z.number().int(),
  skipped: SurveySkipped,
  /** Of those who were invited by mail. */
  results: SurveyResults,
  /** Of those who met it inside the customer's app: nobody knows how many saw it, so there is no response rate. */
  embedded: SurveyResults,
});
export type SurveyView = z.infer<typeof SurveyView>;
