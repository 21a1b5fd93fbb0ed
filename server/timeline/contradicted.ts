/**
 * What was said against what is known, folded: words that were let through by a signature, and words that came to be
 * contradicted after they were public. Pure.
 */
import type { FactBody } from './fact.ts';

type BodyOf<K extends FactBody['kind']> = Extract<FactBody, { kind: K }>;
type Said = { at: string; by: string };

/** Somebody answers for what the checks refused. */
export type Override = Said & {
  rule: string;
  reason: string;
  claims: string[];
  /** The word that it let through; null for what is no update. */
  updateId: string | null;
};

/** Asked of the owner because what was said in public came to be contradicted. */
export type Challenge = {
  id: string;
  updateId: string | null;
  claim: 'resolved' | 'scope' | 'start' | 'estimate';
  text: string;
  detail: string;
  evidenceId: string;
  evidenceAt: string | null;
  raisedAt: string;
  state: 'open' | 'answered' | 'dismissed';
  settledAt: string | null;
  settledBy: string | null;
  withUpdateId: string | null;
  reason: string | null;
};

export const overrideOf = (
  { rule, reason, claims, updateId }: BodyOf<'gate.overridden'>,
  said: Said,
): Override => ({ ...said, rule, reason, claims, updateId: updateId ?? null });

export function challengesAfter(
  challenges: readonly Challenge[],
  body: BodyOf<'challenge.raised' | 'challenge.answered' | 'challenge.dismissed'>,
  { at, by }: Said,
): Challenge[] {
  if (body.kind === 'challenge.raised') {
    const { kind: _, challengeId: id, ...raised } = body;
    const open = {
      state: 'open',
      settledAt: null,
      settledBy: null,
      withUpdateId: null,
      reason: null,
    } as const;
    return [...challenges, { ...raised, id, raisedAt: at, ...open }];
  }
  const settled =
    body.kind === 'challenge.answered'
      ? ({ state: 'answered', withUpdateId: body.updateId } as const)
      : ({ state: 'dismissed', reason: body.reason } as const);
  return challenges.map((challenge) =>
    challenge.id === body.challengeId && challenge.state === 'open'
      ? { ...challenge, ...settled, settledAt: at, settledBy: by }
      : challenge,
  );
}
