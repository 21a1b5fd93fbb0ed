/**
 * All incidents, folded and kept in memory, caught up with the log before each answer. Positions are given under
 * one lock until commit, so the log has no gaps and reading "after the last position" misses nothing.
 */
import type { Fact } from './fact.ts';
import { applyFact, foldIncident, type Incident, isOpen } from './incident.ts';
import type { FactLog } from './log.ts';

export type Projection = {
  all(which?: { open?: boolean; limit?: number; kind?: Incident['kind'] }): Promise<Incident[]>;
};

const PAGE = 5_000;

export function createProjection(log: FactLog): Projection {
  const incidents = new Map<string, Incident>();
  let position = 0;
  let catchingUp: Promise<void> | null = null;

  function apply(fact: Fact) {
    position = fact.position;
    if (!fact.subject.startsWith('incident:')) return;
    const id = fact.subject.slice('incident:'.length);
    incidents.set(id, applyFact(incidents.get(id) ?? null, fact));
  }

  /** A text that was removed from the log is removed from here: the incident is read once more from its facts. */
  async function foldAnew(subject: string) {
    if (!subject.startsWith('incident:')) return;
    const facts = (await log.read({ subject })).filter((fact) => fact.position <= position);
    const incident = foldIncident(facts);
    if (incident) incidents.set(incident.id, incident);
  }

  async function catchUp() {
    for (;;) {
      const facts = await log.read({ after: position, limit: PAGE });
      for (const fact of facts) apply(fact);
      for (const { body, subject } of facts) if (body.kind === 'fact.redacted') await foldAnew(subject);
      if (facts.length < PAGE) return;
    }
  }

  return {
    async all({ open, limit = 50, kind } = {}) {
      // Two callers share one reading; the second waits once more, because the first may have begun before its commit.
      await catchingUp;
      catchingUp ??= catchUp().finally(() => {
        catchingUp = null;
      });
      await catchingUp;
      return [...incidents.values()]
        .filter(
          (incident) =>
            (open === undefined || isOpen(incident) === open) && (!kind || incident.kind === kind),
        )
        .sort((a, b) => b.startedAt.localeCompare(a.startedAt) || b.id.localeCompare(a.id))
        .slice(0, limit);
    },
  };
}
