/** Monitors, their states and their charts as they cross the wire. */
import { z } from 'zod';
import { Instant, Locale, Severity } from './words-of-state.ts';

const HeaderName = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/, 'this is not a header name');
const HeaderValue = z
  .string()
  .max(8_000)
  .regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'a header value is one line of Latin-1 text');

/** A secret header's value is written once and never given out again; `null` keeps what is stored. */
export const MonitorHeader = z.strictObject({
  name: HeaderName,
  value: HeaderValue.nullable(),
  secret: z.boolean().default(false),
});
export type MonitorHeader = z.infer<typeof MonitorHeader>;

const StatusRange = z.string().regex(/^([1-5]\d\d(-[1-5]\d\d)?|[1-5]xx)$/, 'a status is 200, 200-204 or 2xx');

export const Assertion = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('status'), oneOf: z.array(StatusRange).min(1).max(20) }),
  z.strictObject({
    type: z.literal('body'),
    operator: z.enum(['contains', 'not_contains']),
    text: z.string().min(1).max(2_000),
  }),
  z.strictObject({
    type: z.literal('header'),
    name: HeaderName,
    operator: z.enum(['exists', 'equals', 'contains']),
    value: z.string().max(2_000).default(''),
  }),
  z.strictObject({
    type: z.literal('json'),
    path: z
      .string()
      .max(300)
      .regex(
        /^\$?(\.?[A-Za-z_][\w-]*|\[\d{1,6}\]|\["[^"\\]{1,100}"\])+$/,
        'a path looks like $.checks[0].status',
      ),
    equals: z.union([z.string().max(2_000), z.number(), z.boolean(), z.null()]),
  }),
  z.strictObject({ type: z.literal('responseTime'), belowMs: z.number().int().min(1).max(120_000) }),
]);
export type Assertion = z.infer<typeof Assertion>;

const HttpUrl = z
  .url({ protocol: /^https?$/, error: 'this is not an http or https address' })
  .max(2_000)
  .refine((url) => !URL.canParse(url) || (!new URL(url).username && !new URL(url).password), {
    error: 'put a name and password into a secret Authorization header, not into the address',
  });

export const HttpTarget = z.strictObject({
  kind: z.literal('http'),
  url: HttpUrl,
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']).default('GET'),
  headers: z.array(MonitorHeader).max(50).default([]),
  body: z.string().max(64_000).nullable().default(null),
  /** Without an assertion about the status, 2xx is good. */
  assertions: z.array(Assertion).max(30).default([]),
  maxRedirects: z.number().int().min(0).max(20).default(5),
  verifyTls: z.boolean().default(true),
  /** Fails when the certificate has fewer days left than this. */
  certificateDays: z.number().int().min(0).max(365).default(0),
});
export type HttpTarget = z.infer<typeof HttpTarget>;

export const TcpTarget = z.strictObject({
  kind: z.literal('tcp'),
  host: z
    .string()
    .min(1)
    .max(253)
    .regex(/^[A-Za-z0-9._:[\]-]+$/, 'this is not a host name or an address'),
  port: z.number().int().min(1).max(65_535),
  send: z.string().max(8_000).nullable().default(null),
  expect: z.string().min(1).max(2_000).nullable().default(null),
});
export type TcpTarget = z.infer<typeof TcpTarget>;

/** A dead man's switch: the watched job calls `/heartbeats/TOKEN`, and silence is the failure. */
export const HeartbeatTarget = z.strictObject({
  kind: z.literal('heartbeat'),
  periodSeconds: z.number().int().min(1).max(31_536_000).default(3_600),
  graceSeconds: z.number().int().min(0).max(2_592_000).default(300),
});
export type HeartbeatTarget = z.infer<typeof HeartbeatTarget>;

export const MonitorTarget = z.discriminatedUnion('kind', [HttpTarget, TcpTarget, HeartbeatTarget]);
export type MonitorTarget = z.infer<typeof MonitorTarget>;

export const StatusWhenDown = z.enum(['major_outage', 'partial_outage', 'degraded_performance']);

export const MonitorInput = z.strictObject({
  name: z.string().min(1).max(200),
  /** The component that is in trouble when this monitor fails. */
  componentId: z.string().regex(/^cmp_[0-9a-z]{26}$/, 'this is not the id of a component'),
  target: MonitorTarget,
  /** What the component shows while the monitor fails. */
  statusWhenDown: StatusWhenDown.default('major_outage'),
  intervalSeconds: z.number().int().min(1).max(86_400).default(30),
  timeoutMs: z.number().int().min(100).max(120_000).default(10_000),
  /** Consecutive failing checks, the first included, until the failure is believed. */
  confirmations: z.number().int().min(1).max(20).default(3),
  recoverConfirmations: z.number().int().min(1).max(20).default(2),
  /** Pause before a check that confirms or refutes the last one. */
  recheckMs: z.number().int().min(100).max(600_000).default(2_000),
  enabled: z.boolean().default(true),
  /** Severity of the incident that a confirmed failure opens; null opens none. */
  opensIncident: Severity.nullable().default(2),
});
export type MonitorInput = z.input<typeof MonitorInput>;

