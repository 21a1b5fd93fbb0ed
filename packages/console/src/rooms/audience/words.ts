/** What subscriptions are called here. */
import type { Subscriber, SubscriberState } from '@candor/protocol/audience.ts';
import type { CarrierView } from '@candor/protocol/carriers.ts';
import type { z } from 'zod';
import type { Listed } from '../../api.ts';
import { useGet } from '../../query.ts';
import { useMay } from '../../session.ts';

export type State = z.infer<typeof SubscriberState>;

export const STATES: [State, string][] = [
  ['active', 'Active'],
  ['pending', 'Not confirmed'],
  ['unsubscribed', 'Unsubscribed'],
  ['suppressed', 'Suppressed'],
];
export const stateLabel = (state: State): string => STATES.find(([name]) => name === state)?.[1] ?? state;

export function useCarriers(): CarrierView[] {
  const may = useMay();
  return useGet<Listed<CarrierView>>(may('carriers:read') ? '/carriers' : null).data?.items ?? [];
}

/** What somebody hears of, in one line. */
export function hearsOf(subscriber: Subscriber, nameOf: (id: string) => string): string {
  const { componentIds, groupIds, incidentIds, wantsIncidents, wantsMaintenance, leastSeverity } = subscriber;
  const chosen = [
    ...(componentIds ?? []).map(nameOf),
    ...(groupIds ? [`${groupIds.length} ${groupIds.length === 1 ? 'group' : 'groups'}`] : []),
    ...(incidentIds ? [`${incidentIds.length} followed`] : []),
  ];
  const parts = [chosen.length > 0 ? chosen.join(', ') : 'Everything'];
  if (!wantsMaintenance) parts.push('incidents only');
  if (!wantsIncidents) parts.push('maintenance only');
  if (leastSeverity < 4) parts.push(`severity ${leastSeverity} and worse`);
  return parts.join(' · ');
}
