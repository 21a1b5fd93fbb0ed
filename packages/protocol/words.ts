/** Words as they cross the wire: what the linter found, message templates, previews per channel. */
import { z } from 'zod';
import {
  ComponentStatus,
  IncidentPhase,
  Instant,
  Locale,
  MaintenancePhase,
  Severity,
} from './words-of-state.ts';

export const Tone = z.enum(['plain', 'formal', 'warm', 'technical']);
export type Tone = z.infer<typeof Tone>;

/**
 * What a message is for. `update` and `maintenance` have one template for each phase, the others one for all.
 * `support_script` is what those who answer customers may say, `internal` the summary for the own staff.
 */
export const MessageKind = z.enum([
  'update',
  'no_change',
  'relapse',
  'correction',
  'apology',
  'postmortem_ready',
  'credit',
  'survey',
  'questions',
  'maintenance',
  'support_script',
  'internal',
]);
export type MessageKind = z.infer<typeof MessageKind>;

/** What a message says of planned work beside its phases: it comes up, or it ends later. */
export const MessagePhase = z.enum([
  ...IncidentPhase.options,
  ...MaintenancePhase.options,
  'reminded',
  'extended',
]);
export type MessagePhase = z.infer<typeof MessagePhase>;

/** Where in an outage a text stands; it decides what the text has to say. */
export const Position = z.enum(['first', 'update', 'end', 'maintenance', 'followup']);
export type Position = z.infer<typeof Position>;

/** Where a text will be read; the short forms need not say everything, but have to fit. */
export const WordsChannel = z.enum(['page', 'mail', 'sms', 'post', 'x', 'banner', 'feed']);
export type WordsChannel = z.infer<typeof WordsChannel>;

export const Finding = z.strictObject({
  /** `U01` … `S01`: U for users, H honest, T tone, P plain, S secrets; one file per family in the linter. */
  rule: z.string(),
  level: z.enum(['error', 'warning']),
  /** Why it matters and what to do. */
  message: z.string(),
  /** Words to use, in the text's own language. */
  suggestion: z.string(),
  /** Where in the text, in UTF-16 units; start equals end when something is missing. */
  start: z.number().int().min(0),
  end: z.number().int().min(0),
});
export type Finding = z.infer<typeof Finding>;

const Short = z.string().min(1).max(500);
const Sentence = z.string().min(1).max(2_000);
const maybe = <T extends z.ZodType>(type: T) => type.nullable().optional();

/** What is known, for the rules that compare a text with it. */
export const LintFacts = z.strictObject({
  startedAt: maybe(Instant),
  /** The window of planned work. */
  startsAt: maybe(Instant),
  endsAt: maybe(Instant),
  nextUpdateBy: maybe(Instant),
  noChangeSince: maybe(Instant),
  timeZone: maybe(z.string().max(64)),
  components: z
    .array(z.strictObject({ name: Short, status: ComponentStatus, safetyCritical: z.boolean().optional() }))
    .max(500)
    .optional(),
  /** Earlier public texts of the same outage, oldest first. */
  previous: z
    .array(z.strictObject({ text: z.string().max(25_000), at: Instant }))
    .max(1_000)
    .optional(),
  failingMonitors: z.array(Short).max(1_000).optional(),
  /** Who answers for a statement about data or security. */
  approvedBy: maybe(Short),
  /** Names that must not appear in public. */
  customerNames: z.array(Short).max(10_000).optional(),
});
export type LintFacts = z.infer<typeof LintFacts>;

export const LintContext = z.strictObject({
  phase: MessagePhase,
  severity: Severity.optional(),
  locale: Locale.default('en'),
  position: Position.optional(),
  channel: WordsChannel.optional(),
  /** A technical audience may be told more per sentence. */
  technical: z.boolean().optional(),
  facts: LintFacts.optional(),
});
export type LintContext = z.input<typeof LintContext>;

export const LintInput = LintContext.extend({ text: z.string().max(25_000) });
export const LintResult = z.strictObject({ findings: z.array(Finding), ok: z.boolean() });

