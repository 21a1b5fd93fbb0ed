/**
 * The update that is being written: kept in this browser with every keystroke, so that a closed tab, a lost session
 * or a dead battery costs nothing; forgotten when it is public, not before.
 */
import type { IncidentView } from '@candor/protocol/respond.ts';
import type { UpdateInput } from '@candor/protocol/tell.ts';
import type { UpdateAudience } from '@candor/protocol/told.ts';
import type { ComponentStatus, IncidentPhase, LocalizedText } from '@candor/protocol/words-of-state.ts';
import { useState } from 'react';
import { serverNowMs } from '../../api.ts';
import { remember, remembered } from '../../lib/remember.ts';
import { writtenText } from '../../ui/LocalizedField.tsx';
import type { Addressed } from './useHearers.ts';

export const PHASES = ['investigating', 'identified', 'monitoring', 'resolved'] as const;

export type Writing = {
  phase: IncidentPhase;
  text: LocalizedText;
  /** Minutes to the next word; null leaves it to the cadence. */
  nextInMinutes: number | null;
  components: Record<string, ComponentStatus>;
  approvedBy: string | null;
  /** Signed reason to publish against the monitors or the linter; null while nobody wants that. */
  override: string | null;
  /** Only these are written to; null: everybody who asked. */
  audience: UpdateAudience | null;
};

const isPhase = (phase: string): phase is IncidentPhase => PHASES.some((known) => known === phase);

const blank = (incident: IncidentView): Writing => ({
  phase: isPhase(incident.phase) && incident.phase !== 'resolved' ? incident.phase : 'investigating',
  text: {},
  nextInMinutes: null,
  components: {},
  approvedBy: null,
  override: null,
  audience: null,
});

const nameOf = (incidentId: string) => `writing-${incidentId}`;

function kept(incident: IncidentView): Writing {
  const text = remembered(nameOf(incident.id));
  if (!text) return blank(incident);
  try {
    return { ...blank(incident), ...(JSON.parse(text) as Partial<Writing>) };
  } catch {
    return blank(incident);
  }
}

export function useComposer(incident: IncidentView) {
  const [writing, setWriting] = useState(() => kept(incident));
  const keep = (next: Writing) => {
    remember(nameOf(incident.id), writtenText(next.text) ? JSON.stringify(next) : null);
    setWriting(next);
  };
  return {
    writing,
    set: (change: Partial<Writing>) => keep({ ...writing, ...change }),
    restore: (before: Writing) => keep(before),
    /** After the update was accepted: the next one begins in the phase that this one told of. */
    clear: () =>
      keep({ ...blank(incident), phase: writing.phase === 'resolved' ? 'monitoring' : writing.phase }),
  };
}

/** Those named; with "resolved" the others are operational again, as they are when none is named. */
function componentsOf({ phase, components }: Writing, incident: IncidentView) {
  const named = Object.entries(components).map(([componentId, status]) => ({ componentId, status }));
  if (phase !== 'resolved' || named.length === 0) return named;
  const others = incident.components.filter(({ componentId }) => !components[componentId]);
  return [...named, ...others.map(({ componentId }) => ({ componentId, status: 'operational' as const }))];
}

/** What decides who hears of it, also while nothing is written. */
export function addressedOf(writing: Writing, incident: IncidentView): Addressed {
  const components = componentsOf(writing, incident);
  return {
    phase: writing.phase,
    ...(components.length > 0 ? { components } : {}),
    ...(writing.audience ? { audience: writing.audience } : {}),
  };
}

/** What the API takes, or null while nothing is written. The signed reason is not part of it: it is no preview's. */
export function inputOf(writing: Writing, incident: IncidentView): UpdateInput | null {
  const text = writtenText(writing.text);
  if (!text) return null;
  const components = componentsOf(writing, incident);
  return {
    phase: writing.phase,
    text,
    ...(writing.nextInMinutes && writing.phase !== 'resolved'
      ? { nextUpdateBy: new Date(serverNowMs() + writing.nextInMinutes * 60_000).toISOString() }
      : {}),
    ...(components.length > 0 ? { components } : {}),
    ...(writing.approvedBy ? { approvedBy: writing.approvedBy } : {}),
    ...(writing.audience ? { audience: writing.audience } : {}),
  };
}
