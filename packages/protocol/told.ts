/** Who is told of an update, why, when and in which lane, as it crosses the wire. */
import { z } from 'zod';
import {
  ComponentState,
  IncidentPhase,
  Instant,
  LocalizedText,
  MaintenancePhase,
  Severity,
} from './words-of-state.ts';

const Names = z.array(z.string().trim().min(1).max(100)).min(1).max(100);

/**
 * What readers of a segment hear beside the shared text, by segment and language. It stands in their messages and never
 * on the page; a reader of a language in which it is not written gets the shared text alone.
 */
export const SegmentNotes = z
  .record(
    z.string().trim().min(1).max(64),
    LocalizedText.refine(
      (note) => Object.values(note).every((said) => said.length <= 2_000),
      'a note has at most 2,000 characters',
    ),
  )
  .refine((notes) => Object.keys(notes).length <= 20, 'at most 20 segments');
export type SegmentNotes = z.infer<typeof SegmentNotes>;

/** The whole text as readers of a segment have it, where that is another than the shared one. */
export const SegmentTexts = z.record(z.string().min(1).max(64), LocalizedText);
export type SegmentTexts = z.infer<typeof SegmentTexts>;

/** Only these are written to. Everybody reads it on the page. */
export const UpdateAudience = z
  .strictObject({
    /** Subscribers, or their customers, on one of these plans. */
    plans: Names.optional(),
    segments: Names.optional(),
    regions: Names.optional(),
    /** Those who are hit: by measured exposure, or because they chose what is broken. */
    affectedOnly: z.boolean().optional(),
  })
  .refine(({ plans, segments, regions, affectedOnly }) => plans || segments || regions || affectedOnly, {
    message: 'says nobody: name plans, segments, regions or affectedOnly, or leave it out to tell everybody',
  });
export type UpdateAudience = z.infer<typeof UpdateAudience>;

/**
 * Why somebody who is subscribed is not written to now.
 * elsewhere    they asked about other components
 * private      no public page shows it, and they did not choose what it touches
 * kind         they want no incidents, or no maintenance
 * severity     it is not severe enough for them
 * audience     its author wants others told
 * note         nothing changed, and they do not want notes
 * quarantined  their endpoint fails since long
 * paused       they asked for a rest, which is not over
 * digest       it comes in their next digest, by their wish
 * budget       they were told enough today; it comes together with other things
 */
export const HeldReason = z.enum([
  'elsewhere',
  'private',
  'kind',
  'severity',
  'audience',
  'note',
  'quarantined',
  'paused',
  'digest',
  'budget',
]);
export type HeldReason = z.infer<typeof HeldReason>;

/** Why somebody is told; the first that applies names the lane. */
export const ToldReason = z.enum(['affected', 'follows', 'chose', 'group', 'everything', 'unnamed']);
export type ToldReason = z.infer<typeof ToldReason>;

export const AudiencePreviewInput = z.strictObject({
  /** As the update will have it; as it is now when left out. */
  phase: z.enum([...IncidentPhase.options, ...MaintenancePhase.options]).optional(),
  severity: Severity.optional(),
  components: z.array(ComponentState).max(500).optional(),
  audience: UpdateAudience.nullable().optional(),
  /** An automatic "no change" note. */
  note: z.boolean().default(false),
  /** Somebody's address: the answer says whether this one is told, and exactly why or why not. */
  address: z.string().trim().min(1).max(2_000).optional(),
  /** How many examples. */
  examples: z.number().int().min(0).max(100).default(10),
});
export type AudiencePreviewInput = z.input<typeof AudiencePreviewInput>;

const Hearer = z.strictObject({
  /** Enough to recognise them, never the whole address. */
  address: z.string(),
  carrier: z.string(),
  lane: z.number().int(),
  /** As whom they are told it: readers of a segment may get other words. */
  segment: z.string().nullable(),
  /** Machine-readable: {"chose":["cmp_…"]}, {"group":…}, {"follows":…}, {"affected":0.8}, {"everything":true}. */
  why: z.record(z.string(), z.unknown()),
  sentence: z.string(),
  /** The end of their night, when it is kept until then. */
  notBefore: Instant.nullable(),
});

const counted = <Name extends z.ZodType>(name: Name) =>
  z.array(z.strictObject({ name, count: z.number().int() }));

export const AudiencePreview = z.strictObject({
  /** Planned with the update. */
  told: z.number().int(),
  /** Of these, hit by what is told: measured, followed or chosen by them. */
  concerned: z.number().int(),
  /** Of these, kept until their night ends. */
  quiet: z.number().int(),
  carriers: counted(z.string()),
  reasons: counted(ToldReason),
  /** Those of them who are of a segment, which may have words of its own. */
  segments: counted(z.string()),
  lanes: z.array(z.strictObject({ lane: z.number().int(), label: z.string(), count: z.number().int() })),
  held: counted(HeldReason),
  examples: z.array(Hearer),
  /** Of the address that was asked about; null when none was. */
  asked: z
    .array(
      z.strictObject({ address: z.string(), carrier: z.string(), told: z.boolean(), sentence: z.string() }),
    )
    .nullable(),
  /** What an audience may name. */
  known: z.strictObject({
    plans: z.array(z.string()),
    segments: z.array(z.string()),
    regions: z.array(z.string()),
  }),
});
export type AudiencePreview = z.infer<typeof AudiencePreview>;

const Held = z.enum(['digest', 'budget']);
/** told: in a digest. overtaken: a newer word reached them at once. left: they wanted nothing more by then. Null: it waits. */
const Outcome = z.enum(['told', 'overtaken', 'left']).nullable();

export const HeldCount = z.strictObject({ reason: Held, outcome: Outcome, count: z.number().int() });
export type HeldCount = z.infer<typeof HeldCount>;

/** The newest word of an incident that one subscriber did not get at once. */
export const HeldWord = z.strictObject({
  incidentId: z.string(),
  updateId: z.string(),
  /** How many words it stands for. */
  updates: z.number().int(),
  reason: Held,
  why: z.record(z.string(), z.unknown()),
  heldAt: Instant,
  dueAt: Instant,
  settledAt: Instant.nullable(),
  outcome: Outcome,
});
export type HeldWord = z.infer<typeof HeldWord>;

/** How much of somebody's use is hit when a component fails, as it was measured. */
export const Exposure = z.strictObject({
  componentId: z.string().max(64),
  /** One subscriber or customer by id, or everybody on a plan, of a segment, in a region. */
  kind: z.enum(['subscriber', 'customer', 'plan', 'segment', 'region']),
  value: z.string().min(1).max(200),
  /** Share of their use from 0 to 1; 0 takes an older measurement back. */
  weight: z.number().min(0).max(1),
  /** When it was measured; now when left out. It counts for thirty days. */
  at: Instant.optional(),
});
export type Exposure = z.infer<typeof Exposure>;
