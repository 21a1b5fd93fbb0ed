/** How a carrier and one of its ways stand, in a mark and a word. */
import type { CarrierView, WayView } from '@candor/protocol/carriers.ts';
import { StatusMark } from '../../ui/StatusMark.tsx';

export function CarrierState({ carrier }: { carrier: CarrierView }) {
  const failing = carrier.ways.filter(({ state }) => state !== 'closed').length;
  if (!carrier.ready) return <StatusMark state="unknown" label="Not set up" />;
  if (carrier.breaker.state === 'open') return <StatusMark state="major_outage" label="No way out works" />;
  if (failing > 0) return <StatusMark state="degraded_performance" label="A way out fails" />;
  return <StatusMark state="operational" label="Working" />;
}

const WAYS: Record<WayView['state'], [state: string, label: string]> = {
  closed: ['operational', 'Working'],
  open: ['major_outage', 'Fails, and is probed'],
  locked: ['unknown', 'Cannot be used'],
};

export function WayState({ state }: { state: WayView['state'] }) {
  const [mark, label] = WAYS[state];
  return <StatusMark state={mark} label={label} />;
}
