/** What telling needs of the words room; the only place in `tell` that knows how texts are made and judged. */
import type { IncidentPhase, LocalizedText, UpdateOrigin } from '@candor/protocol/words-of-state.ts';
import type { Tx } from '#store';
import type { Incident } from '#timeline';
import type { FailingMonitor } from './gate.ts';

export type Finding = {
  rule: string;
  level: 'error' | 'warning';
  message: string;
  suggestion?: string;
  start: number;
  end: number;
};

export type Draftable = {
  phase: IncidentPhase;
  text: LocalizedText;
  origin: UpdateOrigin;
  nextUpdateBy: string | null;
};

export type Voice = {
  firstWord(incident: Incident, nextUpdateBy: string, tx?: Tx): Promise<LocalizedText>;
  note(incident: Incident, nextUpdateBy: string, tx?: Tx): Promise<LocalizedText>;
  check(
    draft: Draftable,
    incident: Incident,
    failing: readonly FailingMonitor[],
    tx?: Tx,
  ): Promise<Finding[]>;
  claimsInText(text: string, locale: string, failing: readonly FailingMonitor[]): string[];
};
