/** A delivery's state in words. */
import type { DeliveryState } from '@candor/protocol/carriers.ts';

const STATES: Record<DeliveryState, [label: string, tone: string]> = {
  planned: ['Waits for its turn', 'blue'],
  leased: ['Under way', 'blue'],
  deferred: ['Tried again soon', 'amber'],
  accepted: ['Accepted', 'green'],
  failed: ['Dead letter', 'red'],
  suppressed: ['Never to be sent', ''],
  superseded: ['Overtaken by a later word', ''],
};

export const stateLabel = (state: DeliveryState): string => STATES[state][0];

export function DeliveryMark({ state }: { state: DeliveryState }) {
  return (
    <span className="chip" data-tone={STATES[state][1]}>
      {STATES[state][0]}
    </span>
  );
}
