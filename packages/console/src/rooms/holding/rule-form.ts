/** A rule as its form holds it, and as the API takes it. Pure. */
import type {
  WorkflowConditions as Conditions,
  WorkflowAction,
  WorkflowRule,
  WorkflowRuleInput,
} from '@candor/protocol/workflows.ts';

export type ActionValues = WorkflowAction & { key: number };
export const EMPTY = {
  name: '',
  enabled: true,
  trigger: { kind: 'severity-reached', settings: { severity: 2 } as Record<string, unknown> },
  componentIds: [] as string[],
  groupIds: [] as string[],
  severity: '',
  componentStatus: '',
  phases: [] as string[],
  detectedBy: '',
  lastsSeconds: 0,
  promisesMissed: 0,
  unacknowledged: false,
  titleWords: '',
  useHours: false,
  from: '08:00',
  to: '18:00',
  days: ['1', '2', '3', '4', '5'],
  timeZone: 'UTC',
  forSeconds: 0,
  actions: [] as ActionValues[],
  everyTime: false,
  maxPerHour: 10,
};
export type Values = typeof EMPTY;

let lastKey = 0;
export const newAction = (kind: string): ActionValues => ({
  key: ++lastKey,
  kind,
  settings: {},
  undo: { when: kind === 'holding-page' ? 'recovery' : 'never', afterSeconds: 0 },
});

export function valuesOf(rule: WorkflowRule): Values {
  const { conditions } = rule;
  return {
    ...EMPTY,
    name: rule.name,
    enabled: rule.enabled,
    trigger: rule.trigger,
    componentIds: conditions.componentIds,
    groupIds: conditions.groupIds,
    severity: conditions.severity === null ? '' : String(conditions.severity),
    componentStatus: conditions.componentStatus ?? '',
    phases: conditions.phases,
    detectedBy: conditions.detectedBy ?? '',
    lastsSeconds: conditions.lastsSeconds,
    promisesMissed: conditions.promisesMissed,
    unacknowledged: conditions.unacknowledged,
    titleWords: conditions.titleWords.join(', '),
    ...(conditions.hours
      ? { ...conditions.hours, days: conditions.hours.days.map(String), useHours: true }
      : {}),
    forSeconds: conditions.forSeconds,
    actions: rule.actions.map((action) => ({ ...action, key: ++lastKey })),
    everyTime: rule.everyTime,
    maxPerHour: rule.maxPerHour,
  };
}

export function inputOf(values: Values): WorkflowRuleInput {
  const { name, enabled, trigger, componentIds, groupIds, from, to, days, timeZone, forSeconds } = values;
  return {
    name: name.trim() || 'Unnamed',
    enabled,
    trigger,
    conditions: {
      componentIds,
      groupIds,
      severity: values.severity === '' ? null : (Number(values.severity) as 1 | 2 | 3 | 4),
      componentStatus: (values.componentStatus || null) as Conditions['componentStatus'],
      phases: values.phases as Conditions['phases'],
      detectedBy: (values.detectedBy || null) as Conditions['detectedBy'],
      lastsSeconds: values.lastsSeconds,
      promisesMissed: values.promisesMissed,
      unacknowledged: values.unacknowledged,
      titleWords: values.titleWords
        .split(',')
        .map((word) => word.trim())
        .filter(Boolean),
      hours: values.useHours ? { from, to, days: days.map(Number), timeZone } : null,
      forSeconds,
    },
    actions: values.actions.map(({ key: _, ...action }) => action),
    everyTime: values.everyTime,
    maxPerHour: values.maxPerHour,
  };
}
