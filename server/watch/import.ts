/**
 * History from elsewhere: samples with their own times, judged by the same rules as live ones, so that an imported
 * outage looks like any other. Failures that ended are recorded as facts; they open no incident today.
 */
import { SampleImport } from '@candor/protocol/watch.ts';
import { z } from 'zod';
import { Problem } from '#lib/problem.ts';
import type { FactDraft } from '#timeline';
import { factOf } from './facts.ts';
import type { Sample } from './history.ts';
import type { Known } from './monitors.ts';
import { judge, newStanding, type Transition } from './verdict.ts';

const MOST_SAMPLES = 200_000;

export function readImport(rows: readonly unknown[], nowMs: number): z.output<typeof SampleImport>[] {
  if (rows.length > MOST_SAMPLES)
    throw new Problem(
      'import.invalid',
      `An import takes at most ${MOST_SAMPLES} samples; send the rest in another one.`,
    );
  const parsed = z.array(SampleImport).safeParse(rows);
  if (!parsed.success)
    throw new Problem('import.invalid', 'A sample does not have the shape that it needs.', {
      errors: parsed.error.issues
        .slice(0, 20)
        .map(({ path, message }) => ({ path: path.map(String).join('.'), message })),
    });
  const future = parsed.data.find(({ at }) => !(Date.parse(at) <= nowMs));
  if (future) throw new Problem('import.invalid', `The sample of ${future.at} lies in the future.`);
  return parsed.data.toSorted((a, b) => a.at.localeCompare(b.at));
}

export function toSamples(monitor: number, rows: readonly z.output<typeof SampleImport>[]): Sample[] {
  return rows.map(({ at, ...row }) => ({ ...row, monitor, atMs: Date.parse(at) }));
}

/** The facts of the failures in these samples that began and ended within them. Pure. */
export function factsOfImport(known: Known, rows: readonly z.output<typeof SampleImport>[]): FactDraft[] {
  const monitor = { ...known.monitor, opensIncident: null };
  const facts: FactDraft[] = [];
  let standing = newStanding();
  let failed: FactDraft | null = null;
  for (const { at, outcome, latencyMs, failure, detail, httpStatus } of rows) {
    const startedMs = Date.parse(at);
    const judged = judge(standing, { outcome, startedMs, endedMs: startedMs + (latencyMs ?? 0) }, monitor);
    standing = judged.standing;
    const transition: Transition | null = judged.transition;
    if (!transition) continue;
    const text = detail ?? (outcome === 'up' ? 'good' : 'failed');
    const result = {
      at,
      outcome,
      failure,
      detail: text,
      latencyMs,
      phases: {},
      httpStatus,
      certificateExpiresAt: null,
    };
    const fact = { ...factOf(monitor, transition, result), by: 'system:import' };
    if (transition.kind === 'failed') failed = fact;
    if (transition.kind === 'recovered' && failed) facts.push(failed, fact);
  }
  return facts;
}
