/** Every trigger there is, in the order of an outage. A new one is a file and a line here. */
import type { Trigger } from '../kinds.ts';
import { componentStatus } from './component.ts';
import { maintenanceEnded, maintenanceOverran, maintenanceStarted } from './maintenance.ts';
import { opened } from './opened.ts';
import { phaseReached, resolved } from './phase.ts';
import { promiseMissed } from './promise.ts';
import { recovered } from './recovered.ts';
import { severityLeft, severityReached } from './severity.ts';

export const TRIGGERS: ReadonlyMap<string, Trigger> = new Map(
  [
    opened,
    severityReached,
    severityLeft,
    componentStatus,
    phaseReached,
    promiseMissed,
    recovered,
    resolved,
    maintenanceStarted,
    maintenanceOverran,
    maintenanceEnded,
  ].map((one) => [one.kind, one]),
);
