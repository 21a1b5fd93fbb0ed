/**
 * When an endpoint counts as dead. Ten messages given up in a row, or nothing accepted for five days in which at least
 * one was given up: long enough that no maintenance, weekend or expired certificate is mistaken for an end, and short
 * enough that a receiver that is gone is not called for months. A rule of the endpoint's own answers ("gone") needs no
 * patience and is a suppression, not this. It ends when the owner asks for it, or a message is accepted again.
 */
export const DEAD_AFTER_LETTERS = 10;
export const DEAD_AFTER_MS = 5 * 24 * 3_600_000;

export type Record = {
  /** Given up since the last acceptance, and when the first of these was planned; null when there is none. */
  deadLetters: number;
  failingSinceMs: number | null;
};

/** The rule that it fell under, as a sentence; null while it lives. */
export function deadBy({ deadLetters, failingSinceMs }: Record, nowMs: number): string | null {
  if (deadLetters >= DEAD_AFTER_LETTERS)
    return `The last ${deadLetters} messages were given up, and none was accepted between them.`;
  if (deadLetters > 0 && failingSinceMs !== null && nowMs - failingSinceMs >= DEAD_AFTER_MS)
    return 'Nothing was accepted for five days, and messages were given up meanwhile.';
  return null;
}
