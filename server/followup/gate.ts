/** What every word after recovery has to pass: the linter in its language, and the monitors of what was hit. Reads only. */
import type { Finding } from '@candor/protocol/words.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import type { FailingMonitor } from '#tell';
import type { Incident } from '#timeline';
import type { Words } from '#words';

export type Gate = ReturnType<typeof createGate>;

export function createGate({ words, failing }: { words: Words; failing: () => FailingMonitor[] }) {
  const lint = (incident: Pick<Incident, 'severity'> & { startedAt: string | null }, texts: LocalizedText) =>
    Object.entries(texts).flatMap(([locale, text]) =>
      words
        .lint(text, {
          phase: 'resolved',
          position: 'followup',
          locale,
          severity: incident.severity,
          ...(incident.startedAt ? { facts: { startedAt: incident.startedAt } } : {}),
        })
        .map((finding) => ({ locale, finding })),
    );
  return {
    lint,
    errors: (...given: Parameters<typeof lint>): Finding[] =>
      lint(...given).flatMap(({ finding }) => (finding.level === 'error' ? [finding] : [])),
    /** Nothing is over while a check of what was hit fails, whatever the incident says; null when none does. */
    contradiction(incident: Incident): string | null {
      const touched = new Set(
        [...incident.openedComponents, ...incident.components].map(({ componentId }) => componentId),
      );
      const still = failing().filter(({ componentId }) => touched.has(componentId));
      return still.length === 0
        ? null
        : `A word after recovery would not be true: ${still.map(({ monitorName, since }) => `${monitorName} fails since ${since}`).join('; ')}.`;
    },
  };
}
