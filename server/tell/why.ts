/** Why somebody is told, or is not, as a sentence for staff. Pure. */
import type { HeldReason } from '@candor/protocol/told.ts';

export type Names = { component: (id: string) => string; group: (id: string) => string };

const and = (names: readonly string[]) => new Intl.ListFormat('en').format(names);
const ids = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** From the reasons that the selection kept with the delivery. */
export function whyTold(why: Record<string, unknown>, names: Names): string {
  const parts = [
    ...(typeof why['affected'] === 'number'
      ? [`${Math.round(why['affected'] * 100)} % of their use is measured as affected`]
      : []),
    ...(why['follows'] ? ['they follow this incident'] : []),
    ...(why['chose'] ? [`they chose ${and(ids(why['chose']).map(names.component))}`] : []),
    ...(why['group'] ? [`they chose the group ${and(ids(why['group']).map(names.group))}`] : []),
    ...(why['everything'] ? ['they asked for everything'] : []),
    ...(why['digest'] ? ['it was held back for a digest'] : []),
    ...(why['unnamed'] ? ['it names no component, so it may be about theirs'] : []),
  ];
  const text = and(parts);
  return text ? `${text[0]!.toUpperCase()}${text.slice(1)}.` : 'They are subscribed.';
}

const HELD: Record<HeldReason, string> = {
  elsewhere: 'They asked about other components.',
  private: 'The default page does not show it, and they did not choose what it touches.',
  kind: 'They do not want to hear of this kind: incidents, or planned work.',
  severity: 'It is not severe enough for what they asked for.',
  audience: 'It is written to others only.',
  note: 'Nothing changed, and they do not want to hear that.',
  quarantined: 'Their endpoint has failed for long; nothing is sent there until it is released.',
  paused: 'They asked for a rest, and it is not over.',
  digest: 'It comes in their next digest, as they asked.',
  budget: 'They were told enough today; it comes together with the rest in their morning.',
};

export const whyHeld = (reason: HeldReason): string => HELD[reason];
