/** Whether the conditions of a rule hold for an incident at an instant, and if not, why. Pure. */
import type { ComponentStatus } from '@candor/protocol/words-of-state.ts';
import type { WorkflowConditions } from '@candor/protocol/workflows.ts';
import { type Incident, worse } from '#timeline';

/** Which group a component stands in. */
export type GroupOf = ReadonlyMap<string, string | null>;

const SEVERITY = { 1: 'critical', 2: 'major', 3: 'minor', 4: 'none' } as const;

const STATUS = {
  operational: 'working',
  degraded_performance: 'slow or unreliable',
  partial_outage: 'failing for some',
  major_outage: 'not working',
  under_maintenance: 'under maintenance',
  unknown: 'not known',
} as const;
export const orWorse = (status: ComponentStatus): string =>
  status === 'major_outage' ? STATUS[status] : `${STATUS[status]} or worse`;
export const NOTICED = {
  monitor: 'a monitor',
  person: 'a person',
  signal: 'a signal from outside',
  import: 'another status page',
  nobody: 'nobody',
} as const;
export const said = (phase: string) => phase.replaceAll('_', ' ');

/** Whether an incident touches what the conditions name. */
export const touching = (conditions: WorkflowConditions, groupOf: GroupOf) => {
  const { componentIds, groupIds } = conditions;
  const mine = concerns(conditions, groupOf);
  return (incident: Incident): boolean =>
    (componentIds.length === 0 && groupIds.length === 0) ||
    [...incident.components, ...incident.openedComponents].some((one) => mine(one.componentId));
};

export function concerns({ componentIds, groupIds }: WorkflowConditions, groupOf: GroupOf) {
  if (componentIds.length === 0 && groupIds.length === 0) return () => true;
  const chosen = new Set(componentIds);
  const groups = new Set(groupIds);
  return (componentId: string): boolean => {
    const group = groupOf.get(componentId);
    return chosen.has(componentId) || (group != null && groups.has(group));
  };
}

/** Null: they hold. */
export function unmet(
  conditions: WorkflowConditions,
  incident: Incident,
  { at, groupOf }: { at: string; groupOf: GroupOf },
): string | null {
  const { severity, titleWords, hours, componentStatus, phases, detectedBy, lastsSeconds } = conditions;
  if (!touching(conditions, groupOf)(incident)) return 'none of the components of the rule is concerned';
  if (severity !== null && incident.kind === 'incident' && incident.severity > severity)
    return `its severity is ${SEVERITY[incident.severity]}, and the rule asks for ${SEVERITY[severity]} or worse`;
  const mine = concerns(conditions, groupOf);
  const asBad = (status: ComponentStatus) => worse(status, componentStatus!) === status;
  if (componentStatus && !incident.components.some((one) => mine(one.componentId) && asBad(one.status)))
    return `none of its components is ${orWorse(componentStatus)}`;
  if (phases.length > 0 && !phases.includes(incident.phase))
    return `it is ${said(incident.phase)}, and the rule asks for ${phases.map(said).join(' or ')}`;
  if (detectedBy && incident.detectedBy !== detectedBy)
    return `${NOTICED[incident.detectedBy ?? 'nobody']} noticed it, and the rule asks for ${NOTICED[detectedBy]}`;
  const lasts = Math.floor((Date.parse(at) - Date.parse(incident.startedAt)) / 1_000);
  if (lasts < lastsSeconds)
    return `it had lasted ${Math.max(0, lasts)} s, and the rule asks for ${lastsSeconds} s`;
  const missed = incident.promises.filter(({ outcome }) => outcome === 'missed').length;
  if (missed < conditions.promisesMissed)
    return `${missed} of its promises had been missed, and the rule asks for ${conditions.promisesMissed}`;
  if (conditions.unacknowledged && incident.acknowledgedAt !== null) return 'somebody had taken it';
  const titles = Object.values(incident.title).map((title) => title.toLowerCase());
  if (
    titleWords.length > 0 &&
    !titleWords.some((word) => titles.some((title) => title.includes(word.toLowerCase())))
  )
    return 'its title holds none of the words of the rule';
  if (hours && !within(hours, at)) return 'it is outside the hours of the rule';
  return null;
}

function within({ from, to, days, timeZone }: NonNullable<WorkflowConditions['hours']>, at: string): boolean {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone);
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  if (from <= to) return days.includes(local.dayOfWeek) && time >= from && time < to;
  // Over midnight: the hours after it belong to the day on which they began.
  if (time >= from) return days.includes(local.dayOfWeek);
  return time < to && days.includes(local.subtract({ days: 1 }).dayOfWeek);
}
