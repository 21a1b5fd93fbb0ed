/**
 * Updates whose author chose the time. Pure: which times can be chosen, and whether what was said since has overtaken
 * words that were written before it. They are checked like any other word when they are written and when they go out.
 */
import { Problem } from '#lib/problem.ts';
import type { Incident } from '#timeline';
import type { Draft } from './drafts.ts';

const FURTHEST_MS = 30 * 86_400_000;

export function refuseTime(publishAt: string, nextUpdateBy: string | null | undefined, now: string): void {
  const refuse = (path: string, detail: string, message: string) => {
    throw new Problem('request.invalid', detail, { errors: [{ path, message }] });
  };
  if (publishAt <= now)
    refuse(
      'publishAt',
      'publishAt lies in the past; leave it out to publish now.',
      'has to lie in the future',
    );
  if (Date.parse(publishAt) - Date.parse(now) > FURTHEST_MS)
    refuse('publishAt', 'An update can be scheduled for the next 30 days.', 'lies more than 30 days ahead');
  if (nextUpdateBy && nextUpdateBy <= publishAt)
    refuse(
      'nextUpdateBy',
      'The next word is promised for a time before this one goes out.',
      'has to come after publishAt',
    );
}

const ORDER = ['investigating', 'identified', 'monitoring', 'resolved'];

/**
 * What the public was told after these words were written, where they no longer follow from it: they would go back
 * behind it, or it has fallen back behind what they were written for. Null while they follow.
 */
export function overtakenBy(
  incident: Incident,
  { writtenAt, input }: Pick<Draft, 'writtenAt' | 'input'>,
): string | null {
  const before = incident.updates.findLast(({ at }) => at <= writtenAt)?.phase ?? 'investigating';
  const now = incident.phase;
  const rank = (phase: Incident['phase']) => ORDER.indexOf(phase);
  if (now === before || (rank(now) > rank(before) && rank(now) <= rank(input.phase))) return null;
  return `Since it was written the public was told "${now}", where it had been "${before}"; write it for how things stand now.`;
}
