/**
 * The truth gate, pure: what an update claims against what the monitors say. A contradiction blocks, until it is
 * corrected or overridden with a signed reason.
 */
import type { ComponentState, IncidentPhase, LocalizedText } from '@candor/protocol/words-of-state.ts';
import type { Incident } from '#timeline';

export type FailingMonitor = {
  monitorId: string;
  monitorName: string;
  componentId: string;
  since: string;
  detail: string;
};

/** `14:30 UTC on 2026-03-01`: the time as people say it, and the day, because it may have failed for long. */
const at = (instant: string) => `${instant.slice(11, 16)} UTC on ${instant.slice(0, 10)}`;

/** The refusal in one sentence. */
export const contradicted = (claims: readonly string[]): string =>
  `The monitors contradict this: ${claims.map((claim) => claim.replace(/\.$/, '')).join('; ')}.`;

export type Claim = { rule: 'H06'; claim: string };

export function contradictions(
  update: { phase: IncidentPhase; components: readonly ComponentState[]; text: LocalizedText },
  incident: Incident,
  failing: readonly FailingMonitor[],
  claimsInText: (
    text: string,
    phase: IncidentPhase,
    locale: string,
    failing: readonly FailingMonitor[],
  ) => string[] = () => [],
): Claim[] {
  const concerned = new Set(
    [...incident.components, ...incident.openedComponents].map((component) => component.componentId),
  );
  const mine = failing.filter(
    (monitor) =>
      concerned.has(monitor.componentId) || incident.symptoms.some((s) => s.monitorId === monitor.monitorId),
  );
  const claims: string[] = [];
  if (update.phase === 'resolved')
    for (const monitor of mine)
      claims.push(
        `"resolved", while ${monitor.monitorName} fails since ${at(monitor.since)}: ${monitor.detail}`,
      );
  for (const { componentId, status } of update.components)
    if (status === 'operational')
      for (const monitor of failing.filter((each) => each.componentId === componentId))
        claims.push(
          `"operational" for ${componentId}, while ${monitor.monitorName} fails since ${at(monitor.since)}: ${monitor.detail}`,
        );
  for (const [locale, text] of Object.entries(update.text))
    claims.push(...claimsInText(text, update.phase, locale, failing));
  return [...new Set(claims)].map((claim) => ({ rule: 'H06', claim }));
}
