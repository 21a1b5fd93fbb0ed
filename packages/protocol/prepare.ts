/**
 * The outage policy and the checklists as staff edits them, and as the host app's own pages read them. What a reader
 * of an embedded checklist sees stands in embed.ts; the right option of a question is in the shapes of staff only.
 */
import { z } from 'zod';
import { ChecklistItemKind, Reader } from './embed.ts';
import { Instant, LocalizedText, Severity } from './words-of-state.ts';

const Key = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'use lower-case letters, digits and hyphens');
/** A text that has an English form, which everybody else falls back to. */
const Text = LocalizedText.refine((text) => text['en'] !== undefined, 'a text needs an English form');
const Line = Text.refine(
  (text) => Object.values(text).every((line) => line.length <= 300 && !line.includes('\n')),
  'this is one line of at most 300 characters in each language',
);
const Link = z
  .string()
  .max(2_000)
  .regex(/^(https?:\/\/|\/(?!\/))\S*$/, 'a link begins with https://, http:// or /');
const Contact = z
  .string()
  .max(2_000)
  .regex(/^(https?:\/\/|mailto:|tel:|\/(?!\/))\S*$/, 'a contact begins with https://, mailto:, tel: or /');
const Percent = z
  .string()
  .regex(
    /^(100(\.0{1,4})?|\d{1,2}(\.\d{1,4})?)$/,
    'a percentage looks like 99.9, with at most four decimals',
  );

const unique = <T>(of: (each: T) => unknown) =>
  [(list: T[]) => new Set(list.map(of)).size === list.length, 'each of these may stand here once'] as const;

export const PolicyTarget = z.strictObject({
  id: Key,
  name: Line,
  percent: Percent,
  period: z.enum(['month', 'quarter', 'year']),
  note: Text.nullable().default(null),
});
export const PolicyChannel = z.strictObject({
  id: Key,
  name: Line,
  url: Contact.nullable().default(null),
  hours: Line.nullable().default(null),
  /** How soon somebody answers there, while it is staffed. */
  answerWithinMinutes: z.number().int().min(1).max(100_000).nullable().default(null),
});
export const PolicyCadence = z.strictObject({
  severity: Severity,
  meaning: Line,
  /** From the first failing check to the first public word; null: not promised. */
  firstWordMinutes: z.number().int().min(1).max(10_000).nullable().default(null),
  /** The longest time between two public words while it is open. */
  everyMinutes: z.number().int().min(1).max(10_000).nullable().default(null),
});

export const PolicyDocument = z.strictObject({
  title: Line,
  intro: Text.nullable().default(null),
  targets: z
    .array(PolicyTarget)
    .max(30)
    .refine(...unique<{ id: string }>(({ id }) => id)),
  channels: z
    .array(PolicyChannel)
    .max(20)
    .refine(...unique<{ id: string }>(({ id }) => id)),
  handling: z.strictObject({
    text: Text,
    cadence: z
      .array(PolicyCadence)
      .max(4)
      .refine(...unique<{ severity: number }>(({ severity }) => severity)),
  }),
  credits: z.strictObject({
    text: Text,
    rules: z
      .array(z.strictObject({ below: Percent, creditPercent: Percent }))
      .max(10)
      .refine(...unique<{ below: string }>(({ below }) => Number(below))),
  }),
  /** How a user reports a problem. */
  reporting: Text,
  /** What a user does to get back to work. */
  recovery: Text,
});
export type PolicyDocument = z.infer<typeof PolicyDocument>;

/** One difference: where, what stood there, what stands there now. Null: nothing. */
export const PolicyChange = z.strictObject({
  /** Such as `targets.api.percent`; the language apart, where it is a text. */
  path: z.string(),
  locale: z.string().nullable(),
  was: z.string().nullable(),
  is: z.string().nullable(),
});
export type PolicyChange = z.infer<typeof PolicyChange>;

export const PolicyPublication = z.strictObject({
  /** What changed and why, for readers. */
  note: Line.nullable().default(null),
  /** Whether readers who accepted an earlier version are asked again. A corrected typing error is no reason to. */
  significant: z.boolean().default(true),
});
export type PolicyPublication = z.infer<typeof PolicyPublication>;

