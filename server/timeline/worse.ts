/** Which of two component statuses is the worse one, and what a failure makes of what was declared. Pure. */
import type { ComponentState } from '@candor/protocol/words-of-state.ts';

const WORSE = [
  'operational',
  'under_maintenance',
  'unknown',
  'degraded_performance',
  'partial_outage',
  'major_outage',
];

/** The worse of two component statuses. */
export const worse = <S extends ComponentState['status']>(a: S, b: S): S =>
  WORSE.indexOf(a) >= WORSE.indexOf(b) ? a : b;

export function worsen(
  components: ComponentState[],
  { componentId, status }: ComponentState,
): ComponentState[] {
  const known = components.find((component) => component.componentId === componentId);
  if (!known) return [...components, { componentId, status }];
  return components.map((component) =>
    component === known ? { componentId, status: worse(known.status, status) } : component,
  );
}
