/** The shape of the case studies in `cases.json`, which is kept byte for byte as its authors wrote it. */
import { z } from 'zod';

const Minute = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/);
/** Most sources are addresses; a few name a text that has none, such as a file by its number. */
const Reference = z.string().min(4);
const Words = z.array(z.string());

export const CaseStudy = z.strictObject({
  id: z.string(),
  org: z.string(),
  title: z.string(),
  cause: z.string(),
  cause_class: z.string(),
  start_utc: Minute,
  end_utc: Minute.nullable(),
  duration_min: z.number().int().positive().nullable(),
  duration_note: z.string(),
  detected_utc: Minute.nullable(),
  first_public_utc: Minute.nullable(),
  first_public_note: z.string().optional(),
  minutes_to_first_public: z.number().int().nonnegative().nullable(),
  updates: z.looseObject({ count_seen: z.number().int().nullable(), cadence: z.string() }),
  channels: Words,
  impact: z.string(),
  make_good: z.string().nullable(),
  postmortem: z.looseObject({ url: z.url(), published: z.boolean(), note: z.string().optional() }),
  lesson: z.string(),
  drill_hook: z.string().nullable(),
  sources: z
    .array(z.strictObject({ url: Reference, kind: z.enum(['primary', 'secondary']), note: z.string() }))
    .min(1),
  /** Which parts of the case were read where; the entries are the authors' own words. */
  provenance: z.strictObject({
    read_primary_quote: Words,
    read_secondary: Words,
    derived: Words,
    memory: Words,
  }),
  /** A circulating claim about this outage, and what the sources say of it. */
  source_doc_check: z.strictObject({ claim: z.string(), verdict: z.string() }).optional(),
});
export type CaseStudy = z.infer<typeof CaseStudy>;

export const CaseFile = z
  .strictObject({
    schema: z.literal('cases/1'),
    honesty: z.record(z.string(), z.string()),
    count: z.number().int(),
    cases: z.array(CaseStudy),
  })
  .refine((file) => file.count === file.cases.length, 'count has to be the number of cases');