export const PolicyVersion = PolicyPublication.extend({
  version: z.number().int().positive(),
  publishedAt: Instant,
  publishedBy: z.string(),
  /** Readers who accepted this version. */
  accepted: z.number().int().nonnegative(),
});
export type PolicyVersion = z.infer<typeof PolicyVersion>;
export const PolicyVersionInFull = PolicyVersion.extend({
  document: PolicyDocument,
  /** Against the version before. */
  changes: z.array(PolicyChange),
});
export type PolicyVersionInFull = z.infer<typeof PolicyVersionInFull>;

export const PolicyView = z.strictObject({
  /** What staff works on; the public reads the newest version. */
  document: PolicyDocument,
  /** True while nobody has edited the draft that Candor brings. */
  shipped: z.boolean(),
  updatedAt: Instant.nullable(),
  updatedBy: z.string().nullable(),
  published: PolicyVersion.nullable(),
  /** What publishing now would change. */
  changes: z.array(PolicyChange),
});
export type PolicyView = z.infer<typeof PolicyView>;

export const PolicyAcceptance = z.strictObject({
  /** `user:` with the host app's id, or `anonymous:` with a random id of the browser. */
  reader: z.string(),
  version: z.number().int().positive(),
  acceptedAt: Instant,
});
export type PolicyAcceptance = z.infer<typeof PolicyAcceptance>;

/** The policy inside the host app: `GET /api/v1/embed/policy`. */
export const EmbeddedPolicy = z.strictObject({
  version: z.number().int().positive(),
  publishedAt: Instant,
  url: z.string(),
  document: PolicyDocument,
  /** What this reader accepted last. */
  accepted: z.strictObject({ version: z.number().int(), at: Instant }).nullable(),
  /** Whether this reader has to be asked. */
  asks: z.boolean(),
});
export type EmbeddedPolicy = z.infer<typeof EmbeddedPolicy>;
/** `PUT /api/v1/embed/policy/acceptance`: the version says which text the reader had before their eyes. */
export const AcceptanceInput = z.strictObject({
  reader: Reader.optional(),
  version: z.number().int().positive(),
});

export const ChecklistItem = z
  .strictObject({
    id: Key,
    kind: ChecklistItemKind.default('step'),
    title: Line,
    text: Text.nullable().default(null),
    url: Link.nullable().default(null),
    /** Shown only once a policy is published, because it speaks of what stands in it. */
    needsPolicy: z.boolean().default(false),
    options: z
      .array(z.strictObject({ id: Key, text: Line, right: z.boolean().default(false) }))
      .max(10)
      .refine(...unique<{ id: string }>(({ id }) => id))
      .default([]),
    /** What to read after a wrong answer. */
    feedback: Text.nullable().default(null),
  })
  .refine(
    ({ kind, options }) =>
      kind === 'question'
        ? options.length >= 2 && options.filter(({ right }) => right).length === 1
        : options.length === 0,
    {
      path: ['options'],
      message: 'a question has at least two options of which one is right; other items have none',
    },
  );
export type ChecklistItem = z.infer<typeof ChecklistItem>;

export const ChecklistInput = z.strictObject({
  slug: Key,
  title: Line,
  intro: Text.nullable().default(null),
  /** A withdrawn list is shown to nobody; what readers did stays. */
  state: z.enum(['open', 'withdrawn']).default('open'),
  items: z
    .array(ChecklistItem)
    .min(1)
    .max(100)
    .refine(...unique<{ id: string }>(({ id }) => id)),
});
export type ChecklistInput = z.infer<typeof ChecklistInput>;

export const Checklist = ChecklistInput.extend({
  id: z.string(),
  createdAt: Instant,
  updatedAt: Instant,
  updatedBy: z.string(),
});
export type Checklist = z.infer<typeof Checklist>;

export const ChecklistCounts = z.strictObject({
  /** Readers who did at least one thing. */
  began: z.number().int(),
  /** Of these, who have done every item of today. */
  finished: z.number().int(),
  items: z.array(
    z.strictObject({
      id: z.string(),
      done: z.number().int(),
      /** Readers who chose a wrong option at least once. */
      answeredWrong: z.number().int(),
    }),
  ),
});
export type ChecklistCounts = z.infer<typeof ChecklistCounts>;

/** A key with which the host app signs who its end user is. The secret is shown when it is made, and never again. */
export const ReaderKey = z.strictObject({
  id: z.string(),
  createdAt: Instant,
  createdBy: z.string(),
  lastUsedAt: Instant.nullable(),
});
export type ReaderKey = z.infer<typeof ReaderKey>;
export const NewReaderKey = ReaderKey.extend({ secret: z.string() });
