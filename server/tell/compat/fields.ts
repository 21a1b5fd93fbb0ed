/**
 * What comes in at Statuspage's REST API v1: the fields that mean something here, read as leniently as there (forms
 * know only text, generated clients send null for what is not set). What is not listed is ignored, as it is there.
 */
import { z } from 'zod';
import { Problem } from '#lib/problem.ts';

const Flag = z.preprocess(
  (value) => (value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : value),
  z.boolean(),
);
const Id = z.string().max(64);
const Ids = z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(Id).max(500));

/** With a zone, or a date alone; what has neither could mean anything. */
const Stamp = z
  .string()
  .max(40)
  .regex(
    /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?$/,
    'needs a time with its zone, such as 2026-03-01T12:00:00Z',
  )
  .refine((text) => !Number.isNaN(Date.parse(text)), 'is not a time')
  .transform((text) => new Date(Date.parse(text)).toISOString());

export const Status = z.enum([
  'operational',
  'degraded_performance',
  'partial_outage',
  'major_outage',
  'under_maintenance',
]);

/** What only Candor knows, where the original keeps whatever its callers like. */
const Candor = z.object({
  override: z.object({ reason: z.string().trim().min(10).max(2_000) }).optional(),
  next_update_by: Stamp.optional(),
  approved_by: Id.optional(),
});

const Incident = z.object({
  name: z.string().trim().min(1, "can't be blank").max(255, 'has at most 255 characters'),
  status: z.enum([
    'investigating',
    'identified',
    'monitoring',
    'resolved',
    'scheduled',
    'in_progress',
    'verifying',
    'completed',
  ]),
  impact_override: z.enum(['none', 'minor', 'major', 'critical', 'maintenance']),
  scheduled_for: Stamp,
  scheduled_until: Stamp,
  deliver_notifications: Flag.default(true),
  backfill_date: Stamp,
  backfilled: Flag,
  body: z.string().max(25_000, 'has at most 25000 characters'),
  components: z.union([Ids, z.record(Id, Status)]),
  component_ids: Ids,
  metadata: z.object({ candor: Candor.optional() }),
});
export const NewIncident = Incident.partial().required({ name: true });
export const IncidentEdit = Incident.partial();
export type IncidentEdit = z.output<typeof IncidentEdit>;
export const UpdateEdit = z.object({
  body: z.string().trim().min(1, "can't be blank").max(25_000),
  metadata: z.object({ candor: Candor.optional() }).optional(),
});

const Component = z.object({
  name: z.string().trim().min(1, "can't be blank").max(200),
  description: z.string().max(2_000),
  status: Status,
  group_id: Id,
  showcase: Flag,
  only_show_if_degraded: Flag,
  start_date: z.iso.date(),
  position: z.coerce.number().int().min(0).max(10_000),
});
export const NewComponent = Component.partial().required({ name: true });
export const ComponentEdit = Component.partial();

const Group = z.object({ name: Component.shape.name, components: Ids, position: Component.shape.position });
export const NewGroup = Group.partial().required({ name: true });
export const GroupEdit = Group.partial();

export const NewSubscriber = z.object({
  email: z.string().max(254).optional(),
  endpoint: z.string().max(2_000).optional(),
  phone_number: z.string().max(40).optional(),
  component_ids: Ids.optional(),
  skip_confirmation_notification: Flag.default(false),
});
export const SubscriberEdit = z.object({ component_ids: Ids });

/** Takes what lies under `key` in the body; null and empty text are as good as absent there. */
export function given<S extends z.ZodType>(
  body: Record<string, unknown>,
  key: string,
  shape: S,
): z.output<S> {
  const inner = body[key];
  if (typeof inner !== 'object' || inner === null || Array.isArray(inner))
    throw new Problem('request.invalid', `The body has to hold an object "${key}".`, {
      errors: [{ path: key, message: 'is missing' }],
    });
  const fields = Object.fromEntries(
    Object.entries(inner).filter(([, value]) => value !== null && value !== ''),
  );
  const read = shape.safeParse(fields);
  if (read.success) return read.data;
  throw new Problem('request.invalid', `The ${key} could not be read.`, {
    errors: read.error.issues.map(({ path, message }) => ({ path: [key, ...path].join('.'), message })),
  });
}
