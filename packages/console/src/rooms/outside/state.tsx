/** How copying to a place stands, as a mark with a word. */
import type { OutsideCopy } from '@candor/protocol/outside.ts';
import { StatusMark } from '../../ui/StatusMark.tsx';

export function CopyState({ copy: { enabled, state } }: { copy: OutsideCopy }) {
  if (!enabled) return <StatusMark state="unknown" label="Switched off" />;
  if (state.warning) return <StatusMark state="major_outage" label="Failing" />;
  if (state.failures > 0) return <StatusMark state="degraded_performance" label="Trying again" />;
  if (state.copying) return <StatusMark state="monitoring" label="Copying" />;
  if (!state.lastSuccessAt) return <StatusMark state="unknown" label="Not copied yet" />;
  return <StatusMark state="operational" label="Up to date" />;
}
