/**
 * What an author signs who publishes against the rules: by its id each thing that the truth gate found and that stood
 * before their eyes, and nothing that comes up afterwards. Pure.
 */
import type { TruthFinding } from '@candor/protocol/tell.ts';
import { isProblem, type Problem } from '../../api.ts';
import type { ToSign } from '../../ui/Override.tsx';
import type { Judgement } from './usePreview.ts';

const isError = ({ level }: { level: string }) => level === 'error';
const claimLine = ({ id, claimed, known, remedy }: TruthFinding): ToSign => ({
  id,
  text: `“${claimed}”, while ${known}.`,
  remedy,
});

/** Everything that keeps it back, the truth gate's first; the linter's have no ids, because only words make them. */
export const keptBackBy = ({ truth, findings }: Judgement): ToSign[] => [
  ...truth.filter(isError).map(claimLine),
  ...findings
    .filter((finding) => isError(finding) && finding.rule !== 'H06')
    .map(({ rule, message }) => ({ id: null, text: `${rule}: ${message}`, remedy: null })),
];

/** The same from a refusal, where nothing was previewed. */
export function refusedFor(problem: Problem | null): ToSign[] {
  if (!isProblem(problem)) return [];
  const claims = problem.extra['claims'];
  if (problem.code === 'truth.contradiction' && Array.isArray(claims))
    return (claims as TruthFinding[]).filter(isError).map(claimLine);
  // No reason signs a note for a segment.
  if (problem.extra['notes']) return [];
  return problem.code === 'words.blocked' ? [{ id: null, text: problem.detail, remedy: null }] : [];
}

export const signatureOf = (reason: string, signed: readonly ToSign[]) => ({
  reason: reason.trim(),
  findings: signed.flatMap(({ id }) => id ?? []),
});
