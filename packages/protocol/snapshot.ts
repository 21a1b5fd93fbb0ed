/**
 * The status snapshot: one document from which everything public is rendered, and which SDKs read as the signed
 * status. It holds what the public may know and nothing else. Times are absolute; it says until when it is valid, and
 * after that the reader has to treat everything in it as unknown.
 */
import { z } from 'zod';
import {
  ComponentState,
  ComponentStatus,
  IncidentPhase,
  Instant,
  Locale,
  LocalizedText,
  MaintenancePhase,
  MaintenanceStep,
  Severity,
  UpdateOrigin,
} from './words-of-state.ts';

/** How one page looks and what it says beside the state: everything the renderer needs of its brand. */
export const PageLook = z.strictObject({
  intro: LocalizedText.nullable(),
  footer: LocalizedText.nullable(),
  noindex: z.boolean(),
  /** Already good to read on the page's own backgrounds. */
  accent: z.strictObject({ light: z.string(), dark: z.string() }).nullable(),
  /** A CSS font-family list; null is the page's own. */
  font: z.string().nullable(),
  fontUrl: z.string().nullable(),
  logoUrl: z.string().nullable(),
  faviconUrl: z.string().nullable(),
  headerLinks: z.array(z.strictObject({ label: LocalizedText, url: z.string() })),
  footerLinks: z.array(z.strictObject({ label: LocalizedText, url: z.string() })),
  css: z.string(),
});
export type PageLook = z.infer<typeof PageLook>;
/**
 * How long good checks took, in steps of equal length from `from` on: the time within which half of them, and 95 of
 * 100, were answered, in whole milliseconds. Null where nothing answered.
 */
export const LatencySeries = z.strictObject({
  from: Instant,
  stepSeconds: z.number().int().positive(),
  p50: z.array(z.number().int().nonnegative().nullable()).max(400),
  p95: z.array(z.number().int().nonnegative().nullable()).max(400),
});
export type LatencySeries = z.infer<typeof LatencySeries>;

/** One calendar day of the page's zone. `no_data`: before the component existed, or nobody was watching. */
export const DayBar = z.strictObject({
  date: z.iso.date(),
  status: z.union([ComponentStatus, z.literal('no_data')]),
  downMinutes: z.number().nonnegative(),
  degradedMinutes: z.number().nonnegative(),
  maintenanceMinutes: z.number().nonnegative(),
});
export type DayBar = z.infer<typeof DayBar>;

export const SnapshotComponent = z.strictObject({
  id: z.string(),
  name: LocalizedText,
  description: LocalizedText.nullable(),
  status: ComponentStatus,
  groupId: z.string().nullable(),
  position: z.number().int(),
  showcase: z.boolean(),
  onlyShowIfDegraded: z.boolean(),
  startDate: z.iso.date().nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  /** Oldest first, the last one is today. */
  days: z.array(DayBar).max(120),
  /** Percent of the days shown in which it was not down; null when nothing is known. */
  uptime: z.number().min(0).max(100).nullable(),
  /** Calendar months of the page's zone, newest first; uptime is null when nothing is known of one. */
  months: z
    .array(
      z.strictObject({
        month: z.string().regex(/^\d{4}-\d\d$/),
        uptime: z.number().min(0).max(100).nullable(),
        downMinutes: z.number().nonnegative(),
      }),
    )
    .max(24)
    .default([]),
  /** Of its monitors together, the shortest step first; empty when none measures. */
  latency: z.array(LatencySeries).max(4).default([]),
});
export type SnapshotComponent = z.infer<typeof SnapshotComponent>;

/** How the promise of the next word ended: once and for ever. */
export const SnapshotPromise = z.strictObject({
  outcome: z.enum(['kept', 'kept-by-note', 'missed']),
  /** When the next word came; null: none has come yet. */
  spokenAt: Instant.nullable(),
  /** How late it came, where it was missed. */
  lateSeconds: z.number().int().nonnegative().nullable(),
});

export type SnapshotPromise = z.infer<typeof SnapshotPromise>;

export const SnapshotUpdate = z.strictObject({
  id: z.string(),
  phase: z.union([IncidentPhase, MaintenancePhase]),
  at: Instant,
  text: LocalizedText,
  origin: UpdateOrigin,
  nextUpdateBy: Instant.nullable(),
  components: z.array(ComponentState),
  /** What a word on planned work does beside its phase. */
  step: MaintenanceStep.optional(),
  corrections: z.array(z.strictObject({ at: Instant, was: LocalizedText, reason: z.string().nullable() })),
  /** Of the word that it promised; left out where none was, or while the promise stands. */
  promise: SnapshotPromise.optional(),
});
export type SnapshotUpdate = z.infer<typeof SnapshotUpdate>;

const Shared = {
  id: z.string(),
  title: LocalizedText,
  components: z.array(ComponentState),
  /** As it was opened, before any word; left out where that named none. */
  opened: z.array(ComponentState).optional(),
  startedAt: Instant,
  createdAt: Instant,
  updatedAt: Instant,
  resolvedAt: Instant.nullable(),
  /** Newest first. */
  updates: z.array(SnapshotUpdate),
  /** What it came from or led to, where the page shows it: the maintenance that overran, and its incident. */
  related: z.array(z.string()).optional(),
};