export const Verdict = z.enum(['up', 'down', 'unknown']);
export type Verdict = z.infer<typeof Verdict>;

export const FailureKind = z.enum([
  'dns',
  'refused',
  'timeout',
  'tls',
  'status',
  'keyword',
  'content',
  'protocol',
  'slow',
  'missed',
  'policy',
  'local',
  'withdrawn',
]);
export type FailureKind = z.infer<typeof FailureKind>;

/** Milliseconds that each part of a check took; a part that did not happen is absent. */
export const Phases = z.partialRecord(
  z.enum(['dns', 'connect', 'tls', 'firstByte', 'total']),
  z.number().nonnegative(),
);
export type Phases = z.infer<typeof Phases>;

export const CheckResult = z.strictObject({
  at: Instant,
  outcome: Verdict,
  failure: FailureKind.nullable(),
  /** One sentence in English: "answered 500 after 34 ms". */
  detail: z.string(),
  latencyMs: z.number().nonnegative().nullable(),
  phases: Phases,
  httpStatus: z.number().int().nullable(),
  certificateExpiresAt: Instant.nullable(),
});
export type CheckResult = z.infer<typeof CheckResult>;

export const MonitorState = z.strictObject({
  monitorId: z.string(),
  verdict: Verdict,
  since: Instant.nullable(),
  /** Start of the first failing check while the verdict is `down`. */
  downSince: Instant.nullable(),
  /** The maintenance window that hides this failure, if one does. */
  silencedBy: z.string().nullable(),
  /** Consecutive checks that speak against the verdict. */
  doubts: z.number().int().nonnegative(),
  last: CheckResult.nullable(),
  nextDueAt: Instant.nullable(),
});
export type MonitorState = z.infer<typeof MonitorState>;

export const Monitor = MonitorInput.extend({
  id: z.string(),
  /** Where a heartbeat is sent; null for other kinds. */
  heartbeatPath: z.string().nullable(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Monitor = z.infer<typeof Monitor>;

export const MonitorWithState = Monitor.extend({ state: MonitorState });
export type MonitorWithState = z.infer<typeof MonitorWithState>;

/** One step of a chart. */
export const SeriesPoint = z.strictObject({
  at: Instant,
  up: z.number().int(),
  down: z.number().int(),
  unknown: z.number().int(),
  /** Share of the decided checks that were good; null when nothing was decided. */
  upRatio: z.number().nullable(),
  averageMs: z.number().nullable(),
  minMs: z.number().nullable(),
  maxMs: z.number().nullable(),
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
});
export type SeriesPoint = z.infer<typeof SeriesPoint>;

export const SampleImport = z.strictObject({
  at: Instant,
  outcome: Verdict,
  latencyMs: z.number().nonnegative().max(3_600_000).nullable().default(null),
  failure: FailureKind.nullable().default(null),
  detail: z.string().max(500).nullable().default(null),
  httpStatus: z.number().int().min(100).max(599).nullable().default(null),
});
export type SampleImport = z.input<typeof SampleImport>;

/** What a reader sends from the page; a form sends empty fields for what was left out. */
export const ReportInput = z.object({
  componentId: z
    .string()
    .max(64)
    .transform((id) => id || null)
    .nullable()
    .default(null),
  text: z
    .string()
    .max(1_000, 'at most 1,000 characters')
    .transform((text) => text.trim() || null)
    .nullable()
    .default(null),
  locale: Locale.default('en'),
});
export type ReportInput = z.input<typeof ReportInput>;

export const Report = z.strictObject({
  id: z.string(),
  at: Instant,
  componentId: z.string().nullable(),
  locale: z.string(),
  text: z.string().nullable(),
});
export type Report = z.infer<typeof Report>;

/** Many more reports than usual, of one component or (null) of those that name none. */
export const ReportSurge = z.strictObject({
  componentId: z.string().nullable(),
  since: Instant,
  count: z.number().int(),
  /** Reports in an ordinary hour of the week before. */
  usualPerHour: z.number(),
});
export type ReportSurge = z.infer<typeof ReportSurge>;

export const ReportCounts = z.strictObject({
  componentId: z.string().nullable(),
  lastTenMinutes: z.number().int(),
  lastHour: z.number().int(),
  lastDay: z.number().int(),
});
export type ReportCounts = z.infer<typeof ReportCounts>;

export const ReportsView = z.strictObject({
  /** Newest first. */
  items: z.array(Report),
  next: z.string().nullable(),
  counts: z.array(ReportCounts),
  surges: z.array(ReportSurge),
});
export type ReportsView = z.infer<typeof ReportsView>;
