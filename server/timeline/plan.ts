/**
 * What planned work is beside an incident, and how its facts change it. Pure, a part of the fold in `incident.ts`:
 * scheduled → in_progress → verifying → completed, or cancelled; its arrows are performed by tell/maintenance/.
 */
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import type { FactBody } from './fact.ts';
import type { Incident } from './incident.ts';

/** What planned work knows beside what every incident knows. */
export type Plan = {
  reason: LocalizedText | null;
  timeZone: string | null;
  remindMinutesBefore: number[];
  completes: 'automatic' | 'manual';
  seriesId: string | null;
  /** The end that stood when it began: what was announced ahead, whatever was added later. */
  announcedUntil: string;
  /** Who answered for the present end: the house extends once, and a person as often as needed. */
  extendedByHouse: boolean;
  /** The owner was asked about the present end. */
  askedAt: string | null;
  verifyingAt: string | null;
  overran: { incidentId: string; since: string } | null;
};

type PlanFact = {
  at: string;
  by: string;
  body: Extract<FactBody, { kind: `maintenance.${string}` }>;
};

const planned = ({ plan }: Incident, news: Partial<Plan>): Pick<Incident, 'plan'> => ({
  plan: plan && { ...plan, ...news },
});

export const withRelated = ({ related }: Incident, id: string): string[] =>
  related.includes(id) ? related : [...related, id];

export function planChange(incident: Incident, { at, by, body }: PlanFact): Partial<Incident> {
  switch (body.kind) {
    case 'maintenance.scheduled': {
      const { title, components, scheduledFor, scheduledUntil } = body;
      return {
        title,
        components,
        openedComponents: components,
        scheduledFor,
        scheduledUntil,
        phase: 'scheduled',
        startedAt: scheduledFor,
        openedAt: at,
        openedBy: by,
        impact: body.impact ?? null,
        plan: {
          // It was written in the language of the title, when it does not say in which.
          reason:
            typeof body.reason === 'string' ? { [Object.keys(title)[0] ?? 'en']: body.reason } : body.reason,
          timeZone: body.timeZone ?? null,
          remindMinutesBefore: body.remindMinutesBefore ?? [],
          completes: body.completes ?? 'automatic',
          seriesId: body.seriesId ?? null,
          announcedUntil: scheduledUntil,
          extendedByHouse: false,
          askedAt: null,
          verifyingAt: null,
          overran: null,
        },
      };
    }
    case 'maintenance.started':
      return { phase: 'in_progress', startedAt: at };
    case 'maintenance.moved': {
      const { scheduledFor, scheduledUntil } = body;
      return {
        scheduledFor,
        scheduledUntil,
        startedAt: scheduledFor,
        ...planned(incident, { announcedUntil: scheduledUntil, askedAt: null }),
      };
    }
    case 'maintenance.extended':
      return {
        scheduledUntil: body.scheduledUntil,
        ...planned(incident, {
          ...(incident.phase === 'scheduled' ? { announcedUntil: body.scheduledUntil } : {}),
          extendedByHouse: by === 'system:maintenance',
          askedAt: null,
        }),
      };
    case 'maintenance.extension_asked':
      return planned(incident, { askedAt: at });
    case 'maintenance.verifying':
      return { phase: 'verifying', ...planned(incident, { verifyingAt: at }) };
    case 'maintenance.overran':
      return {
        related: withRelated(incident, body.incidentId),
        ...planned(incident, { overran: { incidentId: body.incidentId, since: body.since } }),
      };
    case 'maintenance.completed':
      return { phase: 'completed', resolvedAt: at };
    case 'maintenance.cancelled':
      return { phase: 'cancelled', resolvedAt: at };
  }
}
