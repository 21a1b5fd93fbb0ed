/** Stored postmortems, their actions and the table of cases as they cross the wire. */
import { z } from 'zod';
import { ActionType, Finding, PostmortemDocument, PostmortemStatus } from './postmortem.ts';
import { Instant } from './words-of-state.ts';

export const StoredPostmortem = z.strictObject({
  id: z.string(),
  incidentId: z.string(),
  document: PostmortemDocument,
  published: PostmortemDocument.nullable(),
  version: z.number(),
  /** Rises with every saved edit; an edit names the one that it was made on. */
  revision: z.number(),
  publishedAt: Instant.nullable(),
  updatedAt: Instant,
  findings: z.array(Finding),
});
export type StoredPostmortem = z.infer<typeof StoredPostmortem>;

/** A postmortem in a list: where it stands, without its text. */
export const PostmortemSummary = z.strictObject({
  id: z.string(),
  incidentId: z.string(),
  title: z.string(),
  status: PostmortemStatus,
  version: z.number(),
  publishedAt: Instant.nullable(),
  updatedAt: Instant,
});
export type PostmortemSummary = z.infer<typeof PostmortemSummary>;

export const ActionView = z.strictObject({
  id: z.string(),
  postmortemId: z.string(),
  incidentId: z.string(),
  title: z.string(),
  type: ActionType,
  ownerId: z.string().nullable(),
  dueOn: z.iso.date().nullable(),
  completionTest: z.string().nullable(),
  doneAt: Instant.nullable(),
  doneBy: z.string().nullable(),
  proof: z.string().nullable(),
  remindedAt: Instant.nullable(),
});
export type ActionView = z.infer<typeof ActionView>;

const cellOf = <T extends z.ZodType>(value: T) =>
  z.strictObject({
    value: value.nullable(),
    text: z.string().nullable(),
    basis: z.array(z.strictObject({ kind: z.string(), part: z.string() })),
    /** True when the field, or a part of it, was written from memory. */
    unverified: z.boolean(),
  });
const Cell = cellOf(z.string());
const Minutes = cellOf(z.number());

const CaseRow = z.strictObject({
  origin: z.enum(['library', 'own']),
  id: z.string(),
  org: z.string(),
  title: z.string(),
  causeClass: z.string(),
  date: Cell,
  cause: Cell,
  duration: Minutes,
  firstWord: Minutes,
  cadence: Cell,
  impact: Cell,
  makeGood: Cell,
  postmortem: Cell,
  lesson: Cell,
  sources: z.array(
    z.strictObject({
      name: z.string(),
      url: z.string().nullable(),
      kind: z.enum(['primary', 'secondary', 'own']),
      note: z.string(),
    }),
  ),
  caveats: z.array(z.strictObject({ field: z.string(), text: z.string() })),
});
export type CaseRow = z.infer<typeof CaseRow>;

const Place = z
  .strictObject({ minutes: z.number(), better: z.number(), of: z.number(), median: z.number() })
  .nullable();

export const CaseTable = z.strictObject({
  columns: z
    .array(z.strictObject({ key: z.string(), label: z.string(), unit: z.literal('minutes').nullable() }))
    .readonly(),
  rows: z.array(CaseRow),
  honesty: z.record(z.string(), z.string()),
  /** Where one's own outages stand among the known ones. */
  standings: z.array(z.strictObject({ id: z.string(), firstWord: Place, duration: Place })),
});
export type CaseTable = z.infer<typeof CaseTable>;
