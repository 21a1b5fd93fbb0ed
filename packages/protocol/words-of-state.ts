/** The closed vocabularies that facts, rows, pages and SDKs share. */
import { z } from 'zod';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const WRITTEN_OTHERWISE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;

/** Of ISO 8601, whether a clock and a calendar show it: 30 February is read as 2 March by JavaScript. */
export function isTime(text: string): boolean {
  const [year, month, day] = text.slice(0, 10).split('-').map(Number) as [number, number, number];
  return !Number.isNaN(Date.parse(text)) && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/**
 * An instant: ISO 8601 in UTC with milliseconds, `2026-01-02T03:04:05.678Z`. What comes with fewer digits or with an
 * offset is the same moment, and becomes this; a time that no clock shows is refused.
 */
export const Instant = z
  .string()
  .overwrite((text) =>
    !INSTANT.test(text) && WRITTEN_OTHERWISE.test(text) && isTime(text) ? new Date(text).toISOString() : text,
  )
  .regex(INSTANT, { error: 'an instant looks like 2026-01-02T03:04:05.678Z', abort: true })
  .refine(isTime, 'there is no such time');

export const Locale = z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'a locale looks like en or pt-BR');

/** One text in one or more languages. */
export const LocalizedText = z.record(Locale, z.string().min(1).max(25_000));

/**
 * A name or a title stands in one line wherever it is read, in headers of mail too: breaks and control characters become
 * a space, and what turns the order of letters round for everything after it (U+202A to U+202E) falls away.
 */
const inOneLine = (text: string): string =>
  text
    .replace(/[\u202a-\u202e]/g, '')
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim() || text;
export const Line = z.string().overwrite(inOneLine);
/** A name or a title in several languages. */
export const LocalizedLine = z.record(Locale, Line.min(1).max(25_000));
export type LocalizedText = z.infer<typeof LocalizedText>;

/** 1 critical, 2 major, 3 minor, 4 none: the order of Statuspage's impact. */
export const Severity = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
export type Severity = z.infer<typeof Severity>;

export const ComponentStatus = z.enum([
  'operational',
  'degraded_performance',
  'partial_outage',
  'major_outage',
  'under_maintenance',
  'unknown',
]);
export type ComponentStatus = z.infer<typeof ComponentStatus>;

export const IncidentPhase = z.enum(['investigating', 'identified', 'monitoring', 'resolved']);
export type IncidentPhase = z.infer<typeof IncidentPhase>;

export const MaintenancePhase = z.enum(['scheduled', 'in_progress', 'verifying', 'completed', 'cancelled']);
export type MaintenancePhase = z.infer<typeof MaintenancePhase>;

/** What a word on planned work does while its phase stays: it is told again, at other times, or goes on for longer. */
export const MaintenanceStep = z.enum(['reminded', 'moved', 'extended']);
export type MaintenanceStep = z.infer<typeof MaintenanceStep>;

export const ComponentState = z.strictObject({ componentId: z.string().max(64), status: ComponentStatus });
export type ComponentState = z.infer<typeof ComponentState>;

/** Who wrote an update: a person, the rule for the first word, or the promise's own "no change" note. */
export const UpdateOrigin = z.enum(['person', 'automatic', 'note']);
export type UpdateOrigin = z.infer<typeof UpdateOrigin>;

export const IncidentRole = z.enum(['owner', 'deputy', 'communications', 'scribe', 'liaison']);
export type IncidentRole = z.infer<typeof IncidentRole>;
