/**
 * Holding pages: sets of static pages for an outage, a maintenance and the time after, what they look like and say,
 * and where one of them is published now. Also `/now.json`, the small signed answer that such a page asks for.
 */
import { z } from 'zod';
import { AccentFinding, PageFont } from './pages.ts';
import { Finding } from './words.ts';
import { ComponentStatus, Instant, Locale, LocalizedText } from './words-of-state.ts';

/** `changes`: what was changed, from the public version of a postmortem and its actions. */
export const HoldingKind = z.enum(['outage', 'maintenance', 'recovery', 'apology', 'changes']);
export type HoldingKind = z.infer<typeof HoldingKind>;

const Own = LocalizedText.refine(
  (text) => Object.values(text).every((words) => words.length <= 2_000),
  'at most 2,000 characters',
);

const Link = z.strictObject({
  label: LocalizedText,
  url: z.url({ protocol: /^(https?|mailto|tel)$/ }).max(2_000),
});

/** Bytes of a picture that every one of the pages carries, so it is small. */
const LOGO_MOST = 24_000;

export const HoldingSetInput = z.strictObject({
  /** For staff. */
  name: z.string().trim().min(1).max(100),
  /** The status page whose brand, languages and address are used where the set says nothing; null: the default page. */
  pageId: z.string().max(64).nullable().default(null),
  /** How readers call the service; null: the name of the page. */
  serviceName: z.string().trim().min(1).max(100).nullable().default(null),
  accent: z
    .string()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/, 'a colour looks like #1f5fa8')
    .nullable()
    .default(null),
  /** A stack of fonts that readers have; null: the page's. An uploaded font is never sent along. */
  font: PageFont.exclude(['own']).nullable().default(null),
  /** `page`: the page's logo where it is small enough. `own`: the one in `logoBase64`. */
  logo: z.enum(['page', 'own', 'none']).default('page'),
  logoBase64: z
    .base64()
    .max(Math.ceil(LOGO_MOST / 3) * 4, `a logo has at most ${LOGO_MOST} bytes`)
    .nullable()
    .default(null),
  /** Null: those of the page. */
  locales: z.array(Locale).min(1).max(20).nullable().default(null),
  /** Where to ask; null: the page's. */
  supportUrl: z
    .url({ protocol: /^(https?|mailto|tel)$/ })
    .max(2_000)
    .nullable()
    .default(null),
  /** In words, such as a number and when it is answered. */
  support: Own.nullable().default(null),
  links: z.array(Link).max(8).default([]),
  /** In place of the shipped words. */
  words: z
    .partialRecord(HoldingKind, z.strictObject({ title: Own.nullable(), text: Own.nullable() }))
    .default({}),
  /** Seconds after which a program may ask again: Retry-After. */
  retryAfterSeconds: z.number().int().min(10).max(86_400).default(300),
  /** Whether the page asks the status page for the newest word, where script runs. */
  live: z.boolean().default(true),
  /** Signed reason to keep words that the rules refuse. */
  override: z
    .strictObject({ reason: z.string().trim().min(10, 'say why in at least ten characters').max(2_000) })
    .nullable()
    .default(null),
});
export type HoldingSetInput = z.input<typeof HoldingSetInput>;

export const HoldingSet = HoldingSetInput.omit({ override: true }).extend({
  id: z.string(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type HoldingSet = z.infer<typeof HoldingSet>;

/** One of the words of a set that a rule speaks about. */
export const HoldingFinding = Finding.extend({
  kind: HoldingKind,
  part: z.enum(['title', 'text']),
  locale: z.string(),
});
export type HoldingFinding = z.infer<typeof HoldingFinding>;

/** A page as it would be, seen for ten minutes at `url`. */
export const HoldingPreview = z.strictObject({
  url: z.string(),
  bytes: z.number().int(),
  accent: z.array(AccentFinding),
  findings: z.array(HoldingFinding),
});
export type HoldingPreview = z.infer<typeof HoldingPreview>;

export const HoldingPlacement = z.strictObject({
  /** A place of `/outside-copies` whose purpose is `holding`. */
  targetId: z.string(),
  targetName: z.string(),
  setId: z.string().nullable(),
  /** What is published there now; null: nothing, the pages lie ready by their names. */
  kind: HoldingKind.nullable(),
  incidentId: z.string().nullable(),
  by: z.string().nullable(),
  since: Instant.nullable(),
});
export type HoldingPlacement = z.infer<typeof HoldingPlacement>;

export const HoldingPublication = z.strictObject({
  setId: z.string().max(64),
  kind: HoldingKind.nullable(),
  /** What it is about; its monitors are asked before "we are back". */
  incidentId: z.string().max(64).nullable().default(null),
  override: z
    .strictObject({ reason: z.string().trim().min(10, 'say why in at least ten characters').max(2_000) })
    .nullable()
    .default(null),
});
export type HoldingPublication = z.input<typeof HoldingPublication>;

export const Now = z.strictObject({
  schema: z.literal('candor.now/1'),
  version: z.number().int().positive(),
  madeAt: Instant,
  validUntil: Instant,
  state: ComponentStatus,
  /** The first sentence of the page, in each of its languages. */
  sentences: z.record(z.string(), z.string()),
  /** The earliest promised word of an open incident. */
  nextUpdateBy: Instant.nullable(),
});
export type Now = z.infer<typeof Now>;

/** ed25519 over the canonical JSON (RFC 8785) of `now`: the document /now.json. */
export const SignedNow = z.strictObject({
  now: Now,
  keyId: z.string(),
  publicKey: z.string(),
  signature: z.string(),
});
export type SignedNow = z.infer<typeof SignedNow>;