/** When we expect it to be over; `at` is null when we cannot say yet, `passed` once the time is gone while it is open. */
export const SnapshotEstimate = z.strictObject({
  at: Instant.nullable(),
  basis: LocalizedText.nullable(),
  givenAt: Instant,
  passed: z.boolean(),
});
export type SnapshotEstimate = z.infer<typeof SnapshotEstimate>;

export const SnapshotIncident = z.strictObject({
  ...Shared,
  phase: IncidentPhase,
  severity: Severity,
  /** What users see, when somebody said so. */
  impact: LocalizedText.nullable(),
  firstWordAt: Instant.nullable(),
  monitoringAt: Instant.nullable(),
  /** When the monitors saw it recover. */
  recoveredAt: Instant.nullable(),
  nextUpdateBy: Instant.nullable(),
  /** True once the time of the promised word is gone while nobody spoke. */
  overdue: z.boolean().default(false),
  /** Null when none was given, and when it is over. */
  eta: SnapshotEstimate.nullable().default(null),
  /** What users can do meanwhile. */
  workaround: LocalizedText.nullable().default(null),
  promises: z.strictObject({ kept: z.number(), keptByNote: z.number(), missed: z.number() }),
  /** How often the next word was put off in public. */
  postponed: z.number().int().default(0),
  postmortem: z.strictObject({ url: z.string(), title: z.string(), publishedAt: Instant }).nullable(),
  /** Where readers ask about it and are answered; left out where they cannot. */
  questionsUrl: z.string().optional(),
});
export type SnapshotIncident = z.infer<typeof SnapshotIncident>;

export const SnapshotMaintenance = z.strictObject({
  ...Shared,
  phase: MaintenancePhase,
  scheduledFor: Instant,
  scheduledUntil: Instant,
  /** What users will notice, and what to do, where somebody said so apart from the text. */
  impact: LocalizedText.optional(),
  whatToDo: LocalizedText.optional(),
});
export type SnapshotMaintenance = z.infer<typeof SnapshotMaintenance>;

export const Snapshot = z.strictObject({
  schema: z.literal('candor.snapshot/1'),
  /** Rises with every change; a reader never goes back. */
  version: z.number().int().positive(),
  madeAt: Instant,
  validUntil: Instant,
  page: z.strictObject({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    url: z.string(),
    timeZone: z.string(),
    locales: z.array(Locale),
    supportUrl: z.string().nullable(),
    updatedAt: Instant,
    /** Left out where nothing differs from the page as it ships. */
    look: PageLook.optional(),
  }),
  groups: z.array(
    z.strictObject({
      id: z.string(),
      name: LocalizedText,
      position: z.number().int(),
      createdAt: Instant,
      updatedAt: Instant,
    }),
  ),
  components: z.array(SnapshotComponent),
  /** Open ones and the newest of the past, newest first. */
  incidents: z.array(SnapshotIncident),
  maintenances: z.array(SnapshotMaintenance),
  /** The site's own record: it shows misses too. */
  record: z.strictObject({
    incidents: z.number().int(),
    medianMinutesToFirstWord: z.number().nullable(),
    promisesKept: z.number().int(),
    promisesKeptByNote: z.number().int(),
    promisesMissed: z.number().int(),
    promisesPostponed: z.number().int().default(0),
    /** Misses of incidents that are not listed (any more), the newest first: when the word was due, and when it came. */
    otherMisses: z.array(z.strictObject({ dueAt: Instant, spokenAt: Instant.nullable() })).default([]),
    /** Of ended incidents, how many have a published postmortem, and the median days from the end until then. */
    ended: z.number().int().default(0),
    postmortemsPublished: z.number().int().default(0),
    medianDaysToPostmortem: z.number().nullable().default(null),
    postmortems: z.array(z.strictObject({ title: z.string(), url: z.string(), publishedAt: Instant })),
  }),
  /** Links to what other rooms publish: the policy, the trust report. */
  links: z.array(z.strictObject({ kind: z.enum(['policy', 'trust', 'cases', 'log']), url: z.string() })),
});
export type Snapshot = z.infer<typeof Snapshot>;

/**
 * The installation's word that another key may speak for it until a day: how what is posted by hand, when the house
 * is gone, is still proven. `signature` is the installation's, over the canonical JSON of the other fields.
 */
export const Delegation = z.strictObject({
  schema: z.literal('candor.delegation/1'),
  publicKey: z.string(),
  validUntil: Instant,
  signature: z.string(),
});
export type Delegation = z.infer<typeof Delegation>;

/** ed25519 over the canonical JSON (RFC 8785) of `snapshot`. */
export const SignedSnapshot = z.strictObject({
  snapshot: Snapshot,
  keyId: z.string(),
  publicKey: z.string(),
  signature: z.string(),
  delegation: Delegation.optional(),
});
export type SignedSnapshot = z.infer<typeof SignedSnapshot>;
