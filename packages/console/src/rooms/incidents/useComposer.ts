/**
 * The update that is being written. What nobody has changed follows the suggestion that the facts make; what somebody
 * wrote is theirs, and kept in this browser with every keystroke, so that a closed tab, a lost session or a dead
 * battery costs nothing. It is forgotten when it is public, not before.
 */
import type { Suggestion } from '@candor/protocol/composer.ts';
import type { IncidentView } from '@candor/protocol/respond.ts';
import type { UpdateInput } from '@candor/protocol/tell.ts';
import type { SegmentNotes, UpdateAudience } from '@candor/protocol/told.ts';
import type { ComponentStatus, IncidentPhase, LocalizedText } from '@candor/protocol/words-of-state.ts';
import { useState } from 'react';
import { serverNowMs } from '../../api.ts';
import { remember, remembered } from '../../lib/remember.ts';
import { writtenText } from '../../ui/LocalizedField.tsx';
import { writtenNotes } from './segment-notes.ts';
import type { Addressed } from './useHearers.ts';

export const PHASES = ['investigating', 'identified', 'monitoring', 'resolved'] as const;

export type Writing = {
  /** Null follows the facts. */
  phase: IncidentPhase | null;
  /** What was written by hand. While nothing is, every language follows the suggestion; after that the others are left out. */
  text: LocalizedText;
  /** What segments are told beside it, as it was written by hand; null follows the suggestion, as long as the text does. */
  segmentNotes: SegmentNotes | null;
  /** Minutes to the next word; null leaves it to the cadence. */
  nextInMinutes: number | null;
  components: Record<string, ComponentStatus>;
  approvedBy: string | null;
  /** Signed reason to publish against the monitors or the linter; null while nobody wants that. */
  override: string | null;
  /** Only these are written to; null: everybody who asked. */
  audience: UpdateAudience | null;
  /** When it goes out; null: after the hold. */
  publishAt: string | null;
  /** The draft that is being written anew; null: a new one. */
  draftId: string | null;
};

/** What stands in the editor: the suggestion, or what was written in its place. */
export type Standing = Omit<Writing, 'phase' | 'segmentNotes'> & {
  phase: IncidentPhase;
  segmentNotes: SegmentNotes;
  /** What the facts suggest for this phase. */
  offered: LocalizedText;
};

export const isPhase = (phase: string): phase is IncidentPhase => PHASES.some((known) => known === phase);

const BLANK: Writing = {
  phase: null,
  text: {},
  segmentNotes: null,
  nextInMinutes: null,
  components: {},
  approvedBy: null,
  override: null,
  audience: null,
  publishAt: null,
  draftId: null,
};

export const isOwn = (writing: Writing): boolean =>
  writing.phase !== null ||
  Object.keys(writing.text).length > 0 ||
  writing.segmentNotes !== null ||
  writing.draftId !== null;

const nameOf = (incidentId: string) => `writing-${incidentId}`;

function kept(incident: IncidentView): Writing {
  const text = remembered(nameOf(incident.id));
  if (!text) return BLANK;
  try {
    return { ...BLANK, ...(JSON.parse(text) as Partial<Writing>) };
  } catch {
    return BLANK;
  }
}

export function useComposer(incident: IncidentView) {
  const [writing, setWriting] = useState(() => kept(incident));
  const keep = (next: Writing) => {
    remember(nameOf(incident.id), isOwn(next) ? JSON.stringify(next) : null);
    setWriting(next);
  };
  return {
    writing,
    set: (change: Partial<Writing>) => keep({ ...writing, ...change }),
    restore: (before: Writing) => keep(before),
    /** After the update was accepted the facts suggest the next one. */
    clear: () => keep(BLANK),
  };
}

/** `suggests` is false while something is about to go out: the next word follows from what that says. */
export function standing(
  writing: Writing,
  incident: IncidentView,
  suggestion: Suggestion | undefined,
  suggests: boolean,
): Standing {
  const known = isPhase(incident.phase) && incident.phase !== 'resolved' ? incident.phase : 'investigating';
  const phase = writing.phase ?? suggestion?.phase ?? known;
  const offered = suggests && (writing.phase !== null || suggestion?.phase != null);
  const base = offered ? (suggestion?.phases[phase].text ?? {}) : {};
  // One language that a person changed and five that say what was suggested would not tell the same facts.
  const isWritten = Object.keys(writing.text).length > 0;
  const text = isWritten ? writing.text : base;
  const beside = offered && !isWritten ? (suggestion?.phases[phase].segmentNotes ?? {}) : {};
  return { ...writing, phase, text, segmentNotes: writing.segmentNotes ?? beside, offered: base };
}

/** Those named; with "resolved" the others are operational again, as they are when none is named. */
function componentsOf({ phase, components }: Standing, incident: IncidentView) {
  const named = Object.entries(components).map(([componentId, status]) => ({ componentId, status }));
  if (phase !== 'resolved' || named.length === 0) return named;
  const others = incident.components.filter(({ componentId }) => !components[componentId]);
  return [...named, ...others.map(({ componentId }) => ({ componentId, status: 'operational' as const }))];
}

/** What decides who hears of it, also while nothing is written. */
export function addressedOf(writing: Standing, incident: IncidentView): Addressed {
  const components = componentsOf(writing, incident);
  return {
    phase: writing.phase,
    ...(components.length > 0 ? { components } : {}),
    ...(writing.audience ? { audience: writing.audience } : {}),
  };
}

/** What the API takes, or null while nothing is written. The signed reason is not part of it: it is no preview's. */
export function inputOf(writing: Standing, incident: IncidentView): UpdateInput | null {
  const text = writtenText(writing.text);
  if (!text) return null;
  const components = componentsOf(writing, incident);
  const segmentNotes = writtenNotes(writing.segmentNotes, Object.keys(text));
  const fromMs = writing.publishAt ? Date.parse(writing.publishAt) : serverNowMs();
  return {
    phase: writing.phase,
    text,
    ...(segmentNotes ? { segmentNotes } : {}),
    ...(writing.nextInMinutes && writing.phase !== 'resolved'
      ? { nextUpdateBy: new Date(fromMs + writing.nextInMinutes * 60_000).toISOString() }
      : {}),
    ...(components.length > 0 ? { components } : {}),
    ...(writing.approvedBy ? { approvedBy: writing.approvedBy } : {}),
    ...(writing.audience ? { audience: writing.audience } : {}),
    ...(writing.publishAt ? { publishAt: writing.publishAt } : {}),
  };
}

/** A draft in the editor again, to be written anew. */
export const writingOf = (draftId: string | null, input: UpdateInput): Writing => ({
  ...BLANK,
  phase: input.phase,
  text: input.text,
  segmentNotes: input.segmentNotes ?? {},
  components: Object.fromEntries(
    (input.components ?? []).map(({ componentId, status }) => [componentId, status]),
  ),
  approvedBy: input.approvedBy ?? null,
  audience: input.audience ?? null,
  publishAt: input.publishAt ?? null,
  draftId,
});

/** What was taken back, and below it what has been written since. */
export function joined(back: Writing['text'], since: Writing['text']): Writing['text'] {
  const written = writtenText(since) ?? {};
  const both = Object.entries(back).map(([locale, text]) => [
    locale,
    written[locale] ? `${text}\n\n${written[locale]}` : text,
  ]);
  return { ...written, ...Object.fromEntries(both) };
}
