/** What the sources, sections and actions of an import are called. */
import type { ImportView, PlanAction, TransferSection, TransferSource } from '@candor/protocol/transfer.ts';

export const SOURCES: Record<TransferSource, string> = {
  candor: 'Candor',
  statuspage: 'Statuspage',
  'statuspage-public': 'Statuspage, public page',
  'uptime-kuma': 'Uptime Kuma',
  cachet: 'Cachet',
  instatus: 'Instatus',
  'better-stack': 'Better Stack',
  upptime: 'Upptime',
};

export const SECTIONS: Record<TransferSection, string> = {
  page: 'Page',
  groups: 'Groups',
  components: 'Components',
  monitors: 'Monitors',
  incidents: 'Incidents',
  maintenances: 'Maintenance',
  subscribers: 'Subscribers',
  holdingSets: 'Holding pages',
  workflows: 'Workflow rules',
};

export const ACTIONS: Record<PlanAction, string> = {
  create: 'Create',
  update: 'Change',
  same: 'As it is',
  left_out: 'Left out',
};

export const STATES: Record<ImportView['state'], string> = {
  planned: 'Planned, nothing changed',
  applying: 'Being carried out',
  applied: 'Carried out',
  failed: 'Stopped',
};