/** What a message may speak about. Everything but the title may be unknown; the templates then say so. */
export const MessageFacts = z.strictObject({
  title: Short,
  components: z
    .array(z.strictObject({ name: Short, status: ComponentStatus }))
    .max(500)
    .optional(),
  severity: Severity.optional(),
  startedAt: maybe(Instant),
  resolvedAt: maybe(Instant),
  nextUpdateBy: maybe(Instant),
  /** When something last changed: the time that "no change since" names. */
  unchangedSince: maybe(Instant),
  /** A sentence each, in the locale of the message. */
  whatUsersSee: maybe(Sentence),
  whoIsAffected: maybe(Sentence),
  /** How many customers are affected; said when nobody wrote who is. */
  affectedCount: maybe(z.number().int().min(0)),
  cause: maybe(Sentence),
  action: maybe(Sentence),
  workaround: maybe(Sentence),
  dataStatement: maybe(Sentence),
  approvedBy: maybe(Short),
  checksFailing: maybe(z.number().int().min(0)),
  checksTotal: maybe(z.number().int().min(0)),
  /** When the postmortem is to be public. */
  reviewBy: maybe(Instant),
  lessons: maybe(Sentence),
  wrote: maybe(Sentence),
  correct: maybe(Sentence),
  startsAt: maybe(Instant),
  endsAt: maybe(Instant),
  /** When planned work was to end before it was extended. */
  formerEndsAt: maybe(Instant),
  reason: maybe(Sentence),
  whatToDo: maybe(Sentence),
  creditAmount: maybe(Short),
  creditPeriod: maybe(Short),
  pageName: maybe(Short),
  incidentUrl: maybe(z.url().max(2_000)),
  pageUrl: maybe(z.url().max(2_000)),
  postmortemUrl: maybe(z.url().max(2_000)),
  surveyUrl: maybe(z.url().max(2_000)),
  /** Where questions are asked and answered, and when somebody answers live. */
  questionsUrl: maybe(z.url().max(2_000)),
  questionsAt: maybe(Instant),
  supportUrl: maybe(z.url().max(2_000)),
});
export type MessageFacts = z.infer<typeof MessageFacts>;

export const RenderInput = z.strictObject({
  kind: MessageKind,
  phase: MessagePhase,
  tone: Tone.default('plain'),
  locale: Locale.default('en'),
  /** The reader's IANA zone. */
  timeZone: z.string().max(64).default('UTC'),
  segment: maybe(Short),
  facts: MessageFacts,
  /** A person's own text (markdown); without it the template speaks. */
  body: maybe(z.string().max(25_000)),
});
export type RenderInput = z.input<typeof RenderInput>;

export const RenderedMessage = z.strictObject({
  /** Page and feed: without the phase in brackets. */
  title: z.string(),
  subject: z.string(),
  /** The message itself as markdown: what the page and the feeds carry, and what the linter reads. */
  body: z.string(),
  bodyHtml: z.string(),
  /** Mail: the body with one link below. */
  text: z.string(),
  html: z.string(),
  /** At most 160 characters, for SMS. */
  short: z.string(),
  /** At most 300 characters, for social posts. */
  post: z.string(),
  banner: z.string(),
  /** Which template spoke: `site:tpl_…`, `shipped:en/plain`, or `person`. */
  source: z.string(),
  locale: z.string(),
  tone: Tone,
  /** Why nearer templates were not used, each with its reason. */
  passedOver: z.array(z.string()),
});
export type RenderedMessage = z.infer<typeof RenderedMessage>;

const TemplateText = z.strictObject({
  subject: z.string().trim().min(1).max(300),
  body: z.string().trim().min(1).max(10_000),
  short: z.string().trim().min(1).max(600),
  banner: z.string().trim().min(1).max(600),
});
export type TemplateText = z.infer<typeof TemplateText>;

export const TemplateKey = z.strictObject({
  kind: MessageKind,
  /** Null for kinds that have one template for all phases. */
  phase: MessagePhase.nullable().default(null),
  tone: Tone.default('plain'),
  locale: Locale,
  /** A customer segment that gets words of its own. */
  segment: z.string().trim().min(1).max(64).nullable().default(null),
});
export type TemplateKey = z.infer<typeof TemplateKey>;

export const TemplateInput = TemplateKey.extend(TemplateText.shape);
export type TemplateInput = z.input<typeof TemplateInput>;

export const Template = TemplateKey.extend({
  id: z.string(),
  ...TemplateText.shape,
  version: z.number().int().min(1),
  updatedAt: Instant,
  updatedBy: z.string(),
});
export type Template = z.infer<typeof Template>;

/** What ships with the product, and under which name it speaks. */
export const ShippedTemplate = z.strictObject({
  ...TemplateText.shape,
  locale: z.string(),
  tone: Tone,
  source: z.string(),
});
export type ShippedTemplate = z.infer<typeof ShippedTemplate>;

export const Variable = z.strictObject({ name: z.string(), description: z.string(), sample: z.string() });
export type Variable = z.infer<typeof Variable>;

/** Shows a template before it is saved, or what would go out now. */
export const PreviewInput = RenderInput.extend({
  template: TemplateText.optional(),
  facts: MessageFacts.optional(),
});
export type PreviewInput = z.input<typeof PreviewInput>;

export const Preview = z.strictObject({
  source: z.string(),
  mail: z.strictObject({ subject: z.string(), text: z.string(), html: z.string() }),
  sms: z.string(),
  post: z.string(),
  page: z.strictObject({ title: z.string(), html: z.string() }),
  banner: z.string(),
  feed: z.strictObject({ title: z.string(), html: z.string() }),
  findings: z.array(Finding),
});
export type Preview = z.infer<typeof Preview>;
