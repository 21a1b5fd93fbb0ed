/** What a transition says in the timeline. Pure: the sample that decided it is copied in as evidence. */
import type { CheckResult, Monitor } from '@candor/protocol/watch.ts';
import type { Evidence, FactDraft } from '#timeline';
import type { Transition } from './verdict.ts';

const iso = (ms: number) => new Date(ms).toISOString();

type About = Pick<Monitor, 'id' | 'name' | 'componentId' | 'statusWhenDown' | 'opensIncident'>;

export function evidenceOf({ at, latencyMs, failure, detail, phases }: CheckResult): Evidence {
  return { at, latencyMs, failure, detail, phases: { ...phases } as Record<string, number> };
}

export function factOf(monitor: About, transition: Transition, result: CheckResult): FactDraft {
  const { id: monitorId, componentId } = monitor;
  const evidence = evidenceOf(result);
  const common = {
    subject: `component:${componentId}`,
    by: `monitor:${monitorId}`,
    at: iso(transition.atMs),
  };
  // One key per start of a transition: whoever says it again says nothing new.
  const key = (startMs: number) => `monitor:${monitorId}:${iso(startMs)}`;
  switch (transition.kind) {
    case 'failed':
      return {
        ...common,
        key: key(transition.firstFailedMs),
        body: {
          kind: 'monitor.failed',
          monitorId,
          monitorName: monitor.name,
          componentId,
          status: monitor.statusWhenDown,
          firstFailedAt: iso(transition.firstFailedMs),
          opensIncident: monitor.opensIncident,
          evidence,
        },
      };
    case 'recovered':
      return {
        ...common,
        key: key(transition.firstGoodMs),
        body: {
          kind: 'monitor.recovered',
          monitorId,
          componentId,
          downSince: iso(transition.downSinceMs),
          firstGoodAt: iso(transition.firstGoodMs),
          evidence,
        },
      };
    case 'silenced':
      return {
        ...common,
        key: key(transition.firstFailedMs),
        body: {
          kind: 'monitor.silenced',
          monitorId,
          componentId,
          windowId: transition.windowId,
          would: 'fail',
          evidence,
        },
      };
  }
}

/** The monitor of a lasting failure was changed or removed: it testifies no longer, and says that this proves nothing. */
export function withdrawal(
  monitor: About,
  downSinceMs: number,
  nowMs: number,
  why: string,
  by: string,
): FactDraft {
  const at = iso(nowMs);
  return {
    subject: `component:${monitor.componentId}`,
    by,
    at,
    key: `monitor:${monitor.id}:${iso(downSinceMs)}:withdrawn`,
    body: {
      kind: 'monitor.recovered',
      monitorId: monitor.id,
      componentId: monitor.componentId,
      downSince: iso(downSinceMs),
      firstGoodAt: at,
      evidence: { at, latencyMs: null, failure: 'withdrawn', detail: why },
    },
  };
}
