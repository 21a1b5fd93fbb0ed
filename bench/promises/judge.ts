/**
 * What the published record of an incident says of its promises, judged by somebody who has nothing but that record and
 * a diary of when the house could not speak. Pure, and written without the product's own arithmetic.
 */

/** What the public reads, in the order in which it was written. `trueMs`: by a clock that nobody sets. */
export type Published =
  | {
      kind: 'update';
      id: string;
      at: string;
      trueMs: number;
      nextUpdateBy: string | null;
      text: string;
      origin: string;
    }
  | { kind: 'kept' | 'missed'; updateId: string; dueAt: string };

export type Diary = {
  /** True time in which no process ran, or the database was away. */
  silent: readonly { fromMs: number; untilMs: number }[];
  /** True times at which the clock was set forward, and by how much. */
  forward: readonly { atMs: number; byMs: number }[];
  endMs: number;
  /** What the wall clock shows at the end. */
  now: string;
};

export type Verdict = {
  promises: number;
  kept: number;
  missed: number;
  /** The longest silence beyond the promise and the time in which nobody could speak. */
  worstOverMs: number;
  faults: string[];
};

export const GRACE_MS = 5_000;

const overlapMs = (spans: Diary['silent'], fromMs: number, untilMs: number) =>
  spans.reduce(
    (sum, span) => sum + Math.max(0, Math.min(span.untilMs, untilMs) - Math.max(span.fromMs, fromMs)),
    0,
  );

export function judge(record: readonly Published[], diary: Diary): Verdict {
  const verdict: Verdict = {
    promises: 0,
    kept: 0,
    missed: 0,
    worstOverMs: Number.NEGATIVE_INFINITY,
    faults: [],
  };
  const updates = record.filter((one) => one.kind === 'update');
  const notes = updates.filter(({ origin }) => origin === 'note');
  for (const [i, note] of notes.entries()) {
    const same = notes.slice(0, i).find(({ text }) => text === note.text);
    if (same)
      verdict.faults.push(
        `${note.id} (${note.at}): a note says the same as one before it (${same.at}): ${note.text}`,
      );
  }
  for (const [i, made] of updates.entries()) {
    if (!made.nextUpdateBy) continue;
    verdict.promises += 1;
    const next = updates[i + 1];
    const outcomes = record.filter((one) => one.kind !== 'update' && one.updateId === made.id);
    const promisedMs = Date.parse(made.nextUpdateBy) - Date.parse(made.at);
    const untilMs = next?.trueMs ?? diary.endMs;
    const silentMs = overlapMs(diary.silent, made.trueMs, untilMs + GRACE_MS);
    const overMs = untilMs - made.trueMs - promisedMs - silentMs;
    if (next || overMs > 0) verdict.worstOverMs = Math.max(verdict.worstOverMs, overMs);
    const where = `${made.id} (${made.at}, promised ${made.nextUpdateBy}, then ${next?.at ?? 'nothing'})`;
    if (overMs > GRACE_MS) verdict.faults.push(`${where}: ${overMs} ms of silence too much`);
    if (outcomes.length > 1) verdict.faults.push(`${where}: ${outcomes.length} outcomes`);
    const [outcome] = outcomes;
    if (outcome && outcome.kind !== 'update' && outcome.dueAt !== made.nextUpdateBy)
      verdict.faults.push(`${where}: the outcome is of another time (${outcome.dueAt})`);
    const late = (next?.at ?? diary.now) > made.nextUpdateBy;
    if (next && !outcome) verdict.faults.push(`${where}: no outcome`);
    if (late && outcome?.kind !== 'missed') verdict.faults.push(`${where}: a miss is hidden`);
    if (outcome?.kind === 'kept') verdict.kept += 1;
    if (outcome?.kind !== 'missed') continue;
    verdict.missed += 1;
    // A miss has a cause that is known: nobody could speak, or the clock leapt over the time.
    const leapt = diary.forward.some(
      ({ atMs, byMs }) => byMs > 0 && atMs >= made.trueMs - GRACE_MS && atMs <= untilMs + GRACE_MS,
    );
    if (silentMs === 0 && !leapt) verdict.faults.push(`${where}: missed for no reason`);
  }
  return verdict;
}
